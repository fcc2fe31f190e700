// Options as lines of text, `Label | 12.50 | 40`, and the values that are made of labels.

import { minorUnits } from "./money.js";

const MOST_VALUE = 40;

/** The value of a label: small letters, digits and underscores, unlike those that are taken. */
export function valueOf(label, taken = []) {
  const plain = label.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const stem = plain.replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "").slice(0, MOST_VALUE).replace(/_+$/, "") || "option";
  const used = new Set(taken);
  if (!used.has(stem)) return stem;
  let number = 2;
  while (used.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/**
 * The options that lines of text name, and the lines that cannot be read: `{options, faults: [{line, text}]}`.
 * An option that is there already, by its label, keeps its value and whatever else it says.
 */
export function optionsOfText(text, { earlier = [], digits = 2, plain = false } = {}) {
  const options = [];
  const faults = [];
  const taken = new Set(earlier.map((one) => one.value));
  text.split(/\r?\n/).forEach((line, at) => {
    if (!line.trim()) return;
    const read = readLine(line, { digits, plain });
    if (!read) return faults.push({ line: at + 1, text: line.trim() });
    const same = earlier.find((one) => one.label === read.label && !options.some((other) => other.value === one.value));
    const value = same?.value ?? valueOf(read.label, taken);
    taken.add(value);
    options.push(without({ ...same, ...read, value }));
  });
  return { options, faults };
}

function readLine(line, { digits, plain }) {
  const [label, price = "", places = "", ...more] = line.split("|").map((part) => part.trim());
  if (!label || more.length || (plain && (price || places))) return null;
  if (plain) return { label };
  const amount = minorUnits(price, digits);
  if (amount === undefined || !/^\d{0,7}$/.test(places) || Number(places || 1) < 1) return null;
  return { label, price: amount, places: places ? Number(places) : null };
}

/** The lines of text that these options are. */
export function textOfOptions(options, typed) {
  return options.map((one) => [one.label, typed(one.price), one.places ?? ""].join(" | ").replace(/(?: \| )+$/, "")).join("\n");
}

/** The option without what it does not say. */
export function without(option) {
  return Object.fromEntries(Object.entries(option).filter(([, value]) => value !== null && value !== undefined && value !== ""));
}
