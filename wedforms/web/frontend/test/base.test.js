import assert from "node:assert/strict";
import { test } from "node:test";

import { createBase, noteOf } from "../src/base.js";

test("notes are the server's CRC-32 in eight digits", () => {
  assert.equal(noteOf("name", ["Zoë"]), "67ac422a");
  assert.equal(noteOf("diet", ["vegan", "halal"]), "e6e374a3");
  assert.equal(noteOf("guests-_rows", [" a1  b2 a1"]), "a1 b2");
});

test("the note follows what is saved", () => {
  const field = { value: "" };
  const base = createBase(field, { town: ["Bath"], empty: [""], "guests-_rows": ["a1"], "guests-a1-name": ["Ada"] });
  base.saved({ inputs: { name: ["Zoë"], town: [""], "guests-_rows": [""] }, removed: ["guests-a1"] });
  assert.deepEqual(JSON.parse(field.value), { name: noteOf("name", ["Zoë"]) });
});

test("the note of a page that was drawn from a draft is taken up", () => {
  const field = { value: '{"name":"00000001"}' };
  createBase(field, { name: ["something else"] }).begin();
  assert.deepEqual(JSON.parse(field.value), { name: "00000001" });
});
