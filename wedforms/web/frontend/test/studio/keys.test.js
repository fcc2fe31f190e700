import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { keyOf } from "../../src/studio/design/keys.js";
import { storeOf } from "./drafts.js";

const CASES = JSON.parse(readFileSync(new URL("../../../../../tests/cases/keys.json", import.meta.url)));

test("words make the keys that the server makes", () => {
  for (const { words, otherwise, key } of CASES) assert.equal(keyOf(words, otherwise), key, words);
});

test("a key follows its label, keeps clear of others, and stays where it was chosen or published", () => {
  const store = storeOf(["a"], ["b"]);
  const id = store.add("text", { parent: null, after: "b" });
  assert.equal(store.value(id, "key"), "text");
  store.change(id, "label", "B");
  assert.equal(store.value(id, "key"), "b_2");
  store.change(id, "key", "mine");
  store.change(id, "label", "C");
  assert.equal(store.value(id, "key"), "mine");
  store.published.add("a");
  store.change("a", "label", "Other");
  assert.equal(store.value("a", "key"), "a");
});
