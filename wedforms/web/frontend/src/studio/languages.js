// Translating: texts with mark-up get their editor, and nobody leaves the page with words that are not kept.

import "./editors/richtext.js";

const form = document.querySelector("[data-translations]");
const told = form.querySelector("[data-unkept-told]");
const names = JSON.parse(form.querySelector("[data-merged]").textContent);
let isUnkept = false;

function note() {
  isUnkept = true;
  told.textContent = form.dataset.unkept;
}

form.addEventListener("input", note);
form.addEventListener("submit", () => {
  document.activeElement?.blur();
  isUnkept = false;
});
window.addEventListener("beforeunload", (event) => isUnkept && event.preventDefault());

for (const area of form.querySelectorAll("textarea[data-rich]")) enhance(area);

/** The text stays in its input, where it is posted from; the editor writes into it. */
function enhance(area) {
  const label = form.querySelector(`label[for="${area.id}"]`);
  const editor = document.createElement("wf-rich-text");
  editor.label = area.dataset.label;
  editor.written = { lang: area.lang, dir: area.dir };
  editor.merges = "merges" in area.dataset;
  editor.fields = editor.merges ? mergedIn(document.getElementById(`${area.id}-original`)) : [];
  editor.value = area.value;
  editor.addEventListener("change", (event) => {
    area.value = event.detail.value ?? "";
    note();
  });
  area.parentElement.querySelector("[data-marks]")?.remove();
  area.hidden = true;
  area.after(editor);
  label.removeAttribute("for");
  label.addEventListener("click", () => editor.view?.focus());
}

/** The answers that the original puts in are those that its translation may put in. */
function mergedIn(original) {
  const keys = [...original.textContent.matchAll(/\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g)].map((found) => found[1]);
  return [...new Set(keys)].map((key) => ({ key, label: names[key] ?? key }));
}
