import assert from "node:assert/strict";
import { test } from "node:test";

import { fits, placeForNew, placesAround, typeFits } from "../../src/studio/design/places.js";
import { storeOf } from "./drafts.js";

test("a field moves up, down, into the group beside it, and out of the one around it", () => {
  const store = storeOf(["a"], ["g", "group"], ["inside", "text", "g"], ["b"]);
  const about = ({ up, down, in: into, out }) => ({ up, down, in: into, out });
  assert.deepEqual(about(placesAround(store, "a")), {
    up: null,
    down: { parent: null, after: "g" },
    in: { parent: "g", after: "inside" },
    out: null,
  });
  assert.deepEqual(about(placesAround(store, "inside")), { up: null, down: null, in: null, out: { parent: null, after: "g" } });
  assert.deepEqual(placesAround(store, "b").in, { parent: "g", after: "inside" });
  assert.deepEqual(placesAround(store, "b").up, { parent: null, after: "a" });
});

test("neither a page nor a group around itself goes into a group, nor anything too deep", () => {
  const store = storeOf(["p", "page_break"], ["g", "group"], ["h", "group", "g"], ["i", "group", "h"], ["j", "group", "i"], ["a"]);
  assert.equal(fits(store, "p", "g"), false);
  assert.equal(fits(store, "g", "i"), false);
  assert.equal(fits(store, "a", "i"), true);
  assert.equal(fits(store, "a", "j"), false);
  assert.equal(typeFits(store, "text", "j"), false);
  assert.equal(typeFits(store, "page_break", "g"), false);
});

test("something new goes into the chosen group, or after the chosen field", () => {
  const store = storeOf(["a"], ["g", "group"], ["inside", "text", "g"], ["b"]);
  assert.deepEqual(placeForNew(store, "text"), { parent: null, after: "b" });
  store.select("g");
  assert.deepEqual(placeForNew(store, "text"), { parent: "g", after: "inside" });
  store.select("inside");
  assert.deepEqual(placeForNew(store, "text"), { parent: "g", after: "inside" });
  assert.deepEqual(placeForNew(store, "page_break"), { parent: null, after: "g" });
});
