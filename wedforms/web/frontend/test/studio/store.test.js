import assert from "node:assert/strict";
import { test } from "node:test";

import { uuid7 } from "../../src/studio/ids.js";
import { row, shapeOf, storeOf } from "./drafts.js";

/** Everything pending has arrived, and the server tells this. */
function arrive(store, state = {}) {
  store.take();
  store.arrived({ revision: store.revision + 1, fields: [], gone: [], ...state });
}

test("a new field stands where it was put, before the server knows of it", () => {
  const store = storeOf(["a"], ["b"]);
  const id = store.add("dropdown", { parent: null, after: "a" });
  assert.deepEqual(shapeOf(store), ["a", id, "b"]);
  assert.deepEqual(store.value(id, "options"), [{ value: "1", label: "Option 1" }]);
  assert.equal(store.chosen, id);
});

test("the server's word replaces what was guessed", () => {
  const store = storeOf();
  const id = store.add("text", { parent: null, after: null });
  store.change(id, "label", "Your names");
  arrive(store, { fields: [row(id, { key: "your_names", label: "Your names" })] });
  assert.equal(store.value(id, "key"), "your_names");
  assert.equal(store.pending.length, 0);
});

test("what is typed while something is on its way stands on top of the answer", () => {
  const store = storeOf(["a"]);
  store.change("a", "label", "One");
  store.take();
  store.change("a", "label", "One more");
  store.arrived({ revision: 2, fields: [row("a", { label: "One" })], gone: [] });
  assert.equal(store.value("a", "label"), "One more");
  assert.deepEqual(store.pending.map((one) => [one.before, one.value]), [["One", "One more"]]);
});

test("what may have arrived goes out again as it was, and what is typed meanwhile comes after it", () => {
  const store = storeOf(["a"]);
  store.change("a", "label", "One");
  const first = store.take();
  store.failed();
  store.change("a", "label", "One more");
  assert.deepEqual(store.take(), first);
  store.arrived({ revision: 2, fields: [row("a", { label: "One" })], gone: [] });
  const next = store.take();
  assert.notEqual(next.batch, first.batch);
  assert.deepEqual(next.operations.map((one) => [one.before, one.value]), [["One", "One more"]]);
});

test("typing on is one change, from what stood there first", () => {
  const store = storeOf(["a"]);
  store.change("a", "label", "b", { session: "s" });
  store.change("a", "label", "bc", { session: "s" });
  assert.deepEqual(store.pending, [{ do: "change", field: "a", name: "label", before: "a", value: "bc" }]);
  store.undo();
  assert.equal(store.value("a", "label"), "a");
});

test("everything can be undone to the beginning, and done again", () => {
  const store = storeOf(["a"], ["g", "group"], ["inside", "text", "g"]);
  const before = [shapeOf(store), store.definition];
  store.add("text", { parent: "g", after: null });
  arrive(store);
  store.move("a", { parent: "g", after: "inside" });
  store.change("inside", "validation_rules.required", true);
  store.delete("g");
  store.duplicate("new1");
  store.change(null, "settings.capacity", 80);
  const after = store.definition;
  while (store.undo());
  assert.deepEqual([shapeOf(store), store.definition], before);
  while (store.redo());
  assert.deepEqual(store.definition, after);
});

test("a deleted group comes back with what was in it, though the server has confirmed", () => {
  const store = storeOf(["g", "group"], ["inside", "text", "g"]);
  store.delete("g");
  arrive(store, { gone: ["g", "inside"] });
  assert.deepEqual(shapeOf(store), []);
  store.undo();
  assert.deepEqual(shapeOf(store), [["g", ["inside"]]]);
  assert.deepEqual(store.pending, [{ do: "restore", field: "g" }]);
});

test("something new after an undo ends what could be done again", () => {
  const store = storeOf(["a"]);
  store.change("a", "label", "b");
  store.undo();
  store.change("a", "help", "c");
  assert.equal(store.redo(), null);
});

test("another person's changes appear without touching what is pending", () => {
  const store = storeOf(["a"], ["b"]);
  store.change("a", "label", "Mine");
  store.receive({ revision: 5, fields: [row("b", { label: "Theirs", order: 1024 })], gone: [] });
  assert.equal(store.value("a", "label"), "Mine");
  assert.equal(store.value("b", "label"), "Theirs");
});

test("a field that somebody else deleted is no longer chosen", () => {
  const store = storeOf(["a"]);
  store.select("a");
  store.receive({ revision: 5, fields: [], gone: ["a"] });
  assert.equal(store.selected, null);
  assert.equal(store.lost, "a");
});

test("of two values given at once, one is chosen", () => {
  for (const mine of [true, false]) {
    const store = storeOf(["a"]);
    store.change("a", "label", "Mine");
    store.take();
    store.stopped({ at: 0, theirs: "Theirs" });
    assert.deepEqual(store.conflicts.map((one) => [one.operation.value, one.theirs]), [["Mine", "Theirs"]]);
    store.settle(store.conflicts[0], { mine });
    const sent = store.pending.map((one) => [one.before, one.value]);
    assert.deepEqual(sent, mine ? [["Theirs", "Mine"]] : []);
    assert.deepEqual(store.conflicts, []);
  }
});

test("what was typed on while a choice was asked for belongs to it", () => {
  for (const mine of [true, false]) {
    const store = storeOf(["a"]);
    store.change("a", "label", "Mine");
    store.take();
    store.change("a", "label", "Mine, longer");
    store.stopped({ at: 0, theirs: "Theirs" });
    store.take();
    store.change("a", "label", "Mine, the longest");
    store.stopped({ at: 0, theirs: "Theirs" });
    assert.deepEqual(store.conflicts.map((one) => one.operation.value), ["Mine, longer"]);
    store.settle(store.conflicts[0], { mine });
    assert.deepEqual(store.pending.map((one) => [one.before, one.value]), mine ? [["Theirs", "Mine, the longest"]] : []);
  }
});

test("what is refused is taken back and told at its place, the rest goes on", () => {
  const store = storeOf(["a"]);
  store.change("a", "validation_rules.max_length", "many");
  store.change("a", "label", "Name");
  store.take();
  store.stopped({ at: 0, problems: [{ path: "", message: "This must be a whole number." }] });
  assert.equal(store.value("a", "validation_rules.max_length"), null);
  assert.equal(store.problems("a", "validation_rules.max_length")[0].message, "This must be a whole number.");
  assert.deepEqual(store.pending.map((one) => one.name), ["label"]);
  store.change("a", "validation_rules.max_length", 5);
  assert.deepEqual(store.problems("a", "validation_rules.max_length"), []);
});

test("identities are ordered by time and differ", () => {
  const ids = [uuid7(1), uuid7(1), uuid7(2 ** 40)];
  assert.equal(new Set(ids).size, 3);
  assert.ok(ids[0] < ids[2]);
  ids.forEach((id) => assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
});
