// The fonts of pages and documents: src/fonts.json names them, @fontsource packages hold them.

import { readFileSync } from "node:fs";

const root = new URL("./", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

/** Every font file wanted, with its family, weight, style and the characters it covers.
 *
 * A family of several fonts needs the same weights in each: a browser chooses the weight before the characters, so
 * a font of another weight would hide the rest of its family. `stands_for` is the weight that such a font is given. */
export function fontFiles() {
  return read("src/fonts.json").flatMap((wanted) => {
    const ranges = read(`node_modules/@fontsource/${wanted.font}/unicode.json`);
    return combinations(wanted).map(([subset, weight, style]) => ({
      name: wanted.font,
      family: wanted.family,
      weight: wanted.stands_for ?? weight,
      style,
      subset,
      like: wanted.like,
      range: ranges[subset] ?? "",
      file: `${wanted.font}-${subset}-${weight}-${style}.woff2`,
      source: `node_modules/@fontsource/${wanted.font}/files/${wanted.font}-${subset}-${weight}-${style}.woff2`,
      licence: `node_modules/@fontsource/${wanted.font}/LICENSE`,
      pages: wanted.pages ?? true,
      documents: wanted.documents ?? true,
    }));
  });
}

function combinations({ subsets, weights, styles = ["normal"] }) {
  return subsets.flatMap((subset) =>
    weights.flatMap((weight) => styles.map((style) => [subset, weight, style])),
  );
}

/** The @font-face rules of the pages; a browser fetches only the files whose characters it meets. */
export function fontFaces(files) {
  return files
    .filter((font) => font.pages)
    .map(
      (font) =>
        `@font-face{font-family:"${font.family}";font-style:${font.style};font-weight:${font.weight};` +
        `font-display:swap;src:url("./${font.source}") format("woff2");unicode-range:${font.range}}`,
    )
    .join("\n");
}
