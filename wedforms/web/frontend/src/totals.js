// Calculated values and merged words, kept up to date in the reader's language.

import { day, money, number } from "./format.js";

const NOTHING = "–";

/** Write a calculated value into its `output`. */
export function showTotal(output, value, page) {
  const said = value === undefined || value === null ? NOTHING : calculated(value, output.dataset, page);
  if (output.textContent !== said) output.textContent = said;
}

function calculated(value, { result, currency }, page) {
  if (result === "money") return money(value, currency, page.locale);
  if (result === "date") return day(value, page.locale);
  if (result === "boolean") return page.words(value ? "yes" : "no");
  return result === "number" ? number(value, page.locale) : String(value);
}

/** Write the words of answers where clauses mention them, as far as the page can know them. */
export function showMerged(page, values) {
  for (const place of page.form.querySelectorAll("[data-merge]")) {
    if (!isLive(page, place)) continue;
    const said = wordsOf(values[place.dataset.merge], place, page);
    if (said !== null && place.textContent !== said) place.textContent = said;
  }
}

/** Whether the page can say these merged words itself; others come with the next page from the server. */
export function isLive({ form, plan }, place) {
  const { merge, result } = place.dataset;
  return Boolean(plan.fields && merge in plan.fields && (result || drawnAs(form, merge)));
}

const drawnAs = (form, key) => form.querySelector(`[data-field][data-name="${key}"]`);

// Answers of several parts stay as the server wrote them: null.
function wordsOf(value, place, page) {
  if (value === undefined || value === null || value === "") return "…";
  const element = drawnAs(page.form, place.dataset.merge);
  const output = place.dataset.result ? place : element?.querySelector("[data-value]");
  if (output) return calculated(value, output.dataset, page);
  switch (element?.dataset.field) {
    case "text":
    case "email":
    case "long_text":
    case "time":
    case "initials":
      return String(value);
    case "money":
      return money(value, element.querySelector("[data-currency]").dataset.currency, page.locale);
    case "number":
    case "slider":
      return number(value, page.locale);
    case "date":
      return day(value, page.locale);
    case "wedding_date":
      return value.date ? day(value.date, page.locale) : null;
    case "person_name":
      return [value.given, value.family].filter(Boolean).join(" ");
    case "yes_no":
      return optionWords(element, value ? "yes" : "no");
    default:
      return typeof value === "string" ? optionWords(element, value) : null;
  }
}

function optionWords(element, value) {
  const option = element?.querySelector(`[data-option="${CSS.escape(value)}"]`);
  return option?.querySelector(".choice-label")?.textContent.trim() ?? null;
}
