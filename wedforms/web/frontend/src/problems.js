// Problems at the fields and in the summary that takes the focus. The server judges; here only gaps are noticed.

import { commas } from "./format.js";

const CONTROLS = "input:not([type=hidden]):not([hidden]), select, textarea, button, canvas";

/** Start the summary and its links. `reveal(element)` brings the page of an element into view. */
export function startProblems(page) {
  const { form } = page;
  let reveal = () => {};

  function goTo(id) {
    const target = id && document.getElementById(id);
    if (!target || !form.contains(target)) return false;
    reveal(target);
    const control = target.matches(CONTROLS) ? target : (target.querySelector(CONTROLS) ?? target);
    control.focus();
    target.scrollIntoView({ block: "center" });
    return true;
  }

  form.querySelector("[data-summary]")?.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && goTo(link.hash.slice(1))) event.preventDefault();
  });
  form.addEventListener("input", ({ target }) => clear(target.closest("[data-field]")));
  form.addEventListener("change", ({ target }) => clear(target.closest("[data-field]")));

  /** Mark the required questions of a section that nobody has answered; true when there are none. */
  function check(section) {
    const gaps = [...section.querySelectorAll("[data-field]")].filter((field) => isShown(field, section) && isGap(field));
    section.querySelectorAll("[data-field].has-gap").forEach(clear);
    gaps.forEach((field) => mark(field, field.dataset.missing));
    summarise(page, gaps);
    return gaps.length === 0;
  }

  return {
    check,
    start: (shower) => {
      reveal = shower;
      if (!goTo(location.hash.slice(1))) focusSummary(form);
    },
  };
}

/** The summary that came with the page takes the focus. */
export function focusSummary(root) {
  root.querySelector("[data-summary]:not([hidden])")?.focus();
}

const isShown = (field, section) => {
  for (let element = field; element !== section; element = element.parentElement) if (element.hidden) return false;
  return true;
};

// Required and nothing in it: no value typed, no box ticked, no file kept.
function isGap(field) {
  if (field.querySelector("[data-mark]")?.hidden !== false || field.dataset.locked !== undefined) return false;
  const controls = [...field.querySelectorAll("input, select, textarea")];
  return !controls.some((control) => control.name && !isIdle(control) && isFilled(control));
}

// Parts that are no answer by themselves: the one country there is, how and in whose name one means to sign.
const isIdle = (control) =>
  control.disabled ||
  control.name.endsWith("-country") ||
  (control.closest("[data-signature]") && /-(kind|name)$/.test(control.name));

function isFilled(control) {
  if (control.type === "checkbox" || control.type === "radio") return control.checked;
  return control.value.trim() !== "";
}

function mark(field, words) {
  const problem = field.querySelector("[data-problem]");
  field.classList.add("has-problem", "has-gap");
  problem.textContent = words;
  problem.hidden = false;
  neededOf(field).forEach((control) => control.setAttribute("aria-invalid", "true"));
  describe(field, problem.id);
}

function describe(field, id) {
  const described = field.matches("fieldset") ? field : controlOf(field);
  const ids = new Set((described?.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean).concat(id));
  described?.setAttribute("aria-describedby", [...ids].join(" "));
}

// All needed parts of an answer; where none is needed by itself, the first control stands for all.
function neededOf(field) {
  const needed = [...field.querySelectorAll("[required]")];
  return needed.length ? needed : [controlOf(field)].filter(Boolean);
}

const controlOf = (field) => field.querySelector(CONTROLS);

// A changed answer is judged anew when it is sent; its old problem is no longer about it.
function clear(field) {
  if (!field?.classList.contains("has-problem")) return;
  field.classList.remove("has-problem", "has-gap");
  const problem = field.querySelector("[data-problem]");
  if (problem) problem.hidden = true;
  field.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  entriesOf(field).forEach((entry) => entry.classList.add("is-mended"));
}

// Mended entries stay in the list, struck through: taking them away would move the page under the finger.
const entriesOf = (field) =>
  [...document.querySelectorAll("[data-summary-list] a")].filter((link) =>
    field.contains(document.getElementById(link.hash.slice(1))),
  );

function summarise(page, gaps) {
  const summary = page.form.querySelector("[data-summary]");
  const list = summary.querySelector("[data-summary-list]");
  list.replaceChildren(...gaps.map((field) => entryFor(field, page)));
  summary.hidden = gaps.length === 0;
  if (gaps.length) summary.focus();
}

function entryFor(field, { words, locale }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${field.id}`;
  const problem = field.querySelector("[data-problem]").textContent;
  link.textContent = words("problem", { question: labelOf(field, locale), problem });
  item.append(link);
  return item;
}

function labelOf(field, locale) {
  const label = field.querySelector(".label, .choice-label").cloneNode(true);
  label.querySelector("[data-mark]")?.remove();
  const words = [rowTitleOf(field), label.textContent.trim()];
  return words.filter(Boolean).join(commas(locale)).replace(/[\s?.:,؟،]+$/, "");
}

// “Guest 2”: three guests are asked the same questions.
const rowTitleOf = (field) =>
  field.parentElement.closest("[data-row]")?.querySelector("legend")?.textContent.trim().replace(/\s+/g, " ");
