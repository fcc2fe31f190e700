import assert from "node:assert/strict";
import { test } from "node:test";

// The element itself needs a page; what it does with cells does not.
globalThis.HTMLElement ??= class {};
globalThis.customElements ??= { define() {}, get() {} };
globalThis.document ??= { createTreeWalker() {}, createComment() {} };
const { cellOf, withPasted } = await import("../../src/studio/editors/tables.js");

test("a cell is a number where it reads as one", () => {
  assert.deepEqual([cellOf("12.50"), cellOf(" 7 "), cellOf("-3"), cellOf("May"), cellOf("1,200"), cellOf("")], [12.5, 7, -3, "May", "1,200", ""]);
});

test("cells of a spreadsheet go into the rows from where they are pasted", () => {
  const table = { keys: ["month", "day"], rows: [["May", 1, 100]] };
  assert.deepEqual(withPasted(table, "2\t200\n3\t300\textra\n", { row: 0, column: 1 }).rows, [["May", 2, 200], ["", 3, 300]]);
});
