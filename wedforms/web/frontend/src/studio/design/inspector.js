// What the chosen field says: exactly the keys and settings of its kind, as the server tells them.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";

import { Part, Watch } from "../part.js";
import { children } from "./draft.js";
import "./setting.js";

/** Asked for first; the rest is folded away until somebody wants it. */
const FIRST = ["label", "content", "help", "options", "rows", "columns", "value", "min_rows", "max_rows", "visible_if"];
const FOLDED_SETTINGS = ["autocomplete", "pattern", "pattern_message"];

class Inspector extends Part {
  static properties = { store: {} };

  constructor() {
    super();
    new Watch(this);
  }

  render() {
    const { store } = this;
    const field = store.selected;
    if (!field) return html`<p class="help">${store.say("select_first")}</p>`;
    const type = store.type(field);
    const isFirst = (one) => FIRST.includes(one.name) && (one.name !== "value" || type.isComputed);
    const keys = type.keys.filter(isFirst);
    const folded = type.keys.filter((one) => !isFirst(one) && isOffered(one));
    keys.sort((a, b) => FIRST.indexOf(a.name) - FIRST.indexOf(b.name));
    const settings = type.settings.filter((one) => !FOLDED_SETTINGS.includes(one.name));
    const rare = type.settings.filter((one) => FOLDED_SETTINGS.includes(one.name));
    // Another field has other elements: what was typed last into one is never said of another.
    return keyed(field.id, html`<h3 class="inspector-title">${type.title}</h3>
      ${keys.map((one) => this.key(field, one))} ${settings.map((one) => this.setting(field, one))}
      <details class="inspector-more" ?open=${this.wantsMore} @toggle=${(event) => this.unfold(event.target.open)}>
        <summary>${store.say("more")}</summary>
        ${this.wantsMore ? [...rare.map((one) => this.setting(field, one)), ...folded.map((one) => this.key(field, one))] : nothing}
      </details>`);
  }

  unfold(wanted) {
    this.wantsMore = wanted;
    this.requestUpdate();
  }

  key(field, input) {
    const { store } = this;
    const isOld = input.name === "key" && store.published.has(field.says.key);
    const help = input.name !== "key" ? "" : isOld ? store.say("key_published") : store.say("key_help");
    const choices = this.choices(field, input);
    const shown = input.kind === "key" && !choices ? { ...input, kind: "text" } : input;
    return this.one(field, input.name, shown, { help, choices });
  }

  setting(field, input) {
    return this.one(field, `validation_rules.${input.name}`, input, { choices: this.choices(field, input) });
  }

  one(field, name, input, { help = "", choices = null }) {
    return html`<wf-setting
      data-name=${name}
      .store=${this.store}
      .field=${field.id}
      .name=${name}
      .input=${input}
      .label=${input.title}
      .help=${help}
      .choices=${choices}
      .stamp=${this.store.revision}
    ></wf-setting>`;
  }

  /** The fields of a group, or the options of a question, to be named. */
  choices(field, { name, kind }) {
    if (kind in this.store.palette.choices) return this.store.palette.choices[kind];
    if (kind === "option") return (field.says.options ?? []).map(({ value, label }) => ({ value, title: label || value }));
    if (kind !== "key" || name === "key") return null;
    return children(this.store.draft, field.id).map((one) => ({ value: one.says.key, title: this.store.nameOf(one) }));
  }

  updated() {
    this.querySelectorAll("wf-setting").forEach((one) => one.requestUpdate());
  }
}

/** What has no editor of its own here is left to the pages that have one. */
const isOffered = ({ name, kind }) => name !== "translations" && !(name === "default" && kind === "json");

customElements.define("wf-inspector", Inspector);
