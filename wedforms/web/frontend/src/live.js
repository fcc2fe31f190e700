// Conditions and totals while somebody types: the twin of the server's calculation says what holds, the page shows it.

import { readAnswers } from "./answers.js";
import { startAsked } from "./asked.js";
import { holds, settle } from "./formspec/index.js";
import { readInputs } from "./inputs.js";
import { setLock } from "./locks.js";
import { closeOptions } from "./options.js";
import { todayIn } from "./page.js";
import { at, keyOf, placesOf } from "./places.js";
import { number } from "./rows.js";
import { showMerged, showTotal } from "./totals.js";

/** Keep the page as its answers say. `rows` adds the rows that must be there, `changed` hears of every settling, `announce` says it. */
export function startLive(page, { rows, changed, announce }) {
  const { form, plan, given } = page;
  if (!plan.fields) return;
  form.elements._shown?.remove(); // the server need not compare what was shown: this page shows it
  const fields = describe(page);
  const tellAsked = startAsked(page, announce);
  let due = false;

  function settlePage({ byPerson = true } = {}) {
    due = false;
    const answers = { ...given.hidden, ...readAnswers(fields, readInputs(form), given.rows) };
    const state = settle(plan, answers, { today: todayIn(page.timeZone), earlier: given.earlier });
    show(state, byPerson);
    changed();
  }

  function soon() {
    if (!due) requestAnimationFrame(() => settlePage());
    due = true;
  }

  function show(state, byPerson) {
    const places = placesOf(form, state.values);
    for (const [element, path] of places) {
      element.dataset.path = path;
      element.hidden = !state.visible.has(path);
      if (element.dataset.group !== undefined) limitRows(element, state.rowLimits.get(path), byPerson);
      else if (element.dataset.field !== undefined) showField(element, path, state);
    }
    tellAsked(places.map(([element]) => element), { byPerson });
    showMerged(page, state.values);
  }

  function showField(element, path, state) {
    const output = element.querySelector("[data-value]");
    if (output) return showTotal(output, at(state.values, path), page);
    const locking = { value: at(state.values, path), words: page.words("locked"), places: fields[keyOf(element)]?.places, decimal: page.decimal };
    setLock(element, state.locked.has(path), locking);
    require(element, state.required.has(path));
    bound(element, state.bounds.get(path));
    return closeOptions(element, {
      isClosed: (value) => state.disabled.get(path)?.has(value) ?? false,
      isHidden: (value) => isHidden(optionOf(plan.fields[keyOf(element)], value), state.scope, path),
      unavailable: page.words("unavailable"),
    });
  }

  function limitRows(group, limits, byPerson) {
    if (!limits) return;
    const [least, most] = limits;
    group.dataset.min = least;
    group.dataset.max = most;
    if (byPerson && !group.hidden) rows.fill(group, least);
    number(group);
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("wedforms:row", soon);
  form.addEventListener("wedforms:written", soon);
  settlePage({ byPerson: false });
}

const optionOf = (field, value) => field?.options?.find((one) => one.value === value);

// An option that a condition shows is hidden while it does not hold; one that is only closed is seen and greyed.
function isHidden(option, form, path) {
  return option?.visible_if !== undefined && !holds(option.visible_if, scopeAt(form, path.split(".").slice(0, -1)));
}

function scopeAt(scope, [group, place, ...rest]) {
  return group === undefined ? scope : scopeAt(scope.rows.get(group)[place], rest);
}

function require(field, required) {
  const mark = field.querySelector("[data-mark]");
  if (!mark || mark.hidden === !required) return;
  mark.hidden = !required;
  if (field.matches("[role=radiogroup]")) field.setAttribute("aria-required", required);
  else if (!field.matches("fieldset")) controlsOf(field).forEach((control) => (control.required = required));
}

const controlsOf = (field) => field.querySelectorAll("input:not([type=hidden]), select, textarea");

function bound(field, bounds) {
  const control = field.querySelector("input[type=date], input[type=time], input[type=datetime-local]");
  if (!control || !bounds) return;
  [control.min, control.max] = [bounds[0] ?? "", bounds[1] ?? ""];
}

/** What reading the answers needs of every field: the plan's kind and group, the page's type and currency. */
function describe({ form, plan, decimal }) {
  const drawn = Object.fromEntries([...everyField(form)].map((element) => [keyOf(element), element]));
  const entries = Object.entries(plan.fields).map(([key, { kind, group, other }]) => {
    const element = drawn[key];
    const currency = element?.querySelector("[data-currency]")?.dataset.currency;
    return [key, { kind, group, other, type: element?.dataset.field, places: placesOfCurrency(currency), decimal }];
  });
  return Object.fromEntries(entries);
}

function* everyField(root) {
  yield* root.querySelectorAll("[data-field]");
  for (const template of root.querySelectorAll("template")) yield* everyField(template.content);
}

const placesOfCurrency = (currency = "GBP") =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
