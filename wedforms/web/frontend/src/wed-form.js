// <wed-form org="…" form="…">: a form of WedForms on any site, in a sandboxed frame of ours.

import { createSteady } from "./embed/height.js";
import { message, typeOf } from "./embed/messages.js";
import { lockScroll, make, makeDialog, makeFrame, makeTold } from "./embed/parts.js";
import { dress } from "./embed/style.js";
import { wordsFor } from "./embed/words.js";

const PATH = "/embed/v1/wed-form.js";
const script = document.currentScript ?? [...document.scripts].find(({ src }) => src.includes(PATH));
const HOME = new URL(script.src).origin;
const HEARD = ["ready", "height", "page", "submitted", "escape"];
const PATIENCE = 5_000; // between the end of loading and the first word of the form
const LOADING = 30_000;

class WedForm extends HTMLElement {
  static observedAttributes = ["org", "form", "mode", "prefill-token", "personal-token", "find", "lang", "label"];

  #frame = null;
  #told = null;
  #dialog = null;
  #unlock = null;
  #isReady = false; // of the document that is in the frame now
  #wasReady = false;
  #timer = 0;
  #page = "";
  #height = 0;
  #steady = createSteady();
  #listen = (event) => this.#hear(event);

  connectedCallback() {
    addEventListener("message", this.#listen);
    this.#build();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#listen);
    clearTimeout(this.#timer);
    this.#free();
  }

  attributeChangedCallback(_name, before, now) {
    if (this.#frame && this.isConnected && before !== now) this.#build();
  }

  /** Show the pop-up; elsewhere the form is always open. */
  open() {
    if (!this.#dialog || this.#dialog.open) return;
    if (!this.#frame.src) this.#load();
    this.#dialog.showModal();
    this.#unlock = lockScroll();
  }

  /** Close the pop-up; what was typed stays in it. */
  close() {
    this.#dialog?.close();
  }

  /** Load the form anew, unfilled. */
  reload() {
    if (this.#frame) this.#load({ anew: true });
  }

  /** Whether the form is to be seen. */
  get isOpen() {
    return this.#dialog ? this.#dialog.open : Boolean(this.#frame);
  }

  get #mode() {
    const mode = this.getAttribute("mode");
    return mode === "popup" || mode === "page" ? mode : "inline";
  }

  #address({ framed, anew = false }) {
    const part = (name) => encodeURIComponent(this.getAttribute(name) ?? "");
    const [org, form, personal, prefill] = ["org", "form", "personal-token", "prefill-token"].map(part);
    const query = new URLSearchParams();
    // Another address each time: to the same one a browser brings back what stood in the inputs.
    if (anew) query.set("anew", Date.now().toString(36));
    const path = personal && `${HOME}${framed ? `/e/${org}/${form}` : ""}/p/${framed ? "" : `${org}/`}${personal}`;
    if (personal) return query.size ? `${path}?${query}` : path;
    if (prefill) query.set("prefill", this.getAttribute("prefill-token"));
    if (this.hasAttribute("lang")) query.set("lang", this.getAttribute("lang"));
    const find = this.hasAttribute("find") ? "/find" : ""; // a household begins with the code on its invitation
    return `${HOME}/${framed ? "e" : "f"}/${org}/${form}${find}${query.size ? `?${query}` : ""}`;
  }

  #build() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const words = wordsFor(this.getAttribute("lang") ?? this.closest("[lang]")?.lang);
    const title = this.getAttribute("label") || this.querySelector("a")?.textContent.trim() || "";
    this.#free();
    dress(shadow);
    this.#frame = makeFrame(title || words.form);
    this.#frame.addEventListener("load", () => this.#loaded());
    this.#told = makeTold(words, this.#address({ framed: false }));
    if (this.#mode === "popup") {
      const button = make("button", { type: "button" }, title || words.open);
      button.setAttribute("part", "button");
      button.setAttribute("aria-haspopup", "dialog");
      button.addEventListener("click", () => this.open());
      this.#dialog = makeDialog(words, title || words.form, () => this.close(), this.#frame, this.#told);
      this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.close());
      this.#dialog.addEventListener("close", () => this.#closed());
      shadow.replaceChildren(button, this.#dialog);
      return;
    }
    shadow.replaceChildren(make("div", { className: "box" }, this.#frame, this.#told));
    if (this.#mode === "page") this.#unlock = lockScroll();
    this.#load();
  }

  #load({ anew = false } = {}) {
    this.#isReady = this.#wasReady = false;
    this.#page = "";
    this.#height = 0;
    this.#await(LOADING);
    this.#frame.hidden = false;
    this.#told.hidden = true;
    this.#frame.src = this.#address({ framed: true, anew });
  }

  // A page of the form speaks while or after it loads; what stays silent is no page of ours, or not for this site.
  #loaded() {
    if (!this.#frame.src) return;
    const spoke = this.#isReady;
    this.#isReady = false;
    if (!spoke) this.#await(PATIENCE);
    this.#frame.contentWindow.postMessage(message("hello", { fit: this.#mode === "inline" }), HOME);
  }

  #await(time) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#frame.hidden = true;
      this.#told.hidden = false;
    }, time);
  }

  #hear({ origin, source, data }) {
    if (origin !== HOME || !this.#frame || source !== this.#frame.contentWindow) return;
    const type = typeOf(data, HEARD);
    if (type) this[`_${type}`](data);
  }

  _ready({ title }) {
    clearTimeout(this.#timer);
    this.#isReady = true;
    this.#frame.title = title;
    this.#frame.hidden = false;
    this.#told.hidden = true;
    if (this.#wasReady) this.#comeIntoView();
    else this.#say("ready", { title });
    this.#wasReady = true;
  }

  _height({ height }) {
    if (this.#mode !== "page") this.#frame.style.height = `${this.#steady(height)}px`;
    if (this.#height !== height) this.#say("height", { height });
    this.#height = height;
  }

  _page({ page, pages }) {
    const place = `${page}/${pages}`;
    if (place === this.#page) return;
    if (this.#page && !this.#page.startsWith(`${page}/`)) this.#comeIntoView();
    this.#page = place;
    this.#say("page", { page, pages });
  }

  _submitted() {
    this.#say("submitted");
  }

  _escape() {
    this.close();
  }

  // A long page was left for a short one: its beginning should not be above the window.
  #comeIntoView() {
    const { top, bottom } = this.getBoundingClientRect();
    if (this.#mode !== "inline" || (top >= 0 && top < innerHeight) || bottom < 0) return;
    this.scrollIntoView({ block: "start" });
  }

  #closed() {
    this.#unlock?.();
    this.#unlock = null;
    this.#say("closed");
  }

  #free() {
    if (this.#dialog?.open) this.#dialog.close();
    this.#unlock?.();
    this.#unlock = this.#dialog = null;
  }

  #say(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

if (!customElements.get("wed-form")) customElements.define("wed-form", WedForm);
