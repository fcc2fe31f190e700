// Putting the entries of a list in order: by dragging a handle, and by arrow keys on it.

import { html } from "lit";
import Sortable from "sortablejs";

import { say } from "./words.js";

/** The handle of an entry; arrow keys move it, `move(from, to)` does it. */
export function handle({ name, at, count, move }) {
  const pressed = (event) => {
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 && to < count && to !== at) move(at, to);
  };
  return html`<button class="order-handle" type="button" data-handle=${at} aria-label=${say("drag", { name })} @keydown=${pressed}>
    <span aria-hidden="true">⠿</span>
  </button>`;
}

/** Let people drag the entries of a list by their handles; returns what ends it. */
export function draggable(list, move) {
  let before = null;
  const sortable = Sortable.create(list, {
    handle: ".order-handle",
    draggable: "li",
    animation: 120,
    forceFallback: true,
    fallbackTolerance: 4,
    onStart: ({ item }) => (before = { parent: item.parentNode, next: item.nextSibling }),
    onEnd({ item, oldDraggableIndex, newDraggableIndex }) {
      // The list is drawn from its value: the element goes back to where it was, and the value moves.
      before.parent.insertBefore(item, before.next);
      if (oldDraggableIndex !== newDraggableIndex) move(oldDraggableIndex, newDraggableIndex);
    },
  });
  // A sortable that has ended has no element any more.
  return () => sortable.el && sortable.destroy();
}
