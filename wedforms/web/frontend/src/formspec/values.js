// The values of the language: numbers as integers of millionths, days and minutes as counts, the rest as they are.

/**
 * A value: a BigInt (millionths), a text, a boolean, null, a list of texts or nulls, or a moment.
 * @typedef {bigint | string | boolean | null | (string | null)[] | Moment} Value
 * @typedef {{kind: "date" | "time" | "date_time", count: number}} Moment days or minutes since 1970, or since midnight
 */

export const ONE = 1_000_000n;
const LIMIT = 10n ** 15n * ONE;
const DAY = 86_400_000;
const MINUTES_A_DAY = 1440;
const FIRST_DAY = -719_162; // 0001-01-01
const LAST_DAY = 2_932_896; // 9999-12-31

/** @returns {string} the kind of a value: number, text, boolean, list, null, date, time or date_time */
export function kindOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return { bigint: "number", string: "text", boolean: "boolean" }[typeof value] ?? value.kind;
}

/** The number, or null beyond the language's limit. */
export const bounded = (number) => (number > -LIMIT && number < LIMIT ? number : null);

/** Divide and round, ties to even. */
export function divideEven(number, by) {
  if (by < 0n) return divideEven(-number, -by);
  const whole = number / by;
  const rest = (number % by) * 2n;
  const size = rest < 0n ? -rest : rest;
  const away = size > by || (size === by && whole % 2n !== 0n);
  return away ? whole + (rest < 0n ? -1n : 1n) : whole;
}

/** The number at so many decimals. */
export function round(number, places) {
  const unit = 10n ** BigInt(6 - places);
  return bounded(divideEven(number, unit) * unit);
}

/** Read a JSON number; anything else is null. */
export function readNumber(raw) {
  if (typeof raw !== "number" || !(Math.abs(raw) < 1e15)) return null;
  if (Math.abs(raw) < 1e-6) return raw > 5e-7 ? 1n : raw < -5e-7 ? -1n : 0n;
  const [whole, part = ""] = String(raw).split(".");
  return bounded(divideEven(BigInt(whole + part) * ONE, 10n ** BigInt(part.length)));
}

/** Write a number as JSON: a number, or a text where a JavaScript number cannot hold it. */
export function writeNumber(number) {
  const text = numberText(number);
  return String(Number(text)) === text ? Number(text) : text;
}

/** The plain decimal text of a number, without trailing zeros. */
export function numberText(number) {
  const digits = String(number < 0n ? -number : number).padStart(7, "0");
  const part = digits.slice(-6).replace(/0+$/, "");
  return (number < 0n ? "-" : "") + digits.slice(0, -6) + (part && `.${part}`);
}

/** The whole of a number as a JavaScript number; null when it has a fraction. */
export const wholeOf = (number) => (number % ONE === 0n ? Number(number / ONE) : null);

/** The number of the language for a whole JavaScript number. */
export const numberOf = (whole) => BigInt(whole) * ONE;

/** The date with this day number, null outside the years 1 to 9999. */
export const dateOf = (count) => (count >= FIRST_DAY && count <= LAST_DAY ? { kind: "date", count } : null);

/** Read `YYYY-MM-DD`; a day that does not exist is null. */
export function readDate(raw) {
  if (typeof raw !== "string" || !/^\d{4}-\d\d-\d\d$/.test(raw)) return null;
  const time = Date.parse(`${raw}T00:00Z`);
  return Number.isNaN(time) || dateText(time / DAY) !== raw ? null : dateOf(time / DAY);
}

/** Read `HH:MM`; anything else is null. */
export function readTime(raw) {
  if (typeof raw !== "string" || !/^([01]\d|2[0-3]):[0-5]\d$/.test(raw)) return null;
  return { kind: "time", count: raw.slice(0, 2) * 60 + +raw.slice(3) };
}

/** Read `YYYY-MM-DDTHH:MM`; anything else is null. */
export function readDateTime(raw) {
  const [day, clock] = typeof raw === "string" && raw[10] === "T" ? [raw.slice(0, 10), raw.slice(11)] : [];
  const on = readDate(day);
  const at = readTime(clock);
  return on && at && { kind: "date_time", count: on.count * MINUTES_A_DAY + at.count };
}

/** The date or the time of a date-time. */
export function halfOf({ count }, half) {
  const day = Math.floor(count / MINUTES_A_DAY);
  if (half === "date") return dateOf(day);
  return half === "time" ? { kind: "time", count: count - day * MINUTES_A_DAY } : null;
}

/** The text of a day number. */
export const dateText = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** The canonical answer of a moment. */
export function momentText(moment) {
  if (moment.kind === "date") return dateText(moment.count);
  if (moment.kind === "date_time") return `${dateText(halfOf(moment, "date").count)}T${momentText(halfOf(moment, "time"))}`;
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  return `${two(moment.count / 60)}:${two(moment.count % 60)}`;
}

/** Compare two values of one kind: below, equal or above as -1, 0 or 1; texts by code points. */
export function compare(left, right) {
  if (typeof left === "string") return compareText([...left], [...right]);
  const [one, other] = [left.count ?? left, right.count ?? right];
  return one < other ? -1 : +(one > other);
}

function compareText(left, right) {
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at < 0) return left.length < right.length ? -1 : 0;
  return at < right.length && left[at].codePointAt() < right[at].codePointAt() ? -1 : 1;
}

export { MINUTES_A_DAY };
