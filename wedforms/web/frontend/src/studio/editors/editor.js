// What all editors share: their properties, their one event, problems at their place, and a voice.

import { html, nothing } from "lit";

import { Part } from "../part.js";

let count = 0;

export class Editor extends Part {
  static properties = { value: {}, context: {}, label: {}, problems: {}, name: {}, input: {} };

  constructor() {
    super();
    this.uid = `wf-editor-${(count += 1)}`;
    // What an input inside says by itself is no word of this editor.
    this.addEventListener("change", (event) => event instanceof CustomEvent || event.stopImmediatePropagation());
  }

  /** Where the value stands in the definition: `guests.meal.visible_if`. */
  get path() {
    return [this.context?.path, this.name ?? this.input?.name].filter(Boolean).join(".");
  }

  /** Say the new value; null takes it away. */
  emit(value) {
    this.value = value;
    this.dispatchEvent(new CustomEvent("change", { detail: { value }, bubbles: true }));
  }

  /** Problems of the value as a whole, or of the part at this path inside it. */
  problemsAt(path = "") {
    return (this.problems ?? []).filter((one) => (one.path ?? "") === path);
  }

  /** Problems inside of a part, with what is left of their paths. */
  problemsIn(path) {
    const inside = (this.problems ?? []).filter((one) => one.path === path || one.path?.startsWith(`${path}.`));
    return inside.map((one) => ({ ...one, path: one.path.slice(path.length + 1) }));
  }

  problem(found, id = nothing) {
    return found.length ? html`<p class="problem" id=${id}>${found.map((one) => one.message).join(" ")}</p>` : nothing;
  }

  /** A line that is read out; `announce` fills it. */
  voice() {
    return html`<p class="visually-hidden" role="status" data-voice></p>`;
  }

  announce(words) {
    const voice = this.querySelector(":scope > [data-voice], :scope > * > [data-voice]");
    if (voice) voice.textContent = words;
  }

  async focusOn(selector) {
    await this.updateComplete;
    this.querySelector(selector)?.focus();
  }
}

/** The value of a change that an editor inside said; it goes no further. */
export function taken(event) {
  event.stopPropagation();
  return event.detail?.value ?? null;
}

/** A list with one entry moved, taken out or changed. */
export const moved = (list, from, to) => {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
};
export const removed = (list, at) => list.filter((_, place) => place !== at);
export const changed = (list, at, entry) => list.map((one, place) => (place === at ? entry : one));

/** The record with one part changed; what says nothing is left out. */
export function withPart(record, name, value) {
  const next = { ...record, [name]: value };
  if (value === null || value === undefined || value === "") delete next[name];
  return next;
}
