// The rows of a condition by menus: question, comparison, value.

import { html, nothing } from "lit";

import { beginningRow, emptyValue, hasValue, operatorsOf } from "./conditions.js";
import { changed, removed } from "./editor.js";
import { minorUnits, typedAmount } from "./money.js";
import { operationWords, say } from "./words.js";

/** The rows; `host` has `subjects`, `joined` ({join, rows}) and takes the next ones by `rowsChanged`. */
export function conditionRows(host) {
  const { join, rows } = host.joined;
  return html`${rows.length > 1 ? joining(host, join) : nothing}
    <ol class="condition-rows">
      ${rows.map((row, at) => html`<li>${conditionRow(host, row, at)}</li>`)}
    </ol>`;
}

function joining(host, join) {
  return html`<p class="condition-join">
    <select
      class="input select condition-all"
      aria-label="${host.sentence}"
      @change=${(event) => host.rowsChanged({ ...host.joined, join: event.target.value })}
    >
      ${["all", "any"].map((one) => html`<option value=${one} ?selected=${one === join}>${say(one)}</option>`)}
    </select>
    <span>${say("matches_of")}</span>
  </p>`;
}

function conditionRow(host, row, at) {
  const one = host.subjects.find((each) => each.id === row.subject);
  const put = (next) => host.rowsChanged({ ...host.joined, rows: changed(host.joined.rows, at, next) });
  return html`<div class="condition-row" role="group" aria-label=${say("condition", { number: at + 1 })}>
    ${questionOf(host, row, at, put)} ${one?.within ? howOf(one, row, put) : nothing}
    ${one ? operationOf(one, row, put) : nothing}
    ${one && hasValue(row.op) ? valueOf(host, one, row, at, put) : nothing}
    <button class="button button-quiet condition-remove" type="button" @click=${() => host.rowRemoved(removed(host.joined.rows, at), at)}>
      ${say("remove")}<span class="visually-hidden"> ${say("condition", { number: at + 1 })}</span>
    </button>
  </div>`;
}

function questionOf(host, row, at, put) {
  const groups = new Map();
  for (const one of host.subjects) {
    const title = one.within ? say("rows_of", { group: one.group }) : say("questions");
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  const isKnown = host.subjects.some((one) => one.id === row.subject);
  return html`<select
    class="input select"
    aria-label=${say("question")}
    data-question=${at}
    @change=${(event) => put(beginningRow(host.subjects.find((one) => one.id === event.target.value)))}
  >
    ${isKnown ? nothing : html`<option value="" selected disabled>${say("choose")}</option>`}
    ${[...groups].map(
      ([title, list]) => html`<optgroup label=${title}>
        ${list.map((one) => html`<option value=${one.id} .selected=${one.id === row.subject}>${one.label}</option>`)}
      </optgroup>`,
    )}
  </select>`;
}

function howOf(one, row, put) {
  return html`<select class="input select" aria-label=${say("how")} @change=${(event) => put({ ...row, how: event.target.value })}>
    ${["any", "all", "none"].map(
      (how) => html`<option value=${how} .selected=${how === row.how}>${say(`how_${how}`, { group: one.group })}</option>`,
    )}
  </select>`;
}

function operationOf(one, row, put) {
  const take = (op) => put({ ...row, op, value: keepsValue(row.op, op) ? row.value : emptyValue(one, op) });
  return html`<select class="input select" aria-label=${say("is_how")} @change=${(event) => take(event.target.value)}>
    ${operatorsOf(one).map((op) => html`<option value=${op} .selected=${op === row.op}>${operationWords(op, one.kind)}</option>`)}
  </select>`;
}

/** A value stays when the comparison takes values of the same make. */
const keepsValue = (before, after) => hasValue(before) && hasValue(after) && (before === "one_of") === (after === "one_of");

function valueOf(host, one, row, at, put) {
  const give = (value) => put({ ...row, value });
  if (row.op === "one_of") return severalOf(one, row, give);
  if (one.options.length && one.kind !== "text") return optionOf(one, row, give);
  if (one.kind === "date") return dateOf(row, give);
  const draw = { number: numberOf, rows: numberOf, time: momentOf("time"), date_time: momentOf("datetime-local") }[one.kind];
  return draw ? draw(one, row, give, host, at) : textOf(row, give);
}

function severalOf(one, row, give) {
  const toggle = (value, on) => give(one.options.map((each) => each.value).filter((each) => (each === value ? on : row.value.includes(each))));
  return html`<fieldset class="several"><legend class="visually-hidden">${say("value_chosen")}</legend>
    ${one.options.map(
      (option) => html`<label class="switch"
        ><input type="checkbox" .checked=${row.value.includes(option.value)} @change=${(event) => toggle(option.value, event.target.checked)} /><span
          >${option.label}</span
        ></label
      >`,
    )}
  </fieldset>`;
}

function optionOf(one, row, give) {
  const isKnown = one.options.some((option) => option.value === row.value);
  return html`<select class="input select" aria-label=${say("value")} @change=${(event) => give(event.target.value)}>
    ${isKnown ? nothing : html`<option value="" selected disabled>${row.value ?? say("choose")}</option>`}
    ${one.options.map((option) => html`<option value=${option.value} .selected=${option.value === row.value}>${option.label}</option>`)}
  </select>`;
}

function dateOf(row, give) {
  const isToday = row.value === "today";
  return html`<select class="input select" aria-label=${say("value")} @change=${(event) => give(event.target.value === "today" ? "today" : null)}>
      <option value="day" .selected=${!isToday}>${say("fixed_day")}</option>
      <option value="today" .selected=${isToday}>${say("today")}</option>
    </select>
    ${isToday
      ? nothing
      : html`<input class="input" type="date" aria-label=${say("day")} .value=${row.value ?? ""} @change=${(event) => give(event.target.value || null)} />`}`;
}

const momentOf = (type) => (one, row, give) =>
  html`<input class="input" type=${type} aria-label=${say("value")} .value=${row.value ?? ""} @change=${(event) => give(event.target.value || null)} />`;

function numberOf(one, row, give, host, at) {
  const isMoney = one.money !== undefined;
  const shown = isMoney ? typedAmount(row.value, one.money) : (row.value ?? "");
  const problem = `${host.uid}-number-${at}`;
  return html`<input
      class="input"
      inputmode="decimal"
      autocomplete="off"
      aria-label=${say("value")}
      aria-invalid=${host.unreadable.has(at) ? "true" : nothing}
      aria-describedby=${host.unreadable.has(at) ? problem : nothing}
      .value=${String(shown)}
      @change=${(event) => {
        const typed = event.target.value;
        const number = isMoney ? minorUnits(typed, one.money) : plainNumber(typed);
        host.readable(at, number !== undefined);
        if (number !== undefined) give(number);
      }}
    />${host.unreadable.has(at) ? html`<p class="problem" id=${problem}>${say("amount_wrong")}</p>` : nothing}`;
}

function plainNumber(typed) {
  const text = typed.trim();
  if (!text) return null;
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

const textOf = (row, give) =>
  html`<input class="input" dir="auto" autocomplete="off" aria-label=${say("value")} .value=${row.value ?? ""} @change=${(event) => give(event.target.value || null)} />`;
