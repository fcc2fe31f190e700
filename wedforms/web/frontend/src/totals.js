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

/** Write the words of an answer where clauses mention it; answers of several parts stay as the server wrote them. */
export function showMerged(page, values, field) {
  for (const place of page.form.querySelectorAll("[data-merge]")) {
    const key = place.dataset.merge;
    const said = wordsOf(values[key], field(key), page);
    if (said !== null && place.textContent !== said) place.textContent = said;
  }
}

function wordsOf(value, element, page) {
  if (value === undefined || value === null || value === "") return "…";
  const output = element?.querySelector("[data-value]");
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
