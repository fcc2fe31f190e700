// Plain inputs for the kinds of values that the server tells: words, numbers, flags, one or several of a list.

import { html, nothing } from "lit";

import { digitsOf, minorUnits, typedAmount } from "../editors/money.js";
import { Part } from "../part.js";

const PAUSE = 500;
let count = 0;

/**
 * What is typed counts a moment later: `wf-typing` and `wf-typed` tell that something waits, and that it does no more.
 * `input` tells kind and limits; `value`, `label`, `problems` and `change` as every editor has them.
 */
class PlainInput extends Part {
  static properties = { value: {}, label: {}, problems: {}, input: {}, help: {}, words: {}, choices: {}, currency: {} };

  constructor() {
    super();
    this.inputId = `wf-input-${(count += 1)}`;
    this.timer = 0;
    this.addEventListener("focusout", () => this.commit());
  }

  disconnectedCallback() {
    this.commit();
    super.disconnectedCallback();
  }

  get described() {
    const ids = [];
    if (this.help) ids.push(`${this.inputId}-help`);
    if (this.problems?.length) ids.push(`${this.inputId}-problem`);
    return ids.length ? ids.join(" ") : nothing;
  }

  render() {
    const draw = KINDS[this.input?.kind] ?? KINDS.text;
    return draw(this);
  }

  /** Something was typed: it counts a moment later, or when the input is left. */
  typed(value) {
    this.waiting = { value };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.commit(), PAUSE);
    this.dispatchEvent(new CustomEvent("wf-typing", { detail: { input: this }, bubbles: true }));
  }

  commit() {
    clearTimeout(this.timer);
    if (!this.waiting) return;
    const { value } = this.waiting;
    this.waiting = null;
    this.dispatchEvent(new CustomEvent("wf-typed", { detail: { input: this }, bubbles: true }));
    this.dispatchEvent(new CustomEvent("change", { detail: { value }, bubbles: true }));
  }

  chosen(value) {
    this.waiting = { value };
    this.commit();
  }
}

const problemsOf = (it) =>
  it.problems?.length
    ? html`<p class="problem" id="${it.inputId}-problem">
        <span class="visually-hidden">${it.words?.problems ?? ""} </span>${it.problems.map((one) => one.message).join(" ")}
      </p>`
    : nothing;

const helpOf = (it) => (it.help ? html`<p class="help" id="${it.inputId}-help">${it.help}</p>` : nothing);

const framed = (it, control) => html`<label class="label" for=${it.inputId}>${it.label}</label>
  ${helpOf(it)}${problemsOf(it)}${control}`;

const invalid = (it) => (it.problems?.length ? "true" : nothing);

const line = (it, { type = "text", mode = nothing, parse = (text) => text || null, show = text } = {}) =>
  framed(
    it,
    html`<input
      class="input"
      id=${it.inputId}
      type=${type}
      inputmode=${mode}
      dir="auto"
      autocomplete="off"
      maxlength=${it.input?.most ?? nothing}
      placeholder=${it.input?.default === null || it.input?.default === undefined || it.input.default === "" ? nothing : String(it.input.default)}
      .value=${it.waiting ? it.typedText ?? "" : show(it.value)}
      aria-invalid=${invalid(it)}
      aria-describedby=${it.described}
      @input=${(event) => {
        it.typedText = event.target.value;
        it.typed(parse(event.target.value));
      }}
      @change=${(event) => event.stopPropagation()}
      @keydown=${(event) => event.key === "Enter" && it.commit()}
    />`,
  );

const text = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));

/** Several lines of text. */
const lines = (it) =>
  framed(
    it,
    html`<textarea
      class="input"
      id=${it.inputId}
      rows="3"
      dir="auto"
      maxlength=${it.input?.most ?? nothing}
      .value=${it.waiting ? it.typedText ?? "" : text(it.value)}
      aria-invalid=${invalid(it)}
      aria-describedby=${it.described}
      @input=${(event) => {
        it.typedText = event.target.value;
        it.typed(event.target.value || null);
      }}
      @change=${(event) => event.stopPropagation()}
    ></textarea>`,
  );

/** A number where the text is one; else the text, so that the server can say what is wrong with it. */
function numberOf(typed) {
  const words = typed.trim();
  if (!words) return null;
  return /^-?\d+(\.\d+)?$/.test(words) ? Number(words) : words;
}

