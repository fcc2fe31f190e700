// Everything a couple's page does beyond plain HTML. Without this script the page works, with round trips.

import { startBusy } from "./busy.js";
import { startChoices } from "./choices.js";
import { startLive } from "./live.js";
import { openPage } from "./page.js";
import { startPages } from "./pages.js";
import { startPanels } from "./panels.js";
import { hidePrefill } from "./prefill.js";
import { focusSummary, startProblems } from "./problems.js";
import { startRows } from "./rows.js";
import { startSaving } from "./saving.js";
import { startSending } from "./sending.js";
import { startSignatures } from "./signature.js";
import { forget } from "./storage.js";
import { startSunset } from "./sunset.js";
import { startUploads } from "./uploads.js";
import { speaker } from "./words.js";

document.documentElement.classList.remove("no-script");
hidePrefill(window);

const form = document.getElementById("wedforms-form");
const review = document.getElementById("wedforms-review");
if (form) startFilling(openPage(form));
else if (review) startReview(review);
document.querySelectorAll("[data-sent]").forEach((sent) => forget({ form: sent.dataset.sent }));
leadOn(document.querySelector("a[data-onward]"));

/** To the supplier's own page, once this browser has forgotten what was sent; never out of a frame. */
function leadOn(link) {
  if (link?.protocol === "https:" && window.top === window) location.replace(link.href);
}

function startFilling(page) {
  const problems = startProblems(page);
  const rows = startRows(page);
  startPanels(page);
  startChoices(page);
  startBusy(page.form);
  startSunset(page.form);
  const saving = startSaving(page, { rows });
  rows.speakWith(saving.status);
  const uploads = startUploads(page, saving);
  startSignatures(page, saving.status);
  let pages = null;
  startLive(page, { rows, changed: () => pages?.refresh(), announce: saving.status.announce });
  pages = startPages(page, problems);
  problems.start(pages.reveal);
  startSending(page.form, {
    words: page.words,
    say: saving.status.say,
    follow: pages.follow,
    leave: saving.leave,
    prepare: async () => {
      await uploads.finished();
      return saving.flush();
    },
  });
}

function startReview(sheet) {
  focusSummary(sheet);
  startSending(sheet, { words: speaker(), say: () => {} });
}
