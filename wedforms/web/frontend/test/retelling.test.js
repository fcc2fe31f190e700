import assert from "node:assert/strict";
import { test } from "node:test";

import { retold } from "../src/retelling.js";

/** A page whose inputs stand in frames of these field types. */
const page = (types) => ({
  elements: Object.entries(types).map(([name, field]) => ({ name, closest: () => ({ dataset: { field } }) })),
});
const form = page({ budget: "money", miles: "number", note: "text", "guests-a-fee": "money" });

const cases = [
  ["German thousands in an English page", { budget: ["1.250"] }, ",", ".", { budget: ["1250"] }],
  ["English thousands in a German page", { budget: ["£1,250.50"] }, ".", ",", { budget: ["1250,50"] }],
  ["decimals", { miles: ["1,125"], "guests-a-fee": ["2.500,5"] }, ",", ".", { miles: ["1.125"], "guests-a-fee": ["2500.5"] }],
  ["no number", { budget: ["etwa 1.250"], miles: [""] }, ",", ".", { budget: ["etwa 1.250"], miles: [""] }],
  ["words that look like a number", { note: ["1.250"] }, ",", ".", { note: ["1.250"] }],
  ["the same signs", { budget: ["1.250"] }, ",", ",", { budget: ["1.250"] }],
  ["an input that the page does not have", { gone: ["1.250"] }, ",", ".", { gone: ["1.250"] }],
  ["what an earlier page kept without its signs", { budget: ["1.250"] }, undefined, ".", { budget: ["1.250"] }],
];

for (const [name, inputs, heard, decimal, expected] of cases) {
  test(`numbers are retold: ${name}`, () => {
    const told = retold({ inputs, removed: ["guests-b"], decimal: heard }, { form, decimal });
    assert.deepEqual(told, { inputs: expected, removed: ["guests-b"] });
  });
}
