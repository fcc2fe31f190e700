// The settings of a form, in groups, drawn from what the server tells of them.

import { html, nothing } from "lit";

import { settingsOfForms } from "./ask.js";
import { Editor, withPart } from "./editor.js";
import { inputFor } from "./settinginputs.js";
import { say } from "./words.js";

class FormSettings extends Editor {
  static properties = { ...Editor.properties, told: { state: true }, hasFailed: { state: true } };

  constructor() {
    super();
    this.opened = new Set();
  }

  /** What is folded away is not drawn, and asks the server nothing. */
  unfold(name, isOpen) {
    if (isOpen) this.opened.add(name);
    else this.opened.delete(name);
    this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    this.hasFailed = false;
    this.told = await settingsOfForms();
    this.hasFailed = this.told === null;
  }

  get formType() {
    return this.context?.definition?.form_type ?? "questionnaire";
  }

  choices(name) {
    return this.told.choices[name];
  }

  put(name, value) {
    this.emit(withPart(this.value ?? {}, name, value));
  }

  render() {
    if (this.hasFailed) {
      return html`<p class="problem">${say("settings_failed")}</p>
        <button class="button button-quiet" type="button" @click=${() => this.load()}>${say("settings_again")}</button>`;
    }
    if (!this.told) return html`<p class="help">${say("settings_loading")}</p>`;
    const groups = this.told.groups.filter((group) => group.forms.includes(this.formType));
    return html`<div class="editor form-settings">
      ${groups.map((group) => this.group(group))} ${this.notifications()} ${this.voice()}
    </div>`;
  }

  group(group) {
    const names = group.settings.map((one) => one.name);
    const problems = (this.problems ?? []).filter((one) => names.includes(one.path?.split(".")[0]));
    return html`<details class="settings-group" @toggle=${(event) => this.unfold(group.name, event.target.open)}>
      <summary>
        <span class="settings-title">${group.title}</span>
        ${problems.length ? html`<span class="settings-count">${problems.length}</span>` : nothing}
      </summary>
      ${this.opened.has(group.name)
        ? html`<div class="settings-inside">
            <p class="help">${group.help}</p>
            ${group.settings.map((one) => this.setting(one))} ${group.name === "keeping" ? this.keeping() : nothing}
          </div>`
        : nothing}
    </details>`;
  }

  setting(told) {
    const { name, title, help } = told;
    return inputFor(this, { told, at: name, label: title, help, value: this.value?.[name], put: (value) => this.put(name, value) });
  }

  /** What happens to answers, in words. */
  keeping() {
    const { retention_days: days, retention_of: of, retention_from: from } = this.value ?? {};
    if (!days) return html`<p class="settings-words">${say("retention_never")}</p>`;
    const words = say(`retention_${of ?? "sensitive"}`, { days, from: say(`from_${from ?? "event"}`) });
    return html`<p class="settings-words">${words}</p>`;
  }

  notifications() {
    const { notifications } = this.told.links;
    return notifications ? html`<p class="settings-words">${say("notifications")} <a href=${notifications}>${say("notifications_link")}</a>.</p>` : nothing;
  }
}

customElements.define("wf-form-settings", FormSettings);
