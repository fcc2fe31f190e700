// Stand-ins: fonts that most machines have, made as wide and as high as ours, so that words which are drawn with them
// at first stay where they are when ours arrive. src/standins.json holds what those fonts measure.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { createFontStack } from "@capsizecss/core";
import { fromFile } from "@capsizecss/unpack/fs";

const root = new URL("./", import.meta.url);
const known = JSON.parse(readFileSync(new URL("src/standins.json", root), "utf8"));

/** The @font-face rules "<family> as <stand-in>" of the fonts that are `like` one. */
export async function standInFaces(files) {
  const wanted = files.filter((font) => font.like && font.subset === "latin" && font.style === "normal");
  const rules = await Promise.all(wanted.map(facesOf));
  return rules.flat().join("\n");
}

async function facesOf(font) {
  const own = await fromFile(fileURLToPath(new URL(font.source, root)));
  return known.filter((one) => one.like === font.like).map((one) => faceOf(font, own, one));
}

function faceOf(font, own, { name, faces }) {
  const face = faces.find((one) => one.weights.includes(font.weight));
  const made = createFontStack([own, { ...face, familyName: name }], { fontFaceFormat: "styleObject" });
  const { ascentOverride, descentOverride, lineGapOverride, sizeAdjust } = made.fontFaces[0]["@font-face"];
  const sources = face.local.map((one) => `local("${one}")`).join();
  return (
    `@font-face{font-family:"${font.family} as ${name}";font-weight:${font.weight};src:${sources};` +
    `unicode-range:${font.range};size-adjust:${sizeAdjust};ascent-override:${ascentOverride};` +
    `descent-override:${descentOverride};line-gap-override:${lineGapOverride ?? "0%"}}`
  );
}
