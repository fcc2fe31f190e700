// An editor for any value, as text: JSON, or the words themselves. It stands wherever nothing better does.

import { html } from "lit";

import { Part } from "../part.js";

let count = 0;

class Plain extends Part {
  static properties = { value: {}, label: {}, problems: {}, context: {} };

  constructor() {
    super();
    this.inputId = `wf-plain-${(count += 1)}`;
  }

  render() {
    return html`<label class="label" for=${this.inputId}>${this.label}</label>
      ${(this.problems ?? []).map((one) => html`<p class="problem" id="${this.inputId}-problem">${one.message}</p>`)}
      <textarea
        class="input"
        id=${this.inputId}
        rows="2"
        .value=${text(this.value)}
        aria-invalid=${this.problems?.length ? "true" : "false"}
        aria-describedby=${this.problems?.length ? `${this.inputId}-problem` : ""}
        @change=${this.read}
      ></textarea>`;
  }

  read(event) {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent("change", { detail: { value: valueOf(event.target.value) }, bubbles: true }));
  }
}

const text = (value) => (value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value));

function valueOf(typed) {
  const words = typed.trim();
  if (!words) return null;
  try {
    return JSON.parse(words);
  } catch {
    return words;
  }
}

customElements.define("wf-plain", Plain);
