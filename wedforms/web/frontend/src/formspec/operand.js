// How a canonical answer becomes a value of the language, by the kind of its field, and back.

import { halfOf, kindOf, momentText, readDate, readDateTime, readNumber, readTime, round, writeNumber } from "./values.js";

/** Whether raw JSON is an object. */
export const isObject = (raw) => typeof raw === "object" && raw !== null && !Array.isArray(raw);

const own = (raw, name) => (isObject(raw) && Object.hasOwn(raw, name) ? raw[name] : null);
const text = (raw) => (typeof raw === "string" ? raw : null);
const list = (raw) => (Array.isArray(raw) ? raw.map(text) : null);

const READERS = {
  text,
  list,
  number: readNumber,
  boolean: (raw) => (typeof raw === "boolean" ? raw : null),
  choice: (raw) => (text(own(raw, "other")) === null ? text(raw) : "other"),
  date: readDate,
  time: readTime,
  date_time: readDateTime,
  wedding_date: (raw) => readDate(own(raw, "date")),
  person_name: (raw) => ["given", "family"].map((name) => text(own(raw, name))).filter(Boolean).join(" ") || null,
};

const words = (...names) => Object.fromEntries(names.map((name) => [name, "text"]));
const PARTS = {
  address: words("line1", "line2", "town", "county", "postcode", "country"),
  person_name: words("given", "family"),
  couple: words(...["partner1", "partner2"].flatMap((one) => ["name", "email", "phone"].map((name) => `${one}.${name}`))),
  wedding_date: { date: "date", season: "text", year: "number", undecided: "boolean" },
  date_range: { start: "date", end: "date" },
  signature: words("kind", "name"),
  choice: words("other"),
};
const COMPOSITE = ["address", "person_name", "couple", "wedding_date", "date_range", "signature", "matrix"];

const read = (kind, raw) => (Object.hasOwn(READERS, kind) ? READERS[kind](raw) : null);

/** Whether the answer always comes from the form, whatever is typed. */
export const isCalculated = (field) => field.type === "calculation" || ("value" in field && !("locked_if" in field));

/** What a bare reference to a field gives for this answer. */
export const operand = (field, answer) => read(field.kind, answer);

/** The named part of a composite answer. */
export function part(field, answer, names) {
  const name = names.join(".");
  if (field.kind === "date_time") {
    const moment = readDateTime(answer);
    return moment && halfOf(moment, name);
  }
  const raw = names.reduce(own, answer);
  if (field.kind === "matrix") return list(raw) ?? text(raw);
  return read(own(PARTS[field.kind], name) ?? "", raw);
}

/** Whether the field has been answered. */
export function isFilled(field, answer) {
  if (COMPOSITE.includes(field.kind)) return isObject(answer) && Object.keys(answer).length > 0;
  if (field.kind === "rows") return Array.isArray(answer) && answer.length > 0;
  return isPresent(operand(field, answer));
}

/** Whether a value is neither null, empty text nor an empty list. */
export const isPresent = (value) => value !== null && value !== "" && value.length !== 0;

/** The options that a value names; null when it names none. */
export function chosen(field, value) {
  const named = typeof value === "boolean" ? (value ? "yes" : "no") : value;
  const names = typeof named === "string" ? [named] : named;
  if (!Array.isArray(names)) return null;
  const found = names.map(
    (name) =>
      (field.options ?? []).find((option) => option.value === name) ?? (field.other && name === "other" ? {} : null),
  );
  return found.includes(null) ? null : found;
}

/** The label of the one chosen option; for a free text, that text. */
export function label(field, value, answer) {
  if (value === "other" && isObject(answer)) return text(answer.other);
  const found = Array.isArray(value) ? null : chosen(field, value);
  return found && (found[0].label ?? "");
}

/** The canonical answer of a calculated value; undefined when it is of another kind than the field. */
export function answerOf(field, value) {
  const kind = kindOf(value);
  if (field.kind === "number" && kind === "number") {
    const exact = round(value, field.decimals);
    return exact === null ? undefined : writeNumber(exact);
  }
  if (field.kind === "wedding_date" && kind === "date") return { date: momentText(value) };
  if (field.kind !== kind && !(field.kind === "choice" && kind === "text")) return undefined;
  return value.kind ? momentText(value) : value;
}
