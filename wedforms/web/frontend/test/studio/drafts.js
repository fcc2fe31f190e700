// A small draft, as the server tells it, for the tests of the store.

import { Store } from "../../src/studio/design/store.js";

const TYPES = {
  text: { title: "Short text", keys: [], settings: [], beginning: {} },
  dropdown: { title: "Drop-down list", keys: [], settings: [], beginning: { options: [{ value: "1", label: "Option 1" }] } },
  group: { title: "Repeating group", hasRows: true, keys: [], settings: [], beginning: {} },
  page_break: { title: "New page", beginsPage: true, keys: [], settings: [], beginning: {} },
};

/** Fields in order: each [id, type, parent]; the label is the id. */
export function storeOf(...fields) {
  let made = 0;
  const data = {
    revision: 1,
    facts: { name: "RSVP", form_type: "rsvp" },
    fields: fields.map(([id, type = "text", parent = null], at) => row(id, { type, parent, order: at * 1024 })),
    findings: [],
    published: [],
    palette: { types: TYPES, families: [], settings: [], limits: { fields: 500, depth: 4 } },
    words: { saved: "Saved {time}" },
  };
  return new Store(data, { newId: () => `new${(made += 1)}` });
}

export function row(id, { type = "text", parent = null, order = 0, ...says } = {}) {
  return { id, parent, order, says: { key: id, field_type: type, label: id, ...says } };
}

/** The ids as nested lists, in order. */
export function shapeOf(store, parent = null) {
  const inside = store.walk().filter(({ field }) => field.parent === parent);
  return inside.map(({ field }) => {
    const inner = shapeOf(store, field.id);
    return inner.length ? [field.id, inner] : field.id;
  });
}
