// The canvas: every field as the server draws it, in order; chosen, moved, copied and deleted here.

import { html, nothing } from "lit";

import { Part, Watch } from "../part.js";
import { children, placeOf } from "./draft.js";
import { drawnFields } from "./drawn.js";
import { startDragging } from "./drag.js";
import { pieces } from "./piece.js";
import { placesAround } from "./places.js";

/** What could not be drawn is asked for again after so long. */
const REDRAW = 4_000;

class Canvas extends Part {
  static properties = { store: {}, addresses: {}, tell: {} };

  constructor() {
    super();
    this.drawn = new Map();
    this.version = 0;
    new Watch(this);
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("keydown", (event) => this.pressed(event));
  }

  firstUpdated() {
    this.wholeDrawn = this.draw([]);
    this.store.addEventListener("change", ({ detail }) => {
      const changed = detail.received?.fields?.map((one) => one.id) ?? [];
      if (changed.length) void this.draw(changed.length > 50 ? [] : changed);
    });
    startDragging(this);
  }

  async draw(ids) {
    const found = await drawnFields(this.addresses.canvas, ids).catch(() => null);
    if (!found) return void setTimeout(() => void this.draw(ids), REDRAW);
    found.forEach((element, id) => this.drawn.set(id, document.adoptNode(element)));
    this.requestUpdate();
  }

  willUpdate() {
    this.version += 1;
  }

  render() {
    const { store } = this;
    const isEmpty = !children(store.draft, null).length;
    return html`<h2 class="visually-hidden" id="canvas-title">${store.say("canvas")}</h2>
      ${this.opening()}
      <div role="group" aria-labelledby="canvas-title">${pieces(this, null)}</div>
      ${isEmpty ? html`<p class="canvas-empty" tabindex="-1">${store.say("empty_form")}</p>` : nothing}`;
  }

  opening() {
    const { name, description } = this.store.draft.facts;
    return html`<div class="canvas-opening">
      <p class="opening-title">${name}</p>
      ${description ? html`<p class="opening-words">${description}</p>` : nothing}
    </div>`;
  }

  clicked(event) {
    const piece = event.target.closest("wf-piece");
    if (piece && !event.target.closest("button, input, select, textarea, a")) this.choose(piece.dataset.id);
  }

  choose(id) {
    this.store.moving = null;
    this.store.select(id);
  }

  delete(id) {
    const { draft } = this.store;
    const siblings = children(draft, draft.fields.get(id).parent);
    const at = siblings.findIndex((one) => one.id === id);
    const next = siblings[at + 1] ?? siblings[at - 1] ?? draft.fields.get(draft.fields.get(id).parent);
    const name = this.store.nameOf(draft.fields.get(id));
    this.store.delete(id);
    this.store.select(next?.id ?? null, { panel: false });
    this.tell(this.store.say("deleted", { name }), { undo: true });
    void this.focusOn(next?.id);
  }

  duplicate(id) {
    const name = this.store.nameOf(this.store.draft.fields.get(id));
    const copy = this.store.duplicate(id);
    this.tell(this.store.say("duplicated", { name }));
    void this.focusOn(copy);
  }

  /** One step up, down, in or out; the focus stays on the tool that was pressed. */
  shift(id, way, { session = null } = {}) {
    const place = placesAround(this.store, id)[way];
    if (!place) return;
    const tool = this.querySelector(`[data-id="${id}"] [data-tool]:focus`)?.dataset.tool;
    this.store.move(id, place, { session });
    this.tell(this.moved(id), { quiet: true });
    void this.focusOn(id, tool);
  }

  moved(id) {
    const { store } = this;
    const { parent } = store.draft.fields.get(id);
    const siblings = children(store.draft, parent);
    const group = store.draft.fields.get(parent);
    return store.say("moved", {
      name: store.nameOf(store.draft.fields.get(id)),
      place: siblings.findIndex((one) => one.id === id) + 1,
      all: siblings.length,
      inside: group ? `, ${store.say("inside", { name: store.nameOf(group) })}` : "",
    });
  }

  beginMoving(id) {
    const { store } = this;
    if (store.moving?.id === id) return this.endMoving();
    store.moving = { id, from: placeOf(store.draft, id), session: `moving ${store.newId()}` };
    store.tell({});
    this.tell(store.say("move_help"), { quiet: true });
    return undefined;
  }

  endMoving() {
    const { id } = this.store.moving;
    this.store.moving = null;
    this.store.tell({});
    this.tell(this.store.say("move_end", { name: this.store.nameOf(this.store.draft.fields.get(id)) }), { quiet: true });
  }

  pressed(event) {
    const { moving } = this.store;
    if (!moving || !event.target.closest("[data-tool=move]")) return;
    const way = WAYS[event.key];
    if (way) {
      event.preventDefault();
      this.shift(moving.id, way, { session: moving.session });
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.putBack(moving);
    }
  }

  putBack({ id, from, session }) {
    this.store.moving = null;
    this.store.move(id, from, { session });
    this.tell(this.store.say("move_back", { name: this.store.nameOf(this.store.draft.fields.get(id)) }), { quiet: true });
    void this.focusOn(id, "move");
  }

  async focusOn(id, tool = "") {
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    const piece = this.querySelector(`[data-id="${id}"]`);
    const wanted = tool ? piece?.querySelector(`[data-tool="${tool}"]:not([disabled])`) : null;
    (wanted ?? piece?.querySelector("[data-select]") ?? this.querySelector(".canvas-empty"))?.focus();
    piece?.scrollIntoView({ block: "nearest" });
  }

  /** What had the focus may be gone: then the chosen field has it, or the last one. */
  async keepFocus() {
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    if (document.activeElement !== document.body) return;
    const { chosen, draft } = this.store;
    await this.focusOn(chosen ?? children(draft, null).at(-1)?.id);
  }
}

const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

customElements.define("wf-canvas", Canvas);
