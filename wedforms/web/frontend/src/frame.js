// A page in a frame on a supplier's own site: it tells the page around how high it is and what happens, no answers.

import { openLine } from "./embed/line.js";
import { forget, remember, resume } from "./embed/resume.js";

const root = document.documentElement;
const sites = root.dataset.frameSites.split(" ").filter(Boolean);
const line = openLine(window, sites, { greeted });
const home = location.pathname.split("/").slice(0, 4).join("/"); // /e/<org>/<form>

let isReady = false;
let height = 0;
let place = null;
let isNews = takeNews();

function greeted({ fit }) {
  root.classList.toggle("is-fitted", fit);
  tell({ anew: true });
}

/** Tell what changed; everything, when the page around may not have heard it. */
function tell({ anew = false } = {}) {
  if (!isReady || anew === "restored") isReady = line.say("ready", { title: document.title.slice(0, 300) });
  const now = Math.ceil(root.getBoundingClientRect().height);
  if ((anew || now !== height) && line.say("height", { height: now })) height = now;
  if (place && (anew || !place.isTold)) place.isTold = line.say("page", { page: place.page, pages: place.pages });
  if (isNews && line.say("submitted")) isNews = false;
}

// The mark of the first sight goes from the address, so that looking again is no news.
function takeNews() {
  const address = new URL(location.href);
  const found = address.searchParams.has("sent");
  address.searchParams.delete("sent");
  if (found) history.replaceState(history.state, "", address);
  return found;
}

document.addEventListener("wedforms:page", ({ detail: { page, pages } }) => {
  if (place?.page === page && place.pages === pages) return;
  place = { page, pages, isTold: false };
  tell();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) line.say("escape");
});

// What is not a page of this frame opens beside it: other sites refuse to be framed, and our own pages as well.
document.addEventListener("click", ({ target }) => {
  const link = target instanceof Element && target.closest("a[href]");
  if (!link || isHere(new URL(link.href))) return;
  link.target = "_blank";
  link.rel = "noopener";
}, true);

const isHere = ({ origin, pathname }) => origin === location.origin && `${pathname}/`.startsWith(`${home}/`);

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) tell({ anew: "restored" });
});

// A draft begins with the first answer, while its form stands here.
if (document.getElementById("wedforms-form")) {
  resume(window, home);
  remember(window, home);
  document.addEventListener("wedforms:draft", () => remember(window, home));
} else if (!document.getElementById("wedforms-review")) {
  forget(home);
}

new ResizeObserver(() => tell()).observe(root);
tell();
