// Values in the words of the reader's language, as the server writes them too: Western calendar, digits and groups.

/** Known by its sign everywhere; some languages would write `£GB` or `UK£`. */
const SIGNS = { GBP: "£" };
const RIGHT_TO_LEFT = /^(?:ar|ckb|fa|he|ps|sd|ug|ur|yi)\b/;
const AS_WRITTEN = { numberingSystem: "latn", calendar: "gregory", timeZone: "UTC" };

/** Whether this browser knows the language at all; it would write in its own words else. */
export const speaks = (locale) => Intl.DateTimeFormat.supportedLocalesOf([locale]).length > 0;

/** A file's size as the page writes it: "340 kB", "1.2 MB". */
export function sizeInWords(bytes, locale) {
  const big = bytes >= 1_000_000;
  const format = new Intl.NumberFormat(locale, { style: "unit", unit: big ? "megabyte" : "kilobyte", maximumFractionDigits: 1, numberingSystem: "latn" });
  return format.format(big ? bytes / 1_000_000 : Math.ceil(bytes / 1000));
}

/** An amount of minor units with its currency: 165000 → "£1,650.00". */
export function money(minor, currency, locale) {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, useGrouping: true, numberingSystem: "latn" });
  const places = format.resolvedOptions().maximumFractionDigits;
  const parts = format.formatToParts(Number(minor) / 10 ** places);
  return parts.map(({ type, value }) => (type === "currency" ? (SIGNS[currency] ?? whole(value, locale)) : value)).join("");
}

/** Where people write from the right, `US$` would be torn apart without an invisible mark. */
function whole(sign, locale) {
  return RIGHT_TO_LEFT.test(locale) && /^[A-Z]+[^A-Za-z]$/.test(sign) ? `${sign}\u200e` : sign;
}

/** What stands between the entries of a list. */
export function commas(locale) {
  return /^(?:ar|ckb|fa|ps|sd|ug|ur)\b/.test(locale) ? "، " : /^(?:ja|zh)\b/.test(locale) ? "、" : ", ";
}

/** A day in full: "Saturday 5 June 2027"; what is no day stays as it is. */
export function day(iso, locale) {
  return moment(iso, `${iso}T00:00:00Z`, { dateStyle: "full" }, locale);
}

/** A time of day: "14:30". */
export function time(iso, locale) {
  return moment(iso, `2000-01-01T${iso}Z`, { timeStyle: "short" }, locale);
}

function moment(text, iso, style, locale) {
  const found = new Date(iso);
  return Number.isNaN(found.getTime()) ? text : new Intl.DateTimeFormat(locale, { ...AS_WRITTEN, ...style }).format(found);
}

/** A number of at most six places, or of exactly `decimals`. */
export function number(value, locale, decimals) {
  const places = decimals === undefined ? { maximumFractionDigits: 6 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(locale, { ...places, useGrouping: true, numberingSystem: "latn" }).format(Number(value));
}