/** Pence out of pounds; what is no amount stays as it was typed, so that the server can say so. */
function minorOf(typed, currency) {
  const amount = minorUnits(typed, digitsOf(currency));
  return amount === undefined ? typed.trim() : amount;
}

const KINDS = {
  text: (it) => (it.input?.lines ? lines(it) : line(it)),
  address: (it) => line(it, { type: "url" }),
  date: (it) => line(it, { type: "date" }),
  time: (it) => line(it, { type: "time" }),
  date_time: (it) => line(it, { type: "datetime-local" }),
  integer: (it) => line(it, { mode: "numeric", parse: numberOf }),
  number: (it) => line(it, { mode: "decimal", parse: numberOf }),
  flag: (it) => html`<label class="switch" for=${it.inputId}
      ><input
        type="checkbox"
        id=${it.inputId}
        .checked=${Boolean(it.value ?? it.input?.default)}
        aria-invalid=${invalid(it)}
        aria-describedby=${it.described}
        @change=${(event) => {
          event.stopPropagation();
          const on = event.target.checked;
          it.chosen(on === Boolean(it.input?.default) ? null : on);
        }}
      /><span>${it.label}</span></label
    >${helpOf(it)}${problemsOf(it)}`,
  word: (it) => select(it, it.input.words),
  country: (it) => select(it, it.choices ?? []),
  currency: (it) => select(it, it.choices ?? []),
  key: (it) => select(it, it.choices ?? []),
  option: (it) => select(it, it.choices ?? []),
  money: (it) => line(it, { mode: "decimal", parse: (typed) => minorOf(typed, it.currency), show: (value) => typedAmount(value, digitsOf(it.currency)) }),
  list: (it) => (it.input.item.kind === "word" ? several(it) : list(it)),
};

const several = (it) => html`<fieldset class="several" aria-describedby=${it.described}>
  <legend class="label">${it.label}</legend>
  ${helpOf(it)}${problemsOf(it)}
  ${it.input.item.words.map(
    (one) => html`<label class="switch"
      ><input
        type="checkbox"
        .checked=${(it.value ?? it.input.default ?? []).includes(one.value)}
        @change=${(event) => {
          event.stopPropagation();
          it.chosen(toggled(it, one.value, event.target.checked));
        }}
      /><span>${one.title}</span></label
    >`,
  )}
</fieldset>`;

const list = (it) =>
  framed(
    it,
    html`<textarea
      class="input"
      id=${it.inputId}
      rows="2"
      .value=${it.waiting ? it.typedText ?? "" : (it.value ?? []).join(", ")}
      aria-invalid=${invalid(it)}
      aria-describedby=${it.described}
      @input=${(event) => {
        it.typedText = event.target.value;
        it.typed(listOf(event.target.value, it.input.item));
      }}
      @change=${(event) => event.stopPropagation()}
    ></textarea>`,
  );

function toggled(it, value, on) {
  const now = new Set(it.value ?? it.input.default ?? []);
  if (on) now.add(value);
  else now.delete(value);
  const kept = it.input.item.words.map((one) => one.value).filter((one) => now.has(one));
  return kept.length ? kept : null;
}

function listOf(typed, item) {
  const parts = typed.split(/[,\n]/).map((one) => one.trim()).filter(Boolean);
  return parts.length ? parts.map((one) => (item.kind === "integer" ? numberOf(one) : one)) : null;
}

const select = (it, choices) =>
  framed(
    it,
    html`<select
      class="input select"
      id=${it.inputId}
      aria-invalid=${invalid(it)}
      aria-describedby=${it.described}
      @change=${(event) => {
        event.stopPropagation();
        it.chosen(event.target.value === "" ? null : choices[Number(event.target.value)].value);
      }}
    >
      ${it.input?.needed ? nothing : html`<option value="" ?selected=${it.value === null || it.value === undefined}>${noChoice(it, choices)}</option>`}
      ${choices.map(
        (one, at) => html`<option value=${at} ?selected=${one.value === it.value}>${one.title}</option>`,
      )}
    </select>`,
  );

function noChoice(it, choices) {
  const usual = choices.find((one) => one.value === it.input?.default);
  return usual ? (it.words?.default ?? "{value}").replace("{value}", usual.title) : "–";
}

customElements.define("wf-input", PlainInput);
