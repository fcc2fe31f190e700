// The options of a choice: label, price, places, and what is rarer folded away; also the lines of a matrix.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { Editor, changed, moved, removed, taken, withPart } from "./editor.js";
import "./expression.js";
import { amountFault, digitsOf, minorUnits, signOf, typedAmount } from "./money.js";
import { optionsOfText, textOfOptions, valueOf } from "./optiontext.js";
import { draggable, handle } from "./order.js";
import "./picture.js";
import "./typed.js";
import { say } from "./words.js";

const YES_NO = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** Parts that tell their problems themselves. */
const APART = ["visible_if", "disabled_if", "picture"];

let count = 0;
const entryOf = (option, isNew = false) => ({ id: (count += 1), option, isNew });

class Options extends Editor {
  static properties = { ...Editor.properties, entries: { state: true }, pasting: { state: true }, faults: { state: true } };

  constructor() {
    super();
    this.entries = [];
    this.pasting = null;
    this.faults = new Map();
    this.opened = new Set();
  }

  get part() {
    return this.path.split(".").at(-1);
  }

  /** Rows and columns of a matrix have a label and nothing to buy. */
  get isPlain() {
    return this.part === "rows" || this.part === "columns";
  }

  get isFixed() {
    return this.context?.field?.field_type === "yes_no";
  }

  get hasPictures() {
    return this.context?.field?.field_type === "picture_choice" && !this.isPlain;
  }

  get currency() {
    return this.context?.definition?.settings?.currency ?? "GBP";
  }

  get digits() {
    return digitsOf(this.currency);
  }

  willUpdate(changedOnes) {
    if (this.isRead && (!changedOnes.has("value") || same(this.value, this.said))) return;
    this.isRead = true;
    this.said = this.value ?? null;
    const given = Array.isArray(this.value) ? this.value : [];
    const options = this.isFixed ? YES_NO.map((one) => given.find((each) => each.value === one.value) ?? one) : given;
    this.entries = options.map((option, at) => ({ ...entryOf(option), ...idOf(this.entries[at], option) }));
  }

  updated() {
    const list = this.querySelector(":scope > fieldset > ol");
    if (list === this.dragged) return;
    this.endDrag?.();
    this.dragged = list;
    this.endDrag = list && !this.isFixed ? draggable(list, (from, to) => this.move(from, to)) : null;
  }

  disconnectedCallback() {
    this.endDrag?.();
    this.endDrag = null;
    this.dragged = null;
    super.disconnectedCallback();
  }

  /** Take the entries as they are now, and say them. */
  put(entries) {
    this.entries = entries;
    const said = entries.filter((one) => !one.isNew || one.option.label).map((one) => one.option);
    const value = this.isFixed ? fixedValue(said) : said;
    this.said = value?.length ? value : null;
    this.emit(this.said);
  }

  change(at, name, value) {
    const entry = this.entries[at];
    const option = withPart(entry.option, name, value);
    if (name === "label") {
      option.label = value ?? "";
      const others = this.entries.filter((_, place) => place !== at).map((one) => one.option.value);
      if (entry.isNew && !entry.isNamed) option.value = valueOf(option.label, others);
    }
    this.put(changed(this.entries, at, { ...entry, option, isNamed: entry.isNamed || name === "value" }));
  }

  changeAmount(at, name, typed) {
    const amount = name === "price" ? minorUnits(typed, this.digits) : placesOf(typed);
    const key = `${this.entries[at].id} ${name}`;
    this.faults = new Map([...this.faults].filter(([one]) => one !== key));
    if (amount === undefined) this.faults.set(key, { typed, words: say(name === "price" ? amountFault(typed) : "numbers_wrong") });
    else this.change(at, name, amount);
  }

  async add() {
    this.entries = [...this.entries, entryOf({ value: "", label: "" }, true)];
    const number = this.entries.length;
    this.announce(say("option_added", { number }));
    await this.focusOn(`[data-label="${number - 1}"] input`);
  }

  takeOut(at) {
    const name = this.entries[at].option.label;
    this.put(removed(this.entries, at));
    this.announce(say("option_removed", { name }));
    void this.focusOn(this.entries.length ? `[data-label="${Math.min(at, this.entries.length - 1)}"] input` : "[data-add]");
  }

  async move(from, to) {
    const name = this.entries[from].option.label;
    this.put(moved(this.entries, from, to));
    this.announce(say("option_moved", { name, place: to + 1, all: this.entries.length }));
    await this.focusOn(`[data-handle="${to}"]`);
  }

