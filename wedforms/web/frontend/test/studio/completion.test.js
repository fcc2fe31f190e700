import assert from "node:assert/strict";
import { test } from "node:test";
import { completionsAt, withCompletion } from "../../src/studio/editors/completion.js";

const words = {
  fields: [
    { key: "meal", label: "Which meal?", within: "", parts: [], options: [{ value: "fish", label: "Trout" }, { value: "veg", label: "Risotto" }] },
    { key: "home", label: "Address", within: "", parts: [{ name: "postcode", kind: "text" }, { name: "town", kind: "text" }], options: [] },
    { key: "guests", label: "Guests", within: "", parts: [], options: [] },
    { key: "age", label: "Age", within: "guests", parts: [], options: [] },
  ],
  functions: [{ name: "round_up", signature: "round_up(number, step)", help: "Up" }, { name: "min", signature: "min(…)", help: "Least" }],
};

const at = (text, options) => completionsAt(text, text.length, words, options);
const inserts = (text, options) => at(text, options).items.map((one) => one.insert);

test("names that begin so, by key or by a word of the label", () => {
  assert.deepEqual(inserts("m"), ["meal", "min("]);
  assert.deepEqual(inserts("coming and addr"), ["home"]);
  assert.deepEqual(inserts("1 + rou"), ["round_up("]);
  assert.deepEqual(inserts(""), []);
  assert.equal(inserts("", { all: true }).length, 6);
});

test("options after a comparison, in a list, and in contains", () => {
  for (const begun of ["meal = ", "meal=", "meal != ", 'meal = "', "meal in (", 'meal in ("fish", ', "contains(meal, "]) {
    assert.deepEqual(inserts(begun), ['"fish"', '"veg"'], begun);
  }
  assert.deepEqual(inserts("meal = ri"), ['"veg"']);
  assert.deepEqual(inserts('meal = "f'), ['"fish"']);
});

test("parts of an answer, and the questions of a row", () => {
  assert.deepEqual(inserts("home."), ["postcode", "town"]);
  assert.deepEqual(inserts("sum(guests.a"), ["age"]);
});

test("nothing inside of a text", () => {
  assert.deepEqual(inserts('home.town = "m'), []);
});

test("an item takes the place of what was begun", () => {
  const text = 'meal = "fi and age > 3';
  const found = completionsAt(text, 10, words);
  assert.deepEqual(withCompletion(text, found, found.items[0]), { text: 'meal = "fish" and age > 3', caret: 13 });
});
