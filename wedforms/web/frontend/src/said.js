// An answer in words, as the server says it: `result` names how, the other hooks what is needed for it.

import { commas, day, money, number, time } from "./format.js";

const labelled = (value, { labels }) => JSON.parse(labels ?? "{}")[value] ?? String(value);

const SAYERS = {
  text: (value) => String(value),
  number: (value, { decimals, unit }, { locale }) =>
    [number(value, locale, decimals === undefined ? undefined : Number(decimals)), unit].filter(Boolean).join(" "),
  money: (value, { currency }, { locale }) => money(value, currency, locale),
  date: (value, _, { locale }) => day(value, locale),
  time: (value, _, { locale }) => time(value, locale),
  date_time: (value, _, { locale }) => {
    const [date, clock] = value.split("T");
    return [day(date, locale), time(clock, locale)].join(commas(locale));
  },
  date_range: ({ start, end }, _, { locale }) => (start && end ? `${day(start, locale)} – ${day(end, locale)}` : ""),
  boolean: (value, { labels }, { words }) => {
    const word = value ? "yes" : "no";
    return labels ? labelled(word, { labels }) : words(word);
  },
  choice: (value, hooks) => (typeof value === "object" ? value.other : labelled(value, hooks)),
  choices: (value, hooks, { locale }) => [value].flat().map((one) => labelled(one, hooks)).join(commas(locale)),
  email: (value) => value.replace(/@[^@]*$/, (domain) => domain.toLowerCase()),
  person_name: ({ given, family }) => [given, family].filter(Boolean).join(" "),
  wedding_date: ({ date, season, year }, _, { locale, words }) => {
    if (date) return day(date, locale);
    return season ? words(season, { year }) : words("undecided");
  },
  count: (value) => String(value.length),
};

/** The words for an answer; nothing for none, or for half of one. */
export function said(value, hooks, page) {
  if (value === undefined || value === null || value === "") return "";
  try {
    return SAYERS[hooks.result](value, hooks, page);
  } catch (failure) {
    if (failure instanceof TypeError || failure instanceof RangeError) return "";
    throw failure;
  }
}
