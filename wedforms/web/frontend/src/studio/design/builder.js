// The builder: palette, canvas and panels around one store, and what it says of saving.

import { html, nothing } from "lit";

import { uuid7 } from "../ids.js";
import { Part } from "../part.js";
import "./canvas.js";
import "./conflict.js";
import { keepPending } from "./keeping.js";
import "./palette.js";
import "./panels.js";
import { placeForNew } from "./places.js";
import "./preview.js";
import { Store } from "./store.js";
import { startSync } from "./sync.js";

const TOAST = 12_000;
/** What is as it should be is read by who looks, and not called out. */
const CALM = ["idle", "saving", "saved"];
const VIEWS = ["palette", "canvas", "panel", "preview"];

class Builder extends Part {
  static properties = { view: { state: true }, toast: { state: true } };

  constructor() {
    super();
    const data = JSON.parse(document.getElementById("design-data").textContent);
    this.addresses = data.addresses;
    this.store = new Store(data, { newId: uuid7 });
    this.sync = startSync(this.store, { addresses: data.addresses, token: data.token, ask: (...args) => fetch(...args) });
    keepPending(this.store, { name: `wedforms-design:${data.addresses.save}`, storage: () => sessionStorage });
    this.view = "canvas";
    this.toast = null;
    this.tell = (words, options) => this.announce(words, options);
  }

  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    this.store.addEventListener("change", ({ detail }) => this.noticed(detail));
    this.addEventListener("wf-pick", ({ detail }) => this.add(detail));
    document.addEventListener("keydown", (event) => this.pressed(event));
    addEventListener("online", () => void this.sync.flush());
    addEventListener("focus", () => void this.sync.poll());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else void this.sync.poll();
    });
    addEventListener("hashchange", () => void this.openNamed());
    void this.openNamed();
    setInterval(() => document.visibilityState === "visible" && void this.sync.poll(), this.sync.every);
  }

  noticed({ selected, panel, others, stopped, operation }) {
    guardLeaving(this.store.isUnsaved);
    if (selected && panel) this.openPanel();
    if (others) this.toldOfOthers();
    if (stopped && !this.store.refused) this.announce(this.store.say("changed_by_other"), { quiet: true });
    if (stopped && this.store.refused) this.announce(this.store.say("refused", { why: this.store.refused.words }));
    if (stopped) this.store.refused = null;
    if (operation?.name === "name") document.querySelector("[data-form-name]").textContent = operation.value ?? "";
    this.requestUpdate();
  }

  /** Somebody else saved something; what had the focus may be gone with it. */
  toldOfOthers() {
    const { lost } = this.store;
    this.store.lost = null;
    this.announce(lost === null ? this.store.say("updated") : this.store.say("deleted_by_other", { name: lost }));
    if (!this.contains(document.activeElement)) return;
    if (lost !== null && this.view === "panel" && !isWide()) this.view = "canvas";
    void this.keepFocus();
  }

  async keepFocus() {
    await this.updateComplete;
    await this.canvas.keepFocus();
  }

  firstUpdated() {
    new ResizeObserver(() => this.keepClear()).observe(this.querySelector(".design-bar"));
  }

  /** What has the focus stays clear of the bar above and of the words at the foot: design.css has the room from here. */
  keepClear() {
    const { style } = document.documentElement;
    style.setProperty("--above", `${this.querySelector(".design-bar").offsetHeight}px`);
    style.setProperty("--below", `${this.querySelector(".toast")?.offsetHeight ?? 0}px`);
  }

  /** Trouble with saving is called out once, and so is its end. */
  updated() {
    this.keepClear();
    const state = this.savedState;
    const isTrouble = !CALM.includes(state);
    if (isTrouble ? state !== this.trouble : this.trouble && state === "saved") {
      this.announce(this.querySelector(".design-saved").textContent.trim(), { quiet: true });
      this.trouble = isTrouble ? state : null;
    }
  }

  leave() {
    [...this.store.typing].forEach((input) => input.commit());
    void this.sync.flush();
  }

  /** The field that the address names (`#field-<id>`), where another page said what is wrong in it. */
  async openNamed() {
    const id = location.hash.startsWith("#field-") ? location.hash.slice("#field-".length) : "";
    if (!this.store.draft.fields.has(id)) return;
    await this.updateComplete;
    this.store.select(id);
    await this.canvas.updateComplete;
    await this.canvas.wholeDrawn; // what is drawn above it pushes it down
    await this.canvas.updateComplete;
    await new Promise(requestAnimationFrame);
    this.querySelector(`wf-piece[data-id="${id}"]`)?.scrollIntoView({ block: "center" });
  }

  openPanel() {
    this.querySelector("wf-panels")?.show("question");
  }

  async add({ type, place }) {
    const id = this.store.add(type, place ?? placeForNew(this.store, type));
    this.announce(this.store.say("added", { name: this.store.palette.types[type].title }), { quiet: true });
    const isAlone = this.view === "palette" && !isWide();
    if (this.view !== "canvas") this.view = isAlone ? "panel" : "canvas";
    await this.updateComplete;
    await this.querySelector("wf-panels").updateComplete;
    await new Promise(requestAnimationFrame);
    this.querySelector(`wf-piece[data-id="${id}"]`)?.scrollIntoView({ block: "nearest" });
    const first = this.querySelector("wf-inspector input, wf-inspector textarea");
    first?.focus({ preventScroll: isWide() });
    if (isAlone) first?.closest("wf-setting").scrollIntoView({ block: "nearest" });
  }

  pressed(event) {
    if (event.key === "Escape" && !event.defaultPrevented && event.target.closest("wf-panels")) void this.leavePanel();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("dialog")) return;
    const key = event.key.toLowerCase();
    const way = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : null;
    if (!way || isTyping(event.target)) return;
    event.preventDefault();
    this.again(way);
  }

  /** From the panel back to the field that it is about. */
  async leavePanel() {
    if (!this.store.selected) return;
    this.view = "canvas";
    await this.updateComplete;
    void this.canvas.focusOn(this.store.chosen);
  }

  get canvas() {
    return this.querySelector("wf-canvas");
  }

  async again(way) {
    const step = this.store[way]();
    if (!step) return;
    const what = this.store.say(step.what, { name: step.name });
    this.announce(this.store.say(way === "undo" ? "undone" : "redone", { what }));
    await this.updateComplete;
    await this.canvas.keepFocus();
  }

  /** Say something: to everybody, or (`quiet`) only to those who listen. */
  announce(words, { quiet = false, undo = false } = {}) {
    const live = this.querySelector("[data-live]");
    if (live) live.textContent = live.textContent === words ? `${words}\u00a0` : words;
    if (quiet) return;
    clearTimeout(this.toastTimer);
    this.toast = { words, undo };
    this.toastTimer = setTimeout(() => void this.endToast(), TOAST);
  }

  /** It goes by itself, but not from under somebody who is in it. */
  async endToast({ pressed = false } = {}) {
    if (!pressed && this.querySelector(".toast:focus-within, .toast:hover")) {
      this.toastTimer = setTimeout(() => void this.endToast(), TOAST);
      return;
    }
    this.toast = null;
    await this.updateComplete;
    if (pressed) await this.canvas.keepFocus();
  }

  render() {
    const { store } = this;
    return html`<div class="design-bar">
        <div class="design-views" role="group" aria-label=${store.say("content")}>${VIEWS.map((name) => this.viewButton(name))}</div>
        <div class="design-acts">
          <button class="button button-quiet" type="button" data-undo aria-disabled=${store.history.done.length ? "false" : "true"} @click=${() => this.again("undo")}>${store.say("undo")}</button>
          <button class="button button-quiet" type="button" data-redo aria-disabled=${store.history.undone.length ? "false" : "true"} @click=${() => this.again("redo")}>${store.say("redo")}</button>
        </div>
        <p class="design-saved" data-saved=${this.savedState}>${this.savedWords()}</p>
      </div>
      <div class="design-parts" data-view=${this.view}>
        <wf-palette class="design-palette" .store=${store}></wf-palette>
        <wf-canvas class="design-canvas" .store=${store} .addresses=${this.addresses} .tell=${this.tell}></wf-canvas>
        ${this.view === "preview" ? html`<wf-preview class="design-preview" .store=${store} .address=${this.addresses.preview}></wf-preview>` : nothing}
        <wf-panels class="design-panels" .store=${store} .addresses=${this.addresses} .tell=${this.tell}></wf-panels>
      </div>
      <wf-conflict .store=${store} .tell=${this.tell} .left=${() => void this.keepFocus()}></wf-conflict>
      <p class="visually-hidden" role="status" aria-live="polite" data-live></p>
      ${this.toast ? this.toastShown() : nothing}`;
  }

  viewButton(name) {
    const words = { palette: "add", canvas: "content", panel: "panel", preview: "preview" }[name];
    return html`<button class="design-view view-${name}" type="button" aria-pressed=${this.view === name ? "true" : "false"} @click=${() => this.look(name)}>
      ${this.store.say(words)}
    </button>`;
  }

  async look(name) {
    this.view = name;
    await this.updateComplete;
    if (!isWide()) this.scrollIntoView({ block: "start" });
    if (name === "preview") void this.sync.flush();
  }

  get savedState() {
    const { isUnsaved, saved } = this.store;
    return isUnsaved && CALM.includes(saved.state) ? "saving" : saved.state;
  }

  savedWords() {
    const state = this.savedState;
    const { at } = this.store.saved;
    if (state === "saved") {
      const time = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      return this.store.say("saved", { time });
    }
    if (state === "signed_out") {
      return html`${this.store.say("signed_out")} <a href=${this.addresses.signIn} target="_blank">${this.store.say("sign_in")}</a>`;
    }
    return state === "idle" ? "" : this.store.say(state);
  }

  toastShown() {
    return html`<div class="toast">
      <p>${this.toast.words}</p>
      ${this.toast.undo
        ? html`<button class="button button-quiet" type="button" data-toast-undo @click=${() => this.undoToast()}>${this.store.say("undo")}</button>`
        : nothing}
      <button class="button button-quiet" type="button" @click=${() => this.endToast({ pressed: true })}>${this.store.say("close")}</button>
    </div>`;
  }

  undoToast() {
    this.toast = null;
    void this.again("undo");
  }
}

/** Whether palette, canvas and panels stand side by side, as design.css has it. */
const isWide = () => matchMedia("(min-width: 64rem)").matches;

/** In a text, Ctrl+Z takes back what was typed, as everywhere. */
function isTyping(target) {
  return target.matches?.("textarea, [contenteditable=true], input:not([type=checkbox]):not([type=radio])") && target.value !== target.defaultValue;
}

const warn = (event) => event.preventDefault();

function guardLeaving(unsaved) {
  if (unsaved) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}

customElements.define("wf-builder", Builder);
