// The rules of a form: when something is wrong, what people read, and where.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { Editor, changed, moved, removed, taken, withPart } from "./editor.js";
import "./expression.js";
import { draggable, handle } from "./order.js";
import "./typed.js";
import { say } from "./words.js";

let count = 0;

class Rules extends Editor {
  static properties = { ...Editor.properties, entries: { state: true } };

  constructor() {
    super();
    this.entries = [];
  }

  willUpdate(changedOnes) {
    if (this.isRead && (!changedOnes.has("value") || same(this.value, this.said))) return;
    this.isRead = true;
    this.said = this.value ?? null;
    const rules = Array.isArray(this.value) ? this.value : [];
    this.entries = rules.map((rule, at) => ({ id: this.entries[at]?.id ?? (count += 1), rule }));
  }

  updated() {
    const list = this.querySelector(":scope > fieldset > ol");
    if (list === this.dragged) return;
    this.endDrag?.();
    this.dragged = list;
    this.endDrag = list ? draggable(list, (from, to) => this.move(from, to)) : null;
  }

  disconnectedCallback() {
    this.endDrag?.();
    this.endDrag = null;
    this.dragged = null;
    super.disconnectedCallback();
  }

  put(entries) {
    this.entries = entries;
    const rules = entries.map((one) => one.rule).filter((rule) => rule.when !== null || rule.message);
    this.said = rules.length ? rules : null;
    this.emit(this.said);
  }

  change(at, name, value) {
    const entry = this.entries[at];
    const rule = ["when", "message"].includes(name) ? { ...entry.rule, [name]: value } : withPart(entry.rule, name, value);
    this.put(changed(this.entries, at, { ...entry, rule }));
  }

  async add() {
    const number = this.entries.length + 1;
    this.entries = [...this.entries, { id: (count += 1), rule: { when: null, message: "" } }];
    this.announce(say("rule_added", { number }));
    await this.focusOn(`[data-rule="${number - 1}"] [data-message] textarea`);
  }

  takeOut(at) {
    this.put(removed(this.entries, at));
    this.announce(say("rule_removed"));
    void this.focusOn("[data-add]");
  }

  async move(from, to) {
    this.put(moved(this.entries, from, to));
    this.announce(say("rule_moved", { number: from + 1, place: to + 1, all: this.entries.length }));
    await this.focusOn(`[data-handle="${to}"]`);
  }

  render() {
    return html`<fieldset class="editor rules">
      <legend class="label">${this.label}</legend>
      ${this.problem(this.problemsAt())} ${this.entries.length ? nothing : html`<p class="help">${say("rule_none")}</p>`}
      <ol class="entry-list">
        ${repeat(
          this.entries,
          (entry) => entry.id,
          (entry, at) => html`<li class="entry" data-rule=${at}>${this.entry(entry.rule, entry.id, at)}</li>`,
        )}
      </ol>
      <p class="editor-acts">
        <button class="button button-quiet" type="button" data-add @click=${() => this.add()}>${say("rule_add")}</button>
      </p>
      ${this.voice()}
    </fieldset>`;
  }

  entry(rule, id, at) {
    const name = say("rule", { number: at + 1 });
    const own = this.problemsIn(String(at)).filter((one) => !one.path.startsWith("when"));
    const inputId = `${this.uid}-${id}`;
    return html`<div class="entry-head">
        ${handle({ name, at, count: this.entries.length, move: (from, to) => this.move(from, to) })}
        <h4 class="entry-title">${name}</h4>
        <button class="button button-quiet" type="button" @click=${() => this.takeOut(at)}>
          ${say("remove")}<span class="visually-hidden"> ${name}</span>
        </button>
      </div>
      ${this.problem(own, `${inputId}-problem`)}
      <div data-message>
        <label class="part-label" for="${inputId}-message">${say("rule_message")}</label>
        <wf-typed
          .inputId=${`${inputId}-message`}
          .text=${rule.message ?? ""}
          .most=${500}
          .lines=${2}
          .described=${own.length ? `${inputId}-problem` : ""}
          @typed=${(event) => this.change(at, "message", event.detail.text)}
        ></wf-typed>
      </div>
      <wf-expression
        .value=${rule.when === false ? null : rule.when /* the server keeps "nothing yet" as what never holds */}
        .context=${this.context}
        .label=${say("rule_when")}
        .name=${`rules.${at}.when`}
        .problems=${this.problemsIn(`${at}.when`)}
        @change=${(event) => this.change(at, "when", taken(event))}
      ></wf-expression>
      ${this.place(rule, inputId, at)} ${this.severity(rule, inputId, at)}`;
  }

  place(rule, inputId, at) {
    const fields = fieldsOf(this.context?.definition?.fields ?? []);
    const isGone = rule.at && !fields.some((one) => one.path === rule.at || one.key === rule.at);
    return html`<div>
      <label class="part-label" for="${inputId}-at">${say("rule_at")}</label>
      <select class="input select" id="${inputId}-at" @change=${(event) => this.change(at, "at", event.target.value)}>
        <option value="" .selected=${!rule.at}>${say("rule_at_form")}</option>
        ${isGone ? html`<option value=${rule.at} selected>${say("key_gone", { key: rule.at })}</option>` : nothing}
        ${fields.map((one) => html`<option value=${one.path} .selected=${one.path === rule.at || one.key === rule.at}>${one.label}</option>`)}
      </select>
    </div>`;
  }

  severity(rule, inputId, at) {
    const now = rule.severity ?? "error";
    return html`<div>
      <label class="part-label" for="${inputId}-severity">${say("rule_severity")}</label>
      <select
        class="input select"
        id="${inputId}-severity"
        @change=${(event) => this.change(at, "severity", event.target.value === "error" ? null : event.target.value)}
      >
        ${["error", "warning"].map((one) => html`<option value=${one} .selected=${one === now}>${say(`rule_${one}`)}</option>`)}
      </select>
    </div>`;
  }
}

/** Every field with its dotted path and its words, those of a group after the group's. */
export function fieldsOf(fields, above = { path: [], labels: [] }) {
  return fields.flatMap((field) => {
    const path = [...above.path, field.key];
    const labels = [...above.labels, field.label || field.key];
    const own = { path: path.join("."), key: field.key, type: field.field_type, label: labels.join(" › ") };
    return [own, ...fieldsOf(field.fields ?? [], { path, labels })];
  });
}

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

customElements.define("wf-rules", Rules);
