// Calculated values and merged words, kept up to date in the reader's language.

import { speaks } from "./format.js";
import { at } from "./places.js";
import { said } from "./said.js";

const NOTHING = "–";
const NOT_YET = "…";

/** Write a calculated value into its `output`. */
export function showTotal(output, value, page) {
  write(output, said(value, output.dataset, page) || NOTHING);
}

/** Write the words of answers where texts mention them, as far as the page can say them. */
export function showMerged(page, values) {
  for (const place of page.form.querySelectorAll("[data-merge]")) {
    if (isLive(page, place)) write(place, said(answerAt(place, values), place.dataset, page) || NOT_YET);
  }
}

/** Whether the page can say these merged words itself; others come with the next page from the server. */
export function isLive({ plan, locale }, { dataset }) {
  return Boolean(dataset.result && plan.fields && dataset.merge in plan.fields && speaks(locale));
}

// In a row its own answer comes first, then the form's.
function answerAt(place, values) {
  const key = place.dataset.merge;
  const path = place.closest("[data-content]").dataset.path.split(".").slice(0, -1);
  return (path.length ? at(values, path.join("."))?.[key] : undefined) ?? values[key];
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
