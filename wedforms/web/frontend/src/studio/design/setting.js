// One thing that a field or the form says, with whatever edits it. What somebody is typing is never replaced by
// what comes from elsewhere; when it is saved, the server sees what stood there when the typing began.

import { html, nothing } from "lit";
import { html as staticHtml, literal, unsafeStatic } from "lit/static-html.js";

import { editorOf } from "../editors.js";
import { Part } from "../part.js";
import "./inputs.js";

class Setting extends Part {
  static properties = { store: {}, field: {}, name: {}, input: {}, label: {}, help: {}, choices: {} };

  constructor() {
    super();
    this.addEventListener("focusin", ({ relatedTarget }) => {
      this.session ??= `${Math.random()}`;
      if (this.contains(relatedTarget)) return;
      this.isEntered = true;
      this.requestUpdate();
    });
    this.addEventListener("focusout", (event) => {
      if (this.contains(event.relatedTarget)) return;
      // After the input itself has said what was typed last.
      queueMicrotask(() => {
        this.session = null;
        this.isTyping = false;
        this.requestUpdate();
      });
    });
    for (const sign of ["keydown", "input", "change"]) this.addEventListener(sign, (event) => this.begin(event));
    this.addEventListener("change", (event) => this.take(event));
    this.addEventListener("wf-typing", ({ detail }) => this.store.waits(detail.input, true));
    this.addEventListener("wf-typed", ({ detail }) => this.store.waits(detail.input, false));
  }

  willUpdate(changed) {
    const isOther = changed.has("field") || changed.has("name");
    this.lookAround(isOther);
    if (isOther) this.isTyping = false;
    if (!this.isTyping) this.given = this.store.value(this.field, this.name);
  }

  /** From here on it is somebody's own; merely being there is not: a closing dialog gives the focus back. */
  begin({ key }) {
    if (key !== "Tab" && this.contains(document.activeElement)) this.isTyping = true;
  }

  /**
   * What an editor is told of the form around it. Editors ask the server about it, so it is not told anew for every
   * letter that is typed elsewhere, but when somebody comes to the editor, or its own place is another.
   */
  lookAround(isOther) {
    const { store, field } = this;
    const path = field ? store.path(field) : "";
    if (!isOther && this.around?.path === path && !this.isEntered) return;
    this.isEntered = false;
    this.around = store.context(store.draft.fields.get(field));
  }

  take(event) {
    if (!(event instanceof CustomEvent) || !("value" in (event.detail ?? {}))) return;
    event.stopPropagation();
    const { value } = event.detail;
    this.store.change(this.field, this.name, value, { before: this.given ?? null, session: this.sessionOf() });
    this.given = value;
  }

  sessionOf() {
    return this.session ? `${this.session} ${this.field} ${this.name}` : null;
  }

  render() {
    const { store, field, name, input, label } = this;
    const problems = store
      .problems(field, name)
      .map((one) => ({ ...one, path: one.path.slice(name.length + 1) }));
    const tag = editorOf(input);
    if (!tag) {
      return html`<wf-input
        .input=${input}
        .value=${this.given}
        .label=${label}
        .help=${this.help ?? ""}
        .problems=${problems}
        .words=${store.words}
        .choices=${this.choices ?? []}
        .currency=${store.draft.facts.settings?.currency ?? "GBP"}
      ></wf-input>`;
    }
    const context = this.around;
    const editor = TAGS[tag] ?? (TAGS[tag] = unsafeStatic(tag));
    return staticHtml`<${editor} .value=${this.given} .context=${context} .label=${label} .problems=${problems} .input=${input} .name=${name}></${editor}>${this.help ? html`<p class="help">${this.help}</p>` : nothing}`;
  }
}

const TAGS = { "wf-plain": literal`wf-plain` };

customElements.define("wf-setting", Setting);
