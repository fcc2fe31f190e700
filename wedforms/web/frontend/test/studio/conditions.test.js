import assert from "node:assert/strict";
import { test } from "node:test";
import { beginningRow, emptyValue, isComplete, operatorsOf, rowsOf, subjectsOf, treeOf } from "../../src/studio/editors/conditions.js";
import { load } from "../formspec/cases.js";

const { words, shown, text_only: textOnly } = load("conditions");
const subjects = subjectsOf(words);

for (const { text, tree, written, join, rows } of shown) {
  test(`menus show ${text}`, () => {
    assert.deepEqual(rowsOf(tree, subjects), { join, rows });
    assert.deepEqual(treeOf({ join, rows }, subjects), written);
  });
}

test("the parts of an answer are called as the page calls them", () => {
  const name = { key: "who", label: "Your name", within: "", kind: "person_name", options: [], parts: [{ name: "given", kind: "text" }, { name: "family", kind: "text" }] };
  const labels = subjectsOf({ fields: [name] }).map((one) => one.label);
  assert.deepEqual(labels, ["Your name", "Your name: First name", "Your name: Last name"]);
});

for (const { text, tree } of textOnly) {
  test(`menus leave to text ${text}`, () => {
    assert.equal(rowsOf(tree, subjects), null);
  });
}

test("a question does not ask about itself, and content is not asked about", () => {
  assert.ok(!subjects.some((one) => one.key === "note"));
});

test("what every row can say reads back as the row", () => {
  for (const one of subjects) {
    for (const op of operatorsOf(one)) {
      const row = { subject: one.id, op, value: valueFor(one, op), ...(one.within ? { how: "none" } : {}) };
      const tree = treeOf({ join: "all", rows: [row] }, subjects);
      assert.deepEqual(rowsOf(tree, subjects), { join: "all", rows: [row] }, `${one.id} ${op}`);
    }
  }
});

function valueFor(one, op) {
  const values = { number: 3, rows: 3, date: "2027-06-05", time: "17:30", date_time: "2027-06-05T17:30" };
  if (["yes", "no", "filled", "empty"].includes(op)) return null;
  const value = values[one.kind] ?? one.options[0]?.value ?? "x";
  return op === "one_of" ? [value] : value;
}

test("a row that is not complete gives no tree yet", () => {
  const row = beginningRow(subjects.find((one) => one.key === "who"));
  assert.equal(row.value, emptyValue(subjects[0], row.op));
  assert.equal(isComplete(row), false);
  assert.equal(treeOf({ join: "all", rows: [row] }, subjects), undefined);
  assert.equal(treeOf({ join: "all", rows: [{ ...row, subject: "/gone", value: "x" }] }, subjects), undefined);
  assert.equal(treeOf({ join: "all", rows: [] }, subjects), null);
});
