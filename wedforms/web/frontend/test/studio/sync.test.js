import assert from "node:assert/strict";
import { test } from "node:test";

import { startSync } from "../../src/studio/design/sync.js";
import { storeOf } from "./drafts.js";

// Node has it from 21 on.
globalThis.navigator ??= { onLine: true };

const ADDRESSES = { save: "/save", changes: "/changes" };
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Timers that run when the test says so. */
function handTimers() {
  const due = new Map();
  let next = 1;
  return {
    setTimeout: (act, delay) => (due.set(next, { act, delay }), next++),
    clearTimeout: (id) => due.delete(id),
    async run() {
      const acts = [...due.values()];
      due.clear();
      acts.forEach((one) => one.act());
      for (let turn = 0; turn < 10; turn += 1) await settled();
    },
  };
}

const answer = (status, body, more = {}) => ({ ok: status === 200, status, json: async () => body, ...more });
const saved = (revision, more = {}) => answer(200, { revision, token: "t", fields: [], gone: [], ...more });

/** A store and its way to a server that gives these answers in turn. */
function open(...answers) {
  const asked = [];
  const timers = handTimers();
  const store = storeOf(["a"], ["b"]);
  const ask = async (address, options = {}) => {
    asked.push({ address, ...(options.body ? { ...JSON.parse(options.body), token: options.headers["X-CSRFToken"] } : {}) });
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next;
  };
  const sync = startSync(store, { addresses: ADDRESSES, token: "first", ask, timers });
  return { store, sync, timers, asked };
}

test("changes made in one breath go out together, in order", async () => {
  const { store, timers, asked } = open(saved(2));
  store.change("a", "label", "One");
  store.change("b", "label", "Two");
  await timers.run();
  assert.deepEqual(asked.map((one) => one.operations.map((operation) => operation.value)), [["One", "Two"]]);
  assert.equal(asked[0].revision, 1);
  assert.equal(store.saved.state, "saved");
  assert.equal(store.revision, 2);
});

test("what does not arrive is tried again, and nothing is lost", async () => {
  const { store, timers, asked } = open(new TypeError("no network"), answer(503, {}), saved(2));
  store.change("a", "label", "One");
  await timers.run();
  assert.equal(store.saved.state, "trouble");
  await timers.run();
  await timers.run();
  assert.deepEqual(asked.map((one) => one.operations[0].value), ["One", "One", "One"]);
  assert.equal(new Set(asked.map((one) => one.batch)).size, 1);
  assert.equal(store.saved.state, "saved");
});

test("one that is refused does not hold up the others", async () => {
  const { store, timers, asked } = open(answer(422, { at: 0, problems: [{ path: "", message: "No." }] }), saved(2));
  store.change("a", "validation_rules.max_length", "many");
  store.change("b", "label", "Two");
  await timers.run();
  assert.deepEqual(asked.map((one) => one.operations.length), [2, 1]);
  assert.equal(store.problems("a", "validation_rules.max_length").length, 1);
  assert.equal(store.saved.state, "saved");
});

test("a conflict waits for a choice while the others are saved", async () => {
  const { store, timers, asked } = open(answer(409, { at: 0, theirs: "Theirs" }), saved(2), saved(3));
  store.change("a", "label", "Mine");
  store.change("b", "label", "Two");
  await timers.run();
  assert.equal(store.conflicts.length, 1);
  store.settle(store.conflicts[0], { mine: true });
  await timers.run();
  assert.deepEqual(asked.at(-1).operations, [{ do: "change", field: "a", name: "label", before: "Theirs", value: "Mine" }]);
});

test("where the other one's value is chosen, it is fetched at once", async () => {
  const { store, timers, asked } = open(answer(409, { at: 0, theirs: "Theirs" }), saved(2));
  store.change("a", "label", "Mine");
  await timers.run();
  store.settle(store.conflicts[0], { mine: false });
  await timers.run();
  assert.equal(asked.at(-1).address, "/changes?since=1");
});

test("a token that is too old is renewed by asking for changes", async () => {
  const { store, timers, asked } = open(answer(400, {}), answer(200, { revision: 1, token: "second" }), saved(2));
  store.change("a", "label", "One");
  await timers.run();
  await timers.run();
  assert.deepEqual(asked.map((one) => one.token), ["first", undefined, "second"]);
  assert.equal(store.saved.state, "saved");
});

test("somebody who was signed out is told, and keeps their work", async () => {
  const { store, timers } = open({ ok: false, status: 0, type: "opaqueredirect" }, saved(2));
  store.change("a", "label", "One");
  await timers.run();
  assert.equal(store.saved.state, "signed_out");
  assert.equal(store.pending.length, 1);
  await timers.run();
  assert.equal(store.saved.state, "saved");
});

test("a server that is back is sent what waits, and nobody takes it for somebody else's", async () => {
  const { store, sync, timers, asked } = open(new TypeError("no network"), answer(200, { revision: 2, token: "t" }), saved(2));
  const told = [];
  store.addEventListener("change", ({ detail }) => told.push(detail));
  store.change("a", "label", "One");
  await timers.run();
  await sync.poll();
  await settled();
  assert.deepEqual(asked.map((one) => one.address), ["/save", "/changes?since=1", "/save"]);
  assert.equal(store.pending.length, 0);
  assert.ok(!told.some((one) => one.others));
});

test("what somebody else did meanwhile is told with the answer to a save", async () => {
  const { store, timers } = open(saved(3));
  const told = [];
  store.addEventListener("change", ({ detail }) => told.push(detail));
  store.change("a", "label", "One");
  await timers.run();
  assert.ok(told.some((one) => one.others));
});

test("what others did is asked for since the revision that was seen", async () => {
  const { store, sync, asked } = open(saved(4, { gone: ["b"] }));
  await sync.poll();
  assert.equal(asked[0].address, "/changes?since=1");
  assert.equal(store.draft.fields.has("b"), false);
});
