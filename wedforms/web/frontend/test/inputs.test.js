import assert from "node:assert/strict";
import { test } from "node:test";

import { changesBetween, rowOrders } from "../src/inputs.js";

const cases = [
  {
    name: "nothing changed",
    before: { name: ["Zoë"] },
    after: { name: ["Zoë"] },
    changes: { inputs: {}, removed: [] },
  },
  {
    name: "a changed, a new and an unticked input",
    before: { name: ["Zoë"], diet: ["vegan", "halal"] },
    after: { name: ["Zoe"], town: ["Bath"] },
    changes: { inputs: { name: ["Zoe"], town: ["Bath"], diet: [] }, removed: [] },
  },
  {
    name: "a removed row is named once and its inputs are not sent",
    before: { "guests-_rows": ["a1 b2"], "guests-a1-name": ["Ada"], "guests-b2-name": ["Ben"] },
    after: { "guests-_rows": ["b2"], "guests-b2-name": ["Ben"] },
    changes: { inputs: { "guests-_rows": ["b2"] }, removed: ["guests-a1"] },
  },
  {
    name: "a moved row changes the order only",
    before: { "guests-_rows": ["a1 b2"], "guests-a1-name": ["Ada"] },
    after: { "guests-_rows": ["b2 a1"], "guests-a1-name": ["Ada"] },
    changes: { inputs: { "guests-_rows": ["b2 a1"] }, removed: [] },
  },
  {
    name: "a row inside a row",
    before: { "tables-_rows": ["t1"], "tables-t1-guests-_rows": ["a1 b2"], "tables-t1-guests-a1-name": ["Ada"] },
    after: { "tables-_rows": ["t1"], "tables-t1-guests-_rows": ["b2"] },
    changes: { inputs: { "tables-t1-guests-_rows": ["b2"] }, removed: ["tables-t1-guests-a1"] },
  },
];

for (const { name, before, after, changes } of cases) {
  test(`changes between two readings: ${name}`, () => {
    assert.deepEqual(changesBetween(before, after), changes);
  });
}

test("orders of rows are read without doubles and blanks", () => {
  assert.deepEqual(rowOrders({ "guests-_rows": [" a1  b2 a1"], "songs-_rows": [""], name: ["x"] }), {
    guests: ["a1", "b2"],
    songs: [],
  });
});