  render() {
    const { entries } = this;
    return html`<fieldset class="editor options">
      <legend class="label">${this.label}</legend>
      ${this.problem(this.problemsAt())} ${entries.length ? nothing : html`<p class="help">${say("options_none")}</p>`}
      <ol class="option-list">
        ${repeat(
          entries,
          (entry) => entry.id,
          (entry, at) => html`<li class="option-entry">${this.entry(entry, at)}</li>`,
        )}
      </ol>
      ${this.isFixed ? nothing : this.acts()} ${this.pasting === null ? nothing : this.paste()} ${this.voice()}
    </fieldset>`;
  }

  acts() {
    const add = { rows: "add_row", columns: "add_column" }[this.part] ?? "add_option";
    return html`<p class="editor-acts">
      <button class="button button-quiet" type="button" data-add @click=${() => this.add()}>${say(add)}</button>
      <button class="button button-quiet" type="button" aria-expanded=${this.pasting === null ? "false" : "true"} @click=${() => this.togglePaste()}>
        ${say("paste")}
      </button>
    </p>`;
  }

  entry({ id, option }, at) {
    const name = option.label || say("option", { number: at + 1 });
    const problems = this.problemsIn(String(at));
    const own = problems.filter((one) => !APART.includes(one.path.split(".")[0]));
    const problemId = `${this.uid}-${id}-problem`;
    return html`<div class="option-main">
        ${this.isFixed ? nothing : handle({ name, at, count: this.entries.length, move: (from, to) => this.move(from, to) })}
        <wf-typed
          class="option-label"
          data-label=${at}
          .text=${option.label}
          .label=${`${say("option", { number: at + 1 })}, ${say("option_label")}`}
          .most=${300}
          .invalid=${own.length > 0}
          .described=${own.length ? problemId : ""}
          @typed=${(event) => this.change(at, "label", event.detail.text)}
        ></wf-typed>
        ${this.isFixed
          ? nothing
          : html`<button class="button button-quiet option-remove" type="button" aria-label=${`${say("remove")} ${name}`} @click=${() => this.takeOut(at)}>
              <span aria-hidden="true">×</span>
            </button>`}
      </div>
      ${this.problem(own, problemId)} ${this.sells(option, id) ? this.amounts(option, id, at, name) : nothing} ${this.more(option, id, at, name)}`;
  }

  /** Price and places stand at once where there are any, or where they are the point. */
  sells(option, id) {
    if (this.isPlain) return false;
    const hasFault = this.faults.has(`${id} price`) || this.faults.has(`${id} places`);
    return hasFault || option.price !== undefined || option.places !== undefined || this.context?.field?.field_type === "package";
  }

  amounts(option, id, at, name) {
    return html`<div class="option-amounts">
      ${this.amount("price", { id, at, name, mode: "decimal", text: typedAmount(option.price, this.digits), title: say("option_price", { sign: signOf(this.currency) }) })}
      ${this.amount("places", { id, at, name, mode: "numeric", text: option.places ? String(option.places) : "", title: say("option_places") })}
    </div>`;
  }

  amount(part, { id, at, name, mode, text, title }) {
    const fault = this.faults.get(`${id} ${part}`);
    const inputId = `${this.uid}-${id}-${part}`;
    return html`<div class="option-amount">
      <label class="part-label" for=${inputId}>${title}<span class="visually-hidden"> ${name}</span></label>
      <wf-typed
        .inputId=${inputId}
        .text=${fault?.typed ?? text}
        .mode=${mode}
        .invalid=${Boolean(fault)}
        .described=${fault ? `${inputId}-fault` : ""}
        @typed=${(event) => this.changeAmount(at, part, event.detail.text)}
      ></wf-typed>
      ${fault ? html`<p class="problem" id="${inputId}-fault">${fault.words}</p>` : nothing}
    </div>`;
  }

