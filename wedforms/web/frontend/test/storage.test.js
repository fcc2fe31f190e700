import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createRecord, forget, takeLeftovers } from "../src/storage.js";

/** What browsers offer, on a map. */
function fakeStorage() {
  const kept = new Map();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const form = "ivy/contract";
const decimal = ".";
const changes = { inputs: { name: ["Zoë"] }, removed: [] };
const nothing = { inputs: {}, removed: [] };
const DAY = 24 * 60 * 60 * 1000;

beforeEach(() => {
  globalThis.localStorage = fakeStorage();
});

test("what is unsaved is found again by the next page of the same draft, once", () => {
  createRecord({ form, draft: "d1", page: "p1", decimal, now: () => 5 }).keep(changes);
  assert.deepEqual(takeLeftovers({ form, draft: "d2", now: () => 6 }), []);
  assert.deepEqual(takeLeftovers({ form, draft: "d1", now: () => 6 }), [{ at: 5, decimal, ...changes }]);
  assert.deepEqual(takeLeftovers({ form, draft: "d1", now: () => 6 }), []);
});

test("what is saved is not kept", () => {
  const record = createRecord({ form, draft: "d1", page: "p1", decimal });
  record.keep(changes);
  record.keep(nothing);
  assert.equal(localStorage.length, 0);
});

test("a record follows its page into the draft that the server makes", () => {
  const record = createRecord({ form, draft: "", page: "p1", decimal, now: () => 5 });
  record.keep(changes);
  record.belongTo("d1");
  assert.deepEqual(takeLeftovers({ form, draft: "", now: () => 6 }), []);
  assert.equal(takeLeftovers({ form, draft: "d1", now: () => 6 }).length, 1);
});

test("several pages of one draft are taken oldest first", () => {
  createRecord({ form, draft: "d1", page: "p2", decimal, now: () => 9 }).keep({ ...changes, inputs: { name: ["later"] } });
  createRecord({ form, draft: "d1", page: "p1", decimal, now: () => 5 }).keep(changes);
  const names = takeLeftovers({ form, draft: "d1", now: () => 10 }).map((one) => one.inputs.name[0]);
  assert.deepEqual(names, ["Zoë", "later"]);
});

test("records that are old or damaged are dropped", () => {
  createRecord({ form, draft: "d1", page: "p1", decimal, now: () => 0 }).keep(changes);
  localStorage.setItem("wedforms:ivy/contract:d1:p2", "{broken");
  assert.deepEqual(takeLeftovers({ form, draft: "d1", now: () => 31 * DAY }), []);
  assert.equal(localStorage.length, 0);
});

test("after sending, nothing of this form is left, and everything of others", () => {
  createRecord({ form, draft: "d1", page: "p1", decimal }).keep(changes);
  createRecord({ form: "ivy/contract-2", draft: "", page: "p1" }).keep(changes);
  forget({ form });
  assert.deepEqual(localStorage.key(0), "wedforms:ivy/contract-2::p1");
  assert.equal(localStorage.length, 1);
});

test("a browser that keeps nothing is tolerated", () => {
  globalThis.localStorage = {
    get length() {
      throw new DOMException("blocked");
    },
    setItem() {
      throw new DOMException("full");
    },
  };
  createRecord({ form, draft: "", page: "p1", decimal }).keep(changes);
  forget({ form });
  assert.deepEqual(takeLeftovers({ form, draft: "" }), []);
});
