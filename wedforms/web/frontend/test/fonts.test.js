import assert from "node:assert/strict";
import { test } from "node:test";
import { fontFiles } from "../fonts.mjs";
import { standInFaces } from "../standins.mjs";

test("every font of a family comes in the same weights, so that none hides another", () => {
  const weights = Map.groupBy(fontFiles(), (font) => font.family);
  for (const [family, fonts] of weights) {
    const byFont = Map.groupBy(fonts, (font) => font.name);
    const sets = new Set([...byFont.values()].map((own) => [...new Set(own.map((font) => font.weight))].sort().join()));
    assert.equal(sets.size, 1, family);
  }
});

test("a font of the machine stands in as wide and as high as the one that is on its way", async () => {
  const rules = (await standInFaces(fontFiles())).split("\n");
  const [sans] = rules.filter((rule) => rule.includes('"WedForms Sans as Arial";font-weight:400'));
  // Source Sans is 418 of 1000 wide and 1024 high, Arial 913 of 2048 wide.
  const share = (418 / 1000 / (913 / 2048)) * 100;
  assert.ok(sans.includes(`size-adjust:${share.toFixed(4)}%`), sans);
  assert.ok(sans.includes(`ascent-override:${(102.4 / (share / 100)).toFixed(4)}%`), sans);
});

test("every upright Latin font of the pages has its stand-ins in each weight", async () => {
  const rules = (await standInFaces(fontFiles())).split("\n");
  const pages = fontFiles().filter((font) => font.pages && font.subset === "latin" && font.style === "normal");
  for (const { family, weight } of pages) {
    const own = rules.filter((rule) => rule.includes(`"${family} as `) && rule.includes(`font-weight:${weight};`));
    assert.equal(own.length, 2, `${family} ${weight}`);
  }
});
