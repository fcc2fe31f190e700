// Dragging by mouse and by touch; the keyboard has its own ways (canvas.js).

import Sortable from "sortablejs";

import { fits, typeFits } from "./places.js";

/** Let pieces be dragged by their grips, and new fields out of the palette. */
export function startDragging(canvas) {
  const known = new WeakSet();
  const look = () => {
    document.querySelectorAll("wf-builder .pieces, wf-builder [data-palette]").forEach((list) => {
      if (known.has(list)) return;
      known.add(list);
      Sortable.create(list, list.matches("[data-palette]") ? paletteOptions(canvas) : listOptions(canvas));
    });
  };
  new MutationObserver(look).observe(document.querySelector("wf-builder"), { childList: true, subtree: true });
  look();
}

const shared = {
  animation: 120,
  forceFallback: true, // the browser's own dragging neither follows a finger nor draws what we want to see
  fallbackTolerance: 4,
  fallbackOnBody: true,
  invertSwap: true, // a group gives way at its edges only: in its middle, things go in
  swapThreshold: 0.5,
  emptyInsertThreshold: 12,
  delay: 120,
  delayOnTouchOnly: true,
  ghostClass: "is-ghost",
  chosenClass: "is-lifted",
  scroll: true,
};

function listOptions(canvas) {
  return {
    ...shared,
    handle: "[data-grip]",
    draggable: "wf-piece",
    group: { name: "pieces", put: (to, from, item) => mayEnter(canvas, to.el, item) },
    onStart: (event) => remember(event),
    onEnd: (event) => settle(canvas, event),
    onAdd: (event) => take(canvas, event),
  };
}

function paletteOptions(canvas) {
  return {
    ...shared,
    sort: false,
    draggable: "li",
    group: { name: "palette", pull: "clone", put: false },
    onStart: () => (canvas.store.isDragging = true),
    onEnd: () => (canvas.store.isDragging = false),
  };
}

function mayEnter(canvas, list, item) {
  const parent = list.dataset.inside || null;
  return item.dataset.type ? typeFits(canvas.store, item.dataset.type, parent) : fits(canvas.store, item.dataset.id, parent);
}

let before = null;

function remember({ item }) {
  before = { parent: item.parentNode, next: item.nextSibling };
}

/** A piece was let go: the page's list is put back as the store knows it, and the store told. */
function settle(canvas, { item, to }) {
  const place = placeOfItem(item, to);
  before.parent.insertBefore(item, before.next);
  canvas.store.move(item.dataset.id, place);
  canvas.tell(canvas.moved(item.dataset.id), { quiet: true });
}

/** Something came from another list; out of the palette it becomes a new field. */
function take(canvas, { item, to, clone, from }) {
  if (!item.dataset.type) return;
  const place = placeOfItem(item, to);
  if (clone?.parentNode) clone.replaceWith(item);
  else from.append(item);
  canvas.dispatchEvent(new CustomEvent("wf-pick", { detail: { type: item.dataset.type, place }, bubbles: true }));
}

function placeOfItem(item, list) {
  const others = [...list.children].filter((one) => one === item || one.matches("wf-piece"));
  const above = others[others.indexOf(item) - 1];
  return { parent: list.dataset.inside || null, after: above?.dataset.id ?? null };
}
