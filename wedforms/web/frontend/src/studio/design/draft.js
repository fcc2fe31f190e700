// A draft as plain data, {facts, fields: Map of {id, parent, order, says}, stash}, and what operations make of it.
// Nothing here is changed in place: every operation gives another draft. The server does the same, and its word counts.

import { followingKey, freeKey } from "./keys.js";

export function draftOf({ facts, fields }) {
  return { facts, fields: new Map(fields.map((one) => [one.id, one])), stash: new Map() };
}

/** What stands directly inside a group (null: the form), in order. */
export function children(draft, parent) {
  const inside = [...draft.fields.values()].filter((one) => one.parent === parent);
  return inside.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** The field and everything inside it, outermost first. */
export function subtree(draft, id) {
  const top = draft.fields.get(id);
  if (!top) return [];
  return [top, ...children(draft, id).flatMap((inner) => subtree(draft, inner.id))];
}

/** Every field in reading order with its depth, from 1. */
export function walk(draft, parent = null, depth = 1) {
  return children(draft, parent).flatMap((field) => [{ field, depth }, ...walk(draft, field.id, depth + 1)]);
}

/** The groups around a field, outermost first. */
export function groupsAround(draft, id) {
  const parent = draft.fields.get(id)?.parent;
  return parent ? [...groupsAround(draft, parent), draft.fields.get(parent)].filter(Boolean) : [];
}

/** Where a field stands: {parent, after}. */
export function placeOf(draft, id) {
  const { parent } = draft.fields.get(id);
  const siblings = children(draft, parent);
  const at = siblings.findIndex((one) => one.id === id);
  return { parent, after: at > 0 ? siblings[at - 1].id : null };
}

/** What a field (null: the form) says under a name such as `label` or `validation_rules.required`; null for nothing. */
export function valueOf(draft, id, name) {
  let value = id === null ? draft.facts : draft.fields.get(id)?.says;
  for (const step of name.split(".")) value = value?.[step];
  return value ?? null;
}

/** The draft as the portable JSON of a definition. */
export function definitionOf(draft) {
  const nested = (parent) =>
    children(draft, parent).map((field) => {
      const inside = nested(field.id);
      return inside.length ? { ...field.says, fields: inside } : { ...field.says };
    });
  return { ...draft.facts, fields: nested(null) };
}

/** The path of a field by keys, such as `guests.meal`. */
export function pathOf(draft, id) {
  const field = draft.fields.get(id);
  return field ? [...groupsAround(draft, id), field].map((one) => one.says.key).join(".") : "";
}

/** What the draft is after an operation; one that cannot be done leaves it as it is. `known`: {types, reserved, published}. */
export function applied(draft, operation, known) {
  return OPERATIONS[operation.do](draft, operation, known);
}

function keysBeside(draft, id) {
  return new Set([...draft.fields.values()].filter((one) => one.id !== id).map((one) => one.says.key));
}

const OPERATIONS = {
  add(draft, { id, field_type, parent, after }, { types }) {
    if (draft.fields.has(id)) return draft;
    const says = { key: freeKey(field_type, keysBeside(draft, id)), field_type, ...(types[field_type]?.beginning ?? {}) };
    return put(draft, { id, says }, { parent, after });
  },
  duplicate(draft, { field, id }) {
    const top = draft.fields.get(field);
    if (!top || draft.fields.has(id)) return draft;
    const key = freeKey(top.says.key, keysBeside(draft, id));
    return put(draft, { id, says: { ...top.says, key } }, { parent: top.parent, after: field });
  },
  move(draft, { field, parent, after }) {
    const row = draft.fields.get(field);
    return row ? put(draft, row, { parent, after }) : draft;
  },
  delete(draft, { field }) {
    const gone = subtree(draft, field);
    if (!gone.length) return draft;
    const fields = new Map(draft.fields);
    gone.forEach((one) => fields.delete(one.id));
    return { ...draft, fields, stash: new Map(draft.stash).set(field, gone) };
  },
  restore(draft, { field }) {
    const rows = draft.stash.get(field);
    if (!rows || draft.fields.has(field)) return draft;
    const fields = new Map(draft.fields);
    rows.forEach((one) => fields.set(one.id, one));
    return { ...draft, fields };
  },
  change(draft, { field, name, value }, known) {
    if (field === null) return { ...draft, facts: written(draft.facts, name.split("."), value) };
    const row = draft.fields.get(field);
    if (!row) return draft;
    const says = written(row.says, name.split("."), value);
    if (name === "label") says.key = followingKey(row.says, value, { ...known, taken: keysBeside(draft, field) });
    return { ...draft, fields: new Map(draft.fields).set(field, { ...row, says }) };
  },
};

function put(draft, row, { parent, after }) {
  const siblings = children(draft, parent).filter((one) => one.id !== row.id);
  const found = siblings.findIndex((one) => one.id === after);
  const at = found >= 0 ? found + 1 : after === null ? 0 : siblings.length;
  const low = at > 0 ? siblings[at - 1].order : (siblings[0]?.order ?? 0) - 2;
  const high = at < siblings.length ? siblings[at].order : low + 2;
  return { ...draft, fields: new Map(draft.fields).set(row.id, { ...row, parent, order: (low + high) / 2 }) };
}

function written(said, [step, ...rest], value) {
  const { [step]: before, ...others } = said ?? {};
  const inner = rest.length ? written(before, rest, value) : value;
  const isNothing = inner === null || (rest.length > 0 && !Object.keys(inner).length);
  return isNothing ? others : { ...others, [step]: inner };
}

/** What the server said, put over what was known. */
export function updated(draft, { facts, fields = [], gone = [] }) {
  const next = new Map(draft.fields);
  const stash = new Map(draft.stash);
  gone.forEach((id) => stash.set(id, subtree(draft, id)));
  gone.forEach((id) => next.delete(id));
  fields.forEach((one) => next.set(one.id, one));
  return { facts: facts ?? draft.facts, fields: next, stash };
}
