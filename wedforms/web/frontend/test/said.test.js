import assert from "node:assert/strict";
import { test } from "node:test";
import { said } from "../src/said.js";
import { speaker } from "../src/words.js";
import { load } from "./formspec/cases.js";

for (const { name, answer, words, hooks, locale = "en-GB" } of load("said/merged").cases) {
  if (!hooks.result) continue; // these words come from the server alone
  test(`said: ${name}`, () => {
    assert.equal(said(answer, hooks, { locale, words: speaker() }), words);
  });
}

test("said: no answer has no words", () => {
  for (const nothing of [undefined, null, ""]) assert.equal(said(nothing, { result: "date" }, { locale: "en-GB" }), "");
});
