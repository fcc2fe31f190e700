// The strict functions: each takes values that are present and of the stated kinds.

import * as values from "./values.js";

const { ONE, bounded, compare, dateOf, dateText, divideEven, kindOf, numberOf, readDate, wholeOf } = values;
const ORDERED = ["number", "date", "time", "date_time"];
const SCALAR = [...ORDERED, "text", "boolean"];
const NUMBER = ["number"];
const NUMBERS = [NUMBER, NUMBER];
const DATE = [["date"]];
const FRIDAY = 5;

const ordered = (test) => ({ takes: [ORDERED, ORDERED], alike: true, give: (left, right) => test(compare(left, right)) });
const equality = (wanted) => ({
  takes: [SCALAR, SCALAR],
  alike: true,
  give: (left, right) => (compare(left, right) === 0) === wanted,
});
const extreme = (sign) => ({
  takes: [ORDERED],
  alike: true,
  variadic: true,
  give: (...given) => given.reduce((best, next) => (compare(next, best) === sign ? next : best)),
});
const numeric = (give) => ({ takes: NUMBERS, give });
const stepped = (up) =>
  numeric((number, step) => {
    if (step <= 0n) return null;
    const rest = number % step;
    const below = number - rest - (rest < 0n ? step : 0n);
    return bounded(up && rest !== 0n ? below + step : below);
  });

const weekday = (day) => ((((day.count + 3) % 7) + 7) % 7) + 1;

/** @type {Record<string, {takes: string[][], give: Function, alike?: boolean, variadic?: boolean}>} */
const FUNCTIONS = {
  "+": numeric((left, right) => bounded(left + right)),
  "-": numeric((left, right) => bounded(left - right)),
  "*": numeric((left, right) => bounded(divideEven(left * right, ONE))),
  "/": numeric((left, right) => (right === 0n ? null : bounded(divideEven(left * ONE, right)))),
  neg: { takes: [NUMBER], give: (number) => -number },
  abs: { takes: [NUMBER], give: (number) => (number < 0n ? -number : number) },
  "=": equality(true),
  "!=": equality(false),
  "<": ordered((sign) => sign < 0),
  "<=": ordered((sign) => sign <= 0),
  ">": ordered((sign) => sign > 0),
  ">=": ordered((sign) => sign >= 0),
  not: { takes: [["boolean"]], give: (value) => !value },
  min: extreme(-1),
  max: extreme(1),
  contains: { takes: [["text", "list"], ["text"]], give: contains },
  length: { takes: [["text", "list"]], give: (value) => numberOf([...value].length) },
  lower: { takes: [["text"]], give: (text) => text.toLowerCase() },
  round: numeric((number, places) => (isPlaces(places) ? values.round(number, wholeOf(places)) : null)),
  round_up: stepped(true),
  round_down: stepped(false),
  weekday: { takes: DATE, give: (day) => numberOf(weekday(day)) },
  month: { takes: DATE, give: (day) => numberOf(dateText(day.count).slice(5, 7)) },
  year: { takes: DATE, give: (day) => numberOf(dateText(day.count).slice(0, 4)) },
  add_days: { takes: [...DATE, NUMBER], give: addDays },
  add_months: { takes: [...DATE, NUMBER], give: addMonths },
  days_between: { takes: [...DATE, ...DATE], give: (start, end) => numberOf(end.count - start.count) },
  minutes_between: {
    takes: [
      ["time", "date_time"],
      ["time", "date_time"],
    ],
    alike: true,
    give: minutesBetween,
  },
};

const isPlaces = (places) => places >= 0n && places <= 6n * ONE && wholeOf(places) !== null;

function contains(whole, sought) {
  if (whole.includes(sought)) return true;
  return Array.isArray(whole) && whole.includes(null) ? null : false;
}

function addDays(day, days) {
  const number = wholeOf(days);
  return number === null ? null : dateOf(day.count + number);
}

function addMonths(day, months) {
  const number = wholeOf(months);
  if (number === null) return null;
  const text = dateText(day.count);
  const total = text.slice(0, 4) * 12 + +text.slice(5, 7) - 1 + number;
  const year = Math.floor(total / 12);
  if (year < 1 || year > 9999) return null;
  const start = readDate(`${String(year).padStart(4, "0")}-${String((total % 12) + 1).padStart(2, "0")}-01`);
  const month = (day) => dateText(day).slice(5, 7);
  let end = start.count + +text.slice(8) - 1;
  while (month(end) !== month(start.count)) end -= 1;
  return dateOf(end);
}

function minutesBetween(start, end) {
  const minutes = end.count - start.count;
  return numberOf(start.kind === "time" ? (minutes + values.MINUTES_A_DAY) % values.MINUTES_A_DAY : minutes);
}

/** The day itself if it works, else the nearest working day in the direction of `step`. */
export function workingDay(day, holidays, step) {
  let found = day;
  while (found && (weekday(found) > FRIDAY || holidays.has(found.count))) found = dateOf(found.count + step);
  return found;
}

/** Whether there is a strict function of this name. */
export const isStrict = (name) => Object.hasOwn(FUNCTIONS, name);

/** Call a strict function; null when an argument is missing or of the wrong kind. */
export function apply(name, given) {
  const { takes, alike, variadic, give } = FUNCTIONS[name];
  const kinds = given.map(kindOf);
  if (!kinds.every((kind, index) => takes[variadic ? 0 : index].includes(kind))) return null;
  if (alike && kinds.some((kind) => kind !== kinds[0])) return null;
  return give(...given);
}
