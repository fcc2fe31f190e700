import assert from "node:assert/strict";
import { test } from "node:test";

import { keepPending } from "../../src/studio/design/keeping.js";
import { storeOf } from "./drafts.js";

/** What a tab keeps. */
function tab(kept = {}) {
  return {
    kept,
    getItem: (name) => kept[name] ?? null,
    setItem: (name, text) => (kept[name] = text),
    removeItem: (name) => delete kept[name],
  };
}

const NAME = { do: "change", field: null, name: "name", before: "Autumn", value: "Spring" };

test("what is pending is kept until it has arrived", () => {
  const store = storeOf();
  const storage = tab();
  keepPending(store, { name: "form", storage: () => storage });
  store.change(null, "name", "Spring");
  assert.equal(JSON.parse(storage.kept.form).operations[0].value, "Spring");
  const { batch } = store.take();
  assert.deepEqual(JSON.parse(storage.kept.form).batch, { id: batch, size: 1 });
  store.arrived({ revision: store.revision });
  assert.deepEqual(storage.kept, {});
});

test("the next page of the tab does again what was left", () => {
  const store = storeOf();
  const told = [];
  store.addEventListener("change", ({ detail }) => told.push(detail));
  keepPending(store, { name: "form", storage: () => tab({ form: JSON.stringify({ operations: [NAME], batch: { id: "sent", size: 1 } }) }) });
  assert.deepEqual(store.pending, [NAME]);
  assert.equal(store.draft.facts.name, "Spring");
  assert.deepEqual(told, [{ settled: true }]);
  store.change(null, "name", "Summer");
  assert.deepEqual(store.take(), { batch: "sent", operations: [NAME] });
});

test("another form, nonsense, and a browser that keeps nothing leave everything as it is", () => {
  const closed = () => {
    throw new DOMException("no", "SecurityError");
  };
  for (const storage of [() => tab({ other: JSON.stringify({ operations: [NAME] }) }), () => tab({ form: "{" }), () => tab({ form: "7" }), () => tab({ form: "null" }), closed]) {
    const store = storeOf();
    keepPending(store, { name: "form", storage });
    assert.deepEqual(store.pending, []);
    store.change(null, "name", "Spring");
    assert.equal(store.pending.length, 1);
  }
});
