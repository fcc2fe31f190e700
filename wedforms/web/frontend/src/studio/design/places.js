// Where a field can go from where it stands: one up, one down, into a group beside it, out of the one around it.

import { children, groupsAround, subtree } from "./draft.js";

/** {up, down, in, out}: each a place {parent, after}, or null; with the groups that `in` and `out` are about. */
export function placesAround(store, id) {
  const { draft } = store;
  const field = draft.fields.get(id);
  if (!field) return { up: null, down: null, in: null, out: null };
  const siblings = children(draft, field.parent);
  const at = siblings.findIndex((one) => one.id === id);
  const around = draft.fields.get(field.parent) ?? null;
  const into = groupFor(store, siblings, at, id);
  return {
    up: at > 0 ? { parent: field.parent, after: siblings[at - 2]?.id ?? null } : null,
    down: at < siblings.length - 1 ? { parent: field.parent, after: siblings[at + 1].id } : null,
    in: into ? { parent: into.id, after: children(draft, into.id).at(-1)?.id ?? null } : null,
    out: around ? { parent: around.parent, after: around.id } : null,
    into,
    around,
  };
}

/** The nearest group beside a field that can take it: first looking up, then down. */
function groupFor(store, siblings, at, id) {
  const above = siblings.slice(0, at).reverse();
  const below = siblings.slice(at + 1);
  return [...above, ...below].find((one) => fits(store, id, one.id)) ?? null;
}

/** Whether a field, or a new one of a type, can stand inside a group (null: the form). */
export function fits(store, id, parent) {
  if (parent === null) return true;
  const { draft, palette } = store;
  const inner = subtree(draft, id);
  const group = draft.fields.get(parent);
  if (!group || !store.type(group).hasRows || inner.some((one) => one.id === parent)) return false;
  if (inner.some((one) => store.type(one).beginsPage)) return false;
  return groupsAround(draft, parent).length + 1 + height(draft, id) <= palette.limits.depth;
}

function height(draft, id) {
  const inner = children(draft, id).map((one) => height(draft, one.id));
  return 1 + Math.max(0, ...inner);
}

/** Whether a new field of this type can stand inside a group. */
export function typeFits(store, type, parent) {
  if (parent === null) return true;
  const { beginsPage } = store.palette.types[type];
  const group = store.draft.fields.get(parent);
  if (beginsPage || !group || !store.type(group).hasRows) return false;
  return groupsAround(store.draft, parent).length + 2 <= store.palette.limits.depth;
}

/** Where a new field goes: after the chosen one, into the chosen group, else at the end. */
export function placeForNew(store, type) {
  const chosen = store.selected;
  const last = (parent) => children(store.draft, parent).at(-1)?.id ?? null;
  if (!chosen) return { parent: null, after: last(null) };
  if (store.type(chosen).hasRows && typeFits(store, type, chosen.id)) return { parent: chosen.id, after: last(chosen.id) };
  let beside = chosen;
  while (!typeFits(store, type, beside.parent)) beside = store.draft.fields.get(beside.parent);
  return { parent: beside.parent, after: beside.id };
}
