// One line in a list of files: how it looks while it is sent, when it is kept, and when it failed.

import { sizeInWords } from "./format.js";

/** A line for a file: its name and size. */
export function itemFor(name, size, locale) {
  const item = document.createElement("li");
  item.className = "file";
  item.append(span("file-name", name), " ", span("file-size", sizeInWords(size, locale)));
  return item;
}

function span(className, textContent) {
  return Object.assign(document.createElement("span"), { className, textContent });
}

/** The input that carries a kept file with the form. */
export function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

/** A small button that says which file it is about. */
export function quietButton(label, name, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet" });
  button.append(label, span("visually-hidden", ` ${name}`));
  button.addEventListener("click", act);
  return button;
}

/** How much of a file has gone. */
export function progressBar(label) {
  const bar = Object.assign(document.createElement("progress"), { className: "file-progress", max: 1, value: 0 });
  bar.setAttribute("aria-label", label);
  return bar;
}

/** Move an item's bar to this share of 1. */
export function showProgress(item, share) {
  const bar = item.querySelector("progress");
  if (bar) bar.value = share;
}

/** Back to a bare item: its name, size and picture. */
export function calm(item) {
  item.classList.remove("is-uploading", "has-problem");
  item.querySelectorAll("progress, button, .problem").forEach((element) => element.remove());
}
