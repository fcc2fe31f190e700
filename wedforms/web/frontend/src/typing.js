// Numbers as people type them, with a point or a comma before the decimals; formspec/fieldtypes/typing.py is its twin.

const GROUPED = { ".": /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, ",": /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ };
/** Both signs stand in it, so that nobody can read it in another way. */
const ENGLISH = /^[+-]?\d{1,3}(,\d{3})+\.\d+$/;

/** The digits without groups, a point before the decimals. */
export function pointed(text, decimal) {
  const tidy = text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 0xf)
    .replace(/\u2212/g, "-")
    .replace(/[\s\u066c\u200e\u200f]/g, "")
    .replace(/\u066b/g, decimal);
  if (GROUPED[decimal].test(tidy)) return tidy.replaceAll(decimal === "," ? "." : ",", "").replace(decimal, ".");
  if (decimal === ".") return tidy;
  if (ENGLISH.test(tidy)) return tidy.replaceAll(",", "");
  return tidy.includes(".") ? tidy : tidy.replaceAll(",", ".");
}

const SIGNS = /[\s£$€¥]|\b[A-Z]{3}\b/g;

/** The number in a text, as plain digits with a point before the decimals; null where there is none. */
export function numberTyped(text, { type, decimal }) {
  const plain = pointed(type === "money" ? text.replace(SIGNS, "") : text, decimal);
  return /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? plain : null;
}