  more(option, id, at, name) {
    const isRare = !this.isPlain;
    // What is folded away asks the server nothing.
    const isOpen = this.opened.has(id);
    return html`<details class="option-more" @toggle=${(event) => this.unfold(id, event.target.open)}>
      <summary>${say(this.isPlain ? "option_more_plain" : this.sells(option, id) ? "option_more" : "option_more_amounts", { name })}</summary>
      <div class="option-inside">
      ${isRare && !this.sells(option, id) ? this.amounts(option, id, at, name) : nothing}
      ${this.isFixed ? nothing : this.field("value", option, id, at, { help: say("option_value_help"), ltr: true })}
      ${isRare ? this.field("help", option, id, at, { lines: 2 }) : nothing} ${this.hasPictures ? this.picture(option, at) : nothing}
      ${isRare && isOpen ? this.condition("visible_if", say("option_visible"), option, at) : nothing}
      ${isRare && isOpen ? this.condition("disabled_if", say("option_disabled"), option, at) : nothing}
      </div>
    </details>`;
  }

  field(part, option, id, at, { help = "", lines = 0, ltr = false }) {
    const inputId = `${this.uid}-${id}-${part}`;
    return html`<div>
      <label class="part-label" for=${inputId}>${say(`option_${part}`)}</label>
      <wf-typed
        .inputId=${inputId}
        .text=${option[part] ?? ""}
        .lines=${lines}
        .ltr=${ltr}
        .described=${help ? `${inputId}-help` : ""}
        @typed=${(event) => this.change(at, part, event.detail.text)}
      ></wf-typed>
      ${help ? html`<p class="help" id="${inputId}-help">${help}</p>` : nothing}
    </div>`;
  }

  unfold(id, isOpen) {
    if (isOpen) this.opened.add(id);
    else this.opened.delete(id);
    this.requestUpdate();
  }

  condition(part, label, option, at) {
    return html`<wf-expression
      .value=${option[part] ?? null}
      .context=${this.context}
      .label=${label}
      .name=${`${this.name ?? this.input?.name ?? this.part}.${at}.${part}`}
      .problems=${this.problemsIn(`${at}.${part}`)}
      @change=${(event) => this.change(at, part, taken(event))}
    ></wf-expression>`;
  }

  picture(option, at) {
    return html`<wf-picture
      .value=${option.picture ?? null}
      .label=${say("option_picture")}
      .problems=${this.problemsIn(`${at}.picture`)}
      @change=${(event) => this.change(at, "picture", taken(event))}
    ></wf-picture>`;
  }

  togglePaste() {
    const isOpen = this.pasting !== null;
    this.pasting = isOpen ? null : this.asText();
    if (!isOpen) void this.focusOn(`[id="${this.uid}-paste"]`);
  }

  asText() {
    return textOfOptions(
      this.entries.map((one) => (this.isPlain ? { label: one.option.label } : one.option)),
      (price) => typedAmount(price, this.digits),
    );
  }

  paste() {
    const id = `${this.uid}-paste`;
    const { faults } = optionsOfText(this.pasting, this.reading);
    return html`<div class="option-paste">
      <label class="part-label" for=${id}>${say("paste_label")}</label>
      <p class="help" id="${id}-help">${say(this.isPlain ? "paste_help_plain" : "paste_help")}</p>
      <textarea
        class="input textarea"
        id=${id}
        rows="6"
        dir="auto"
        aria-describedby="${id}-help${faults.length ? ` ${id}-faults` : ""}"
        aria-invalid=${faults.length ? "true" : nothing}
        .value=${this.pasting}
        @input=${(event) => (this.pasting = event.target.value)}
        @change=${(event) => event.stopPropagation()}
      ></textarea>
      <ul id="${id}-faults">
        ${faults.map((one) => html`<li class="problem">${say("paste_fault", one)}</li>`)}
      </ul>
      <button class="button button-plain" type="button" ?disabled=${faults.length > 0} @click=${() => this.pasted()}>${say("done")}</button>
    </div>`;
  }

  get reading() {
    return { earlier: this.entries.map((one) => one.option), digits: this.digits, plain: this.isPlain };
  }

  pasted() {
    const { options } = optionsOfText(this.pasting, this.reading);
    this.pasting = null;
    this.put(options.map((option) => entryOf(option)));
    void this.focusOn("[data-add]");
  }
}

/** An entry keeps its identity while its option is the same one. */
function idOf(entry, option) {
  return entry && entry.option.value === option.value ? { id: entry.id, isNew: entry.isNew, isNamed: entry.isNamed } : {};
}

/** Yes and no are only said when one of them says more than its word. */
function fixedValue(options) {
  const isPlain = options.every((one, at) => Object.keys(one).length === 2 && one.label === YES_NO[at].label);
  return isPlain ? null : options;
}

function placesOf(typed) {
  const text = typed.trim();
  if (!text) return null;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

customElements.define("wf-options", Options);
