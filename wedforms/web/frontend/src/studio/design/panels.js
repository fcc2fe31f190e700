// Beside the canvas: the chosen field, the form itself, its rules and settings, what to check, what was deleted.

import { html, nothing } from "lit";

import { html as staticHtml, unsafeStatic } from "lit/static-html.js";

import { editorOf } from "../editors.js";
import { Part, Watch } from "../part.js";
import "./inspector.js";
import "./setting.js";

const NAMES = ["question", "change_form", "rules", "settings", "check", "deleted_fields"];

class Panels extends Part {
  static properties = { store: {}, addresses: {}, tell: {}, open: { state: true }, deleted: { state: true } };

  constructor() {
    super();
    this.open = "question";
    this.deleted = null;
    new Watch(this);
  }

  show(name) {
    this.open = name;
    if (name === "deleted_fields") void this.fetchDeleted();
  }

  async fetchDeleted() {
    const answer = await fetch(this.addresses.deleted).catch(() => null);
    if (answer?.ok) this.deleted = await answer.json();
  }

  render() {
    const { store } = this;
    return html`<div class="panel-tabs" role="tablist" aria-label=${store.say("panel")} @keydown=${this.pressed}>
        ${NAMES.map((name) => this.tab(name))}
      </div>
      <div role="tabpanel" class="panel-open" id="panel-open" aria-labelledby="tab-${this.open}" tabindex="-1">${PANELS[this.open](this)}</div>`;
  }

  tab(name) {
    const isOpen = name === this.open;
    const count = name === "check" && this.store.findings.length ? html` <span class="panel-count">${this.store.findings.length}</span>` : nothing;
    return html`<button
      role="tab"
      type="button"
      id="tab-${name}"
      class="panel-tab"
      aria-selected=${isOpen ? "true" : "false"}
      aria-controls="panel-open"
      tabindex=${isOpen ? 0 : -1}
      @click=${() => this.show(name)}
    >
      ${this.store.say(name)}${count}
    </button>`;
  }

  async pressed(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = NAMES[(NAMES.indexOf(this.open) + step + NAMES.length) % NAMES.length];
    this.show(next);
    await this.updateComplete;
    this.querySelector(`#tab-${next}`).focus();
  }

  form(name, kind, words, more = {}) {
    return html`<wf-setting
      data-name=${name}
      .store=${this.store}
      .field=${null}
      .name=${name}
      .input=${{ name, kind, ...more }}
      .label=${this.store.say(words)}
    ></wf-setting>`;
  }

  /** What a form can be written in; one from elsewhere stays what it is. */
  get languages() {
    const { palette, draft } = this.store;
    const known = palette.choices.locale;
    const now = draft.facts.locale;
    return known.some((one) => one.value === now) ? known : [{ value: now, title: now }, ...known];
  }

  finding(one) {
    const field = this.store.draft.fields.get(one.field);
    const words = html`<span class="finding-mark ${one.severity === "error" ? "is-error" : "is-warning"}" aria-hidden="true">!</span>
      <span><span class="finding-place">${[field ? this.store.nameOf(field) : this.store.say("change_form"), one.title].filter(Boolean).join(" · ")}</span> ${one.message}</span>`;
    return html`<li>
      <button class="finding" type="button" @click=${() => this.go(one)}>${words}</button>
    </li>`;
  }

  async go(one) {
    if (one.field) this.store.select(one.field);
    else this.show(one.path.startsWith("rules") ? "rules" : one.path.startsWith("settings") ? "settings" : "change_form");
    await this.focusInside();
  }

  /** What was pressed is gone: the focus goes to the first input of what took its place. */
  async focusInside() {
    await this.updateComplete;
    await this.querySelector("wf-inspector")?.updateComplete;
    await new Promise(requestAnimationFrame);
    const panel = this.querySelector("#panel-open");
    (panel.querySelector("input, select, textarea, button") ?? panel).focus();
  }

  restore(id) {
    this.store.restore(id);
    this.tell(this.store.say("restored", { name: this.store.nameOf(this.store.draft.fields.get(id)) }), { quiet: true });
    void this.focusInside();
  }

  updated() {
    this.querySelectorAll("wf-setting").forEach((one) => one.requestUpdate());
  }
}

const when = (moment) => new Date(moment).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

const PANELS = {
  question: (it) => html`<wf-inspector .store=${it.store}></wf-inspector>`,
  change_form: (it) =>
    html`${it.form("name", "text", "form_name", { most: 120 })} ${it.form("description", "text", "description", { most: 2000, lines: true })}
    ${it.form("locale", "word", "own_language", { needed: true, words: it.languages })} ${it.form("tables", "map", "tables")}`,
  rules: (it) => it.form("rules", "rules", "rules"),
  settings: (it) => html`<wf-settings-of-form .store=${it.store}></wf-settings-of-form>`,
  check: (it) => {
    const of = (severity) => it.store.findings.filter((one) => one.severity === severity);
    const list = (severity, words) =>
      of(severity).length
        ? html`<h3 class="inspector-title">${it.store.say(words)}</h3>
            <ul class="findings">${of(severity).map((one) => it.finding(one))}</ul>`
        : nothing;
    if (!it.store.findings.length) return html`<p class="help">${it.store.say("check_fine")}</p>`;
    return html`${list("error", "check_error")} ${list("warning", "check_warning")}`;
  },
  deleted_fields: (it) => {
    if (it.deleted === null) return nothing;
    const gone = it.deleted.filter((one) => !it.store.draft.fields.has(one.id));
    if (!gone.length) return html`<p class="help">${it.store.say("deleted_none")}</p>`;
    return html`<ul class="rows">
      ${gone.map((one) => {
        const name = one.label || it.store.palette.types[one.fieldType]?.title || one.fieldType;
        return html`<li class="row"><div><p class="row-name">${name}</p><p class="row-facts">${when(one.deletedAt)}</p></div>
          <button class="button button-quiet" type="button" @click=${() => it.restore(one.id)}>
            ${it.store.say("restore")}<span class="visually-hidden"> ${name}</span>
          </button></li>`;
      })}
    </ul>`;
  },
};

/** All settings of the form, by the element that edits them as one. */
class SettingsOfForm extends Part {
  static properties = { store: {} };

  constructor() {
    super();
    new Watch(this);
  }

  render() {
    const editor = unsafeStatic(editorOf({ name: "settings", kind: "record" }));
    const { store } = this;
    return staticHtml`<${editor}
      .value=${store.draft.facts.settings ?? {}}
      .context=${store.context(null)}
      .label=${store.say("settings")}
      .problems=${store.problems(null, "settings").map((one) => ({ ...one, path: one.path.replace(/^settings\.?/, "") }))}
      @change=${this.take}
    ></${editor}>`;
  }

  /** What differs becomes a change of that setting alone, so that two people can change two settings. */
  take(event) {
    if (!(event instanceof CustomEvent)) return;
    const before = this.store.draft.facts.settings ?? {};
    const after = event.detail.value ?? {};
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      this.store.change(null, `settings.${name}`, after[name] ?? null);
    }
  }
}

customElements.define("wf-settings-of-form", SettingsOfForm);
customElements.define("wf-panels", Panels);
