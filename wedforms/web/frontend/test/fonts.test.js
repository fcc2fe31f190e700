import assert from "node:assert/strict";
import { test } from "node:test";
import { fontFiles } from "../fonts.mjs";

test("every font of a family comes in the same weights, so that none hides another", () => {
  const weights = Map.groupBy(fontFiles(), (font) => font.family);
  for (const [family, fonts] of weights) {
    const byFont = Map.groupBy(fonts, (font) => font.name);
    const sets = new Set([...byFont.values()].map((own) => [...new Set(own.map((font) => font.weight))].sort().join()));
    assert.equal(sets.size, 1, family);
  }
});
