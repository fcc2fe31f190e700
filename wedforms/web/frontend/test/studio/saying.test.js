import assert from "node:assert/strict";
import { test } from "node:test";

import { inWords } from "../../src/studio/design/saying.js";

const say = (name) => `(${name})`;
const words = (value, input = {}) => inWords(value, { input, say, currency: "GBP" });

test("nothing, and yes or no, are words of the page", () => {
  assert.deepEqual([null, "", true, false].map((one) => words(one)), ["(nothing)", "(nothing)", "(yes)", "(no)"]);
});

test("options are the lines that people type", () => {
  const options = [{ value: "trout", label: "Trout", price: 1250, places: 40 }, { value: "pie", label: "Pie" }];
  assert.equal(words(options, { name: "options" }), "Trout | 12.50 | 40\nPie");
});

test("what is chosen from a list is called as in the list", () => {
  const one = { words: [{ value: "eur", title: "Euro" }] };
  assert.equal(words("eur", one), "Euro");
  assert.equal(words(["eur", "gbp"], { item: one }), "Euro, gbp");
});

test("amounts, and words with a look of their own", () => {
  assert.equal(words(1250, { kind: "money" }), "12.50");
  assert.equal(words("<p>Dear <b>both</b>,</p><p>come.</p>", { kind: "rich" }), "Dear both, come.");
});

test("whatever else has parts is told line by line, never as JSON", () => {
  assert.equal(words({ add_label: "One more", rows: [{ name: "a" }, { name: "b" }] }), "add label: One more\nrows: 1. name: a\nrows: 2. name: b");
});
