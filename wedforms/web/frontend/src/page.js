// What the server gave with the page: the form, its words, its plan, and the values that are not drawn.

import { speaker } from "./words.js";

/** The page being filled, as every behaviour sees it. */
export function openPage(form) {
  const { locale, timeZone, decimal } = form.dataset;
  return {
    form,
    locale: locale || "en-GB",
    decimal: decimal || ".",
    timeZone: timeZone || "Europe/London",
    plan: json("wedforms-plan"),
    given: json("wedforms-given"),
    words: speaker(json("wedforms-words")),
  };
}

function json(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent || "{}") : {};
}

/** Today where the form lives, as YYYY-MM-DD. */
export function todayIn(timeZone, now = new Date()) {
  const parts = new Intl.DateTimeFormat("en", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const { year, month, day } = Object.fromEntries(parts.formatToParts(now).map((one) => [one.type, one.value]));
  return `${year}-${month}-${day}`;
}

/** Tell the other behaviours that a value was changed by a script. */
export function announceChange(control) {
  control.dispatchEvent(new Event("change", { bubbles: true }));
}
