// What a value says, for people who are to choose between two of them: words, not the JSON of a definition.

import { digitsOf, typedAmount } from "../editors/money.js";
import { textOfOptions } from "../editors/optiontext.js";

const OPTIONS = ["options", "rows", "columns"];

/** Whether only the server can say it: conditions and formulas are trees, and people read them as text. */
export const isTree = (input) => input?.kind === "condition" || input?.kind === "expression";

/** A value of this input in words; `say` has the words, `currency` is that of the form. */
export function inWords(value, { input, say, currency }) {
  if (value === null || value === undefined || value === "") return say("nothing");
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (input?.kind === "rich") return String(value).replace(/<\/(p|li|td|th|h\d)>|<br ?\/?>/g, " ").replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
  if (input?.kind === "money" && typeof value === "number") return typedAmount(value, digitsOf(currency));
  if (OPTIONS.includes(input?.name) && Array.isArray(value)) return textOfOptions(value, (price) => typedAmount(price, digitsOf(currency)));
  const words = input?.words ?? input?.item?.words ?? [];
  const titled = (one) => words.find((word) => word.value === one)?.title ?? one;
  return lines(value, titled).join("\n");
}

/** One line for each thing inside; what a thing is called stands before it. */
function lines(value, titled) {
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return [value.map(titled).join(", ")];
  if (Array.isArray(value)) return value.flatMap((one, at) => lines(one, titled).map((line) => `${at + 1}. ${line}`));
  if (typeof value !== "object" || value === null) return [String(titled(value))];
  return Object.entries(value).flatMap(([name, one]) => lines(one, titled).map((line) => `${name.replaceAll("_", " ")}: ${line}`));
}
