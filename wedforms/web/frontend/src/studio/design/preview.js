// The page as it will be, at the width of a phone or of a desk; drawn again after each save.

import { html } from "lit";

import { Part, Watch } from "../part.js";

/** How wide a desk is, in pixels of the page. */
const DESK = 1024;

class Preview extends Part {
  static properties = { store: {}, address: {}, width: { state: true } };

  constructor() {
    super();
    this.width = "phone";
    new Watch(this);
  }

  render() {
    const { store } = this;
    const size = (name, words) =>
      html`<button class="button button-quiet" type="button" aria-pressed=${this.width === name ? "true" : "false"} @click=${() => (this.width = name)}>
        ${store.say(words)}
      </button>`;
    return html`<div class="preview-sizes" role="group" aria-label=${store.say("preview")}>${size("phone", "phone")} ${size("desk", "bigger")}</div>
      <div class="preview-stage"><iframe class="preview-frame is-${this.width}" title=${store.say("preview_frame")} src=${this.address}></iframe></div>`;
  }

  firstUpdated() {
    const stage = this.querySelector(".preview-stage");
    this.watching = new ResizeObserver(() => {
      const padding = 18; // of the stage, with its border
      const scale = Math.min(1, (stage.offsetWidth - padding) / DESK);
      stage.style.setProperty("--scale", scale.toFixed(4));
    });
    this.watching.observe(stage);
  }

  disconnectedCallback() {
    this.watching?.disconnect();
    super.disconnectedCallback();
  }

  updated() {
    if (this.seen === this.store.revision) return;
    const isFirst = this.seen === undefined;
    this.seen = this.store.revision;
    if (!isFirst) this.reload();
  }

  /** The same page again, as far down as it was. */
  reload() {
    const frame = this.querySelector("iframe");
    const at = scrolled(frame);
    frame.addEventListener("load", () => frame.contentWindow?.scrollTo({ top: at, behavior: "instant" }), { once: true });
    frame.contentWindow?.location.replace(this.address);
  }
}

/** How far down the page is; a browser's own page of a server that does not answer tells nothing. */
function scrolled(frame) {
  try {
    return frame.contentWindow.scrollY;
  } catch {
    return 0;
  }
}

customElements.define("wf-preview", Preview);
