// Builds the pages' scripts, styles and fonts into ../static, with hashed names and a manifest.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { fontFaces, fontFiles } from "./fonts.mjs";
import { standInFaces } from "./standins.mjs";

const root = fileURLToPath(new URL("./", import.meta.url));
const finished = join(root, "..", "static");
const output = join(root, "node_modules", ".built"); // moved over `finished` whole, so no page sees half a build
const images = "src/images"; // favicon and the like: put one there and asset_url() knows it
const COMPRESSED = /\.(js|css|svg)$/;

/** Styles may say `@import "fonts"`: the rules come from src/fonts.json and src/standins.json. */
const fontsPlugin = (files) => ({
  name: "fonts",
  setup(bundle) {
    bundle.onResolve({ filter: /^fonts$/ }, () => ({ path: "fonts", namespace: "fonts" }));
    bundle.onLoad({ filter: /.*/, namespace: "fonts" }, async () => ({
      contents: `${fontFaces(files)}\n${await standInFaces(files)}`,
      loader: "css",
      resolveDir: root,
    }));
  },
});

function pictures() {
  const folder = join(root, images);
  return existsSync(folder) ? readdirSync(folder).map((name) => `${images}/${name}`) : [];
}

const target = ["es2022", "safari15.4", "chrome100", "firefox100"];

/** The element for other sites: one plain script without imports, as an old-fashioned script tag loads it. */
function bundleElement() {
  return build({
    absWorkingDir: root,
    entryPoints: ["src/wed-form.js"],
    outdir: output,
    entryNames: "[name]-[hash]",
    bundle: true,
    format: "iife",
    target,
    minify: true,
    metafile: true,
    logLevel: "warning",
  });
}

function bundle(files) {
  return build({
    absWorkingDir: root,
    entryPoints: [
      "src/public.js",
      "src/frame.js",
      "src/studio.js",
      "src/exports.js",
      "src/look.js",
      "src/at-home.js",
      "src/passkeys.js",
      "src/public.css",
      "src/studio.css",
      ...pictures(),
    ],
    outdir: output,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target,
    minify: true,
    legalComments: "eof",
    loader: { ".woff2": "file", ".svg": "copy", ".png": "copy", ".jpg": "copy", ".ico": "copy" },
    metafile: true,
    logLevel: "warning",
    plugins: [fontsPlugin(files)],
  });
}

/** {name that templates use: file name}, e.g. {"public.js": "public-ABC123.js"}. */
function manifestOf(metafile) {
  const named = {};
  for (const [path, made] of Object.entries(metafile.outputs)) {
    const file = relative(output, join(root, path));
    const sources = made.entryPoint ? [made.entryPoint] : Object.keys(made.inputs);
    if (sources.length === 1) named[basename(sources[0])] = file;
  }
  return named;
}

function compress(metafile) {
  for (const path of Object.keys(metafile.outputs).filter((name) => COMPRESSED.test(name))) {
    writeFileSync(join(root, `${path}.gz`), gzipSync(readFileSync(join(root, path)), { level: 9 }));
  }
}

function copyFonts(every) {
  const files = every.filter((font) => font.documents);
  const folder = join(output, "fonts");
  mkdirSync(folder, { recursive: true });
  for (const font of files) {
    copyFileSync(join(root, font.source), join(folder, font.file));
    copyFileSync(join(root, font.licence), join(folder, `${font.name}-LICENSE.txt`));
  }
  const index = files.map(({ family, weight, style, range, file }) => ({ family, weight, style, range, file }));
  writeFileSync(join(folder, "index.json"), JSON.stringify(index, null, 1));
}

rmSync(output, { recursive: true, force: true });
const files = fontFiles();
const made = [await bundle(files), await bundleElement()].map(({ metafile }) => metafile);
made.forEach(compress);
copyFonts(files);
const manifest = Object.assign({}, ...made.map(manifestOf));
writeFileSync(join(output, "manifest.json"), JSON.stringify(manifest, null, 1));
rmSync(finished, { recursive: true, force: true });
renameSync(output, finished);
