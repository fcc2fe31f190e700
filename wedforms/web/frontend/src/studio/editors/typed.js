// One input for what people type: it counts after a pause, and is never changed under somebody's hands.

import { html, nothing } from "lit";

import { Part, Waiting } from "../part.js";

const PAUSE = 400;

/** `text` in, `typed` events with `detail.text` out. Named by `label`, or by a label for `inputId`. */
class Typed extends Part {
  static properties = {
    text: {},
    label: {},
    inputId: {},
    type: {},
    mode: {},
    lines: {},
    most: {},
    hint: {},
    described: {},
    invalid: { type: Boolean },
    ltr: { type: Boolean },
  };

  constructor() {
    super();
    this.typing = undefined;
    this.waiting = new Waiting(this);
    this.addEventListener("focusout", () => this.leave());
  }

  disconnectedCallback() {
    this.leave();
    super.disconnectedCallback();
  }

  leave() {
    this.commit();
    this.typing = undefined;
    this.requestUpdate();
  }

  take(event) {
    this.typing = event.target.value;
    this.waiting.begin();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.commit(), PAUSE);
  }

  commit() {
    clearTimeout(this.timer);
    this.waiting.end();
    if (this.typing === undefined || this.typing === (this.said ?? this.text ?? "")) return;
    this.said = this.typing;
    this.dispatchEvent(new CustomEvent("typed", { detail: { text: this.typing } }));
  }

  willUpdate(changed) {
    if (changed.has("text")) this.said = undefined;
  }

  render() {
    const value = this.typing ?? this.text ?? "";
    const shared = {
      label: this.inputId ? nothing : (this.label ?? ""),
      described: this.described || nothing,
      invalid: this.invalid ? "true" : nothing,
    };
    if (this.lines) {
      return html`<textarea
        class="input textarea"
        id=${this.inputId ?? nothing}
        rows=${this.lines}
        dir=${this.ltr ? "ltr" : "auto"}
        maxlength=${this.most ?? nothing}
        aria-label=${shared.label}
        aria-describedby=${shared.described}
        aria-invalid=${shared.invalid}
        .value=${value}
        @input=${this.take}
        @change=${(event) => event.stopPropagation()}
      ></textarea>`;
    }
    return html`<input
      class="input"
      id=${this.inputId ?? nothing}
      type=${this.type ?? "text"}
      inputmode=${this.mode ?? nothing}
      dir=${this.ltr ? "ltr" : "auto"}
      autocomplete="off"
      maxlength=${this.most ?? nothing}
      placeholder=${this.hint || nothing}
      aria-label=${shared.label}
      aria-describedby=${shared.described}
      aria-invalid=${shared.invalid}
      .value=${value}
      @input=${this.take}
      @change=${(event) => {
        event.stopPropagation();
        this.commit();
      }}
      @keydown=${(event) => event.key === "Enter" && this.commit()}
    />`;
  }
}

customElements.define("wf-typed", Typed);
