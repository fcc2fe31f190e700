// A picture: looked at, sent to the server, which keeps it, or taken away.

import { html, nothing } from "lit";

import { keepPicture } from "./ask.js";
import { Editor } from "./editor.js";
import { say } from "./words.js";

const PICTURES = ".jpg,.jpeg,.png,.webp";

/** `value` is the name under which the picture is kept, or an address of somebody else's. */
class Picture extends Editor {
  static properties = { ...Editor.properties, fault: { state: true }, isSending: { state: true } };

  get address() {
    return this.value.startsWith("https://") ? this.value : `/studio/pictures/${this.value}`;
  }

  render() {
    const fault = this.fault ?? this.problemsAt().map((one) => one.message).join(" ");
    return html`<div class="editor option-picture">
      <label class="part-label" for=${this.uid}>${this.label}</label>
      ${this.value ? this.shown() : html`<p class="help" id="${this.uid}-none">${say("option_picture_none")}</p>`}
      <input
        class="input-file"
        type="file"
        id=${this.uid}
        accept=${PICTURES}
        aria-describedby=${fault ? `${this.uid}-fault` : this.value ? nothing : `${this.uid}-none`}
        aria-invalid=${fault ? "true" : nothing}
        ?disabled=${this.isSending}
        @change=${this.upload}
      />
      ${fault ? html`<p class="problem" id="${this.uid}-fault">${fault}</p>` : nothing} ${this.voice()}
    </div>`;
  }

  shown() {
    return html`<img src=${this.address} alt="" width="96" height="72" />
      <button class="button button-quiet" type="button" @click=${this.takeAway}>
        ${say("remove")}<span class="visually-hidden"> ${this.label}</span>
      </button>`;
  }

  takeAway() {
    this.emit(null);
    this.announce(say("option_picture_removed"));
    void this.focusOn("input");
  }

  async upload(event) {
    event.stopPropagation();
    const [file] = event.target.files;
    if (!file) return;
    this.isSending = true;
    const told = await keepPicture(file);
    this.isSending = false;
    event.target.value = "";
    this.fault = told?.ok ? null : (told?.message ?? say("option_picture_failed"));
    if (told?.ok) this.emit(told.name);
    this.announce(this.fault ?? say("option_picture_kept"));
    void this.focusOn("input");
  }
}

customElements.define("wf-picture", Picture);
