import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate, settle } from "../../src/formspec/index.js";
import { encode, load, loadAll } from "./cases.js";

const { page, answers, today } = load("expressions/form");
const { scope: form } = settle(page, answers, { today });

function scopeAt(path) {
  const steps = path.split(".");
  let scope = form;
  for (let at = 0; path && at < steps.length; at += 2) scope = scope.rows.get(steps[at])[steps[at + 1]];
  return scope;
}

for (const [topic, cases] of loadAll("expressions").filter(([name]) => name !== "form")) {
  test(`expressions: ${topic}`, () => {
    for (const { text, tree, gives, at = "" } of cases) {
      assert.deepEqual(encode(evaluate(tree, scopeAt(at)), gives), gives, `${at} ${text}`.trim());
    }
  });
}
