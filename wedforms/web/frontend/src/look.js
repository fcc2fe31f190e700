// The look of an organization, shown beside the form while it is chosen; the server judges what is kept.

import { faintPairs, properties } from "./colours.js";

const NAMES = ["ink", "accent", "canvas", "paper"];
const SAID = {
  ink: "The text",
  accent: "The colour of buttons and links",
  paper: "the cards",
  canvas: "the page",
};

const form = document.querySelector("[data-look]");
const sample = document.querySelector("[data-sample]");
const own = form.querySelector("[data-own-colours]");
const told = form.querySelector("[data-contrast]");
const usual = told.textContent;

function chosenColours() {
  const palette = form.querySelector("input[name=palette]:checked");
  const isOwn = palette === null || palette.value === "own";
  return Object.fromEntries(
    NAMES.map((name) => [name, isOwn ? form.elements[name].value : palette.dataset[name]]),
  );
}

function inWords({ words, ground, ratio }) {
  return `${SAID[words]} is hard to read on ${SAID[ground]}: ${ratio.toFixed(1)} to 1, and 4.5 to 1 is the least.`;
}

function family(kind) {
  return `"${sample.getAttribute(`data-${kind}-${form.elements[kind].value}`)}"`;
}

function show() {
  const isOwn = form.elements.palette.value === "own";
  const colours = chosenColours();
  own.hidden = !isOwn;
  for (const [name, value] of Object.entries(properties(colours))) sample.style.setProperty(name, value);
  sample.style.setProperty("--serif", family("display"));
  sample.style.setProperty("--sans", family("reading"));
  sample.querySelector("[data-tagline]").textContent = form.elements.tagline.value;
  told.textContent = faintPairs(colours).map(inWords).join(" ") || usual;
}

form.addEventListener("input", show);
form.addEventListener("change", ({ target }) => {
  if (target.name === "palette" && target.value === "own") form.elements.ink.focus();
});
show();
