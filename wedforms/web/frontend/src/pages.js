// The pages of a form in one document: next and back without a round trip, and with the browser's own back button.

import { isLive } from "./totals.js";

/** Start the pages. `check(section)` may hold a step forward; returns how to reach a place in the form. */
export function startPages(page, { check }) {
  const { form } = page;
  const sections = [...form.querySelectorAll("[data-page-number]")];
  const numberOf = (section) => Number(section.dataset.pageNumber);
  const shown = () => sections.filter((section) => numberOf(section) === here() || hasContent(section));
  const here = () => Number(form.dataset.page);
  const neighbour = (by) => shown()[shown().findIndex((section) => numberOf(section) === here()) + by];

  function open(number, { remember = true, focus = true } = {}) {
    form.dataset.page = number;
    form.elements._page.value = number;
    for (const section of sections) section.hidden = numberOf(section) !== number;
    welcome(number === 1);
    refresh();
    if (remember) history.pushState({ ...history.state, page: number }, "", addressOf(number));
    if (focus) focusPage(form, sections.find((section) => numberOf(section) === number));
  }

  function refresh() {
    const reachable = shown();
    const place = reachable.findIndex((section) => numberOf(section) === here());
    const isLast = place === reachable.length - 1;
    showMoves(form, { isFirst: place === 0, isLast });
    showProgress(page, { sections, reachable, place });
    const detail = { page: place + 1, pages: reachable.length };
    form.dispatchEvent(new CustomEvent("wedforms:page", { bubbles: true, detail }));
  }

  /** Do what a button of the foot says; true when that needed no server. */
  function follow(action) {
    const section = neighbour(action === "next" ? 1 : -1);
    if (!["next", "back"].includes(action) || !section) return false;
    if (navigator.onLine && needsServer(page, section)) return false;
    if (action === "back" || check(sections.find((one) => numberOf(one) === here()))) open(numberOf(section));
    return true;
  }

  /** Show the page that holds this element. */
  function reveal(element) {
    const section = element.closest("[data-page-number]");
    if (section && numberOf(section) !== here()) open(numberOf(section), { focus: false });
  }

  history.replaceState({ ...history.state, page: here() }, "");
  addEventListener("popstate", (event) => {
    const number = event.state?.page;
    if (number && number !== here()) open(number, { remember: false });
  });
  refresh();
  return { follow, reveal, refresh };
}

// Contract text with words that only the server can work out is drawn by the server.
const needsServer = (page, section) => [...section.querySelectorAll("[data-merge]")].some((place) => !isLive(page, place));

const hasContent = (section) =>
  [...section.children].some((child) => (child.dataset.path !== undefined || child.dataset.group) && !child.hidden);

function addressOf(number) {
  const url = new URL(location.href);
  url.searchParams.set("page", number);
  url.hash = "";
  return url;
}

function focusPage(form, section) {
  const title = section.querySelector("[data-page-title]") ?? form;
  if (title === form) form.tabIndex = -1;
  title.focus({ preventScroll: true });
  (form.querySelector("[data-progress]") ?? title).scrollIntoView({ block: "start" });
}

// The first page welcomes with picture and words; the others begin at once.
function welcome(isFirst) {
  document.querySelector(".opening").classList.toggle("opening-again", !isFirst);
  for (const part of document.querySelectorAll(".cover, .opening-words")) part.hidden = !isFirst;
}

function showMoves(form, { isFirst, isLast }) {
  const button = (name) => form.querySelector(`[data-nav="${name}"]`);
  const end = button("review") ?? button("submit");
  button("back").hidden = isFirst;
  button("next").hidden = isLast;
  end.hidden = !isLast;
  // Enter in a field presses the first button of the form, which stands for the one that leads on.
  form.querySelector("button[name=_action]").value = isLast ? end.value : "next";
}

function showProgress({ form, words }, { sections, reachable, place }) {
  const progress = form.querySelector("[data-progress]");
  if (!progress) return;
  [...progress.querySelectorAll(".progress-step")].forEach((step, at) => {
    const reached = reachable.indexOf(sections[at]);
    step.hidden = reached < 0;
    step.classList.toggle("is-done", reached >= 0 && reached < place);
    step.classList.toggle("is-here", reached === place);
  });
  const said = words("page", { here: place + 1, all: reachable.length });
  progress.querySelector("[data-progress-words]").textContent = said;
}
