// The page of exports tells how far each file is, and shows the links when one is ready.

const PAUSE = 1500;
const place = document.querySelector("[data-exports]");
const told = new Map(); // by export: the step of the way that was said last

function isOpen(status) {
  return status === "waiting" || status === "working";
}

/** Say it to who listens, at the beginning and at each quarter of the way. */
function announce(row, one) {
  const step = Math.floor((4 * one.done) / Math.max(one.total, 1));
  if (told.get(one.id) === step) return;
  told.set(one.id, step);
  say(`${row.querySelector(".row-name").textContent}: ${progressOf(one)}`);
}

const progressOf = ({ done, total }) => place.dataset.progress.replace("{done}", done).replace("{total}", total);

function say(words) {
  place.querySelector("[data-said]").textContent = words;
}

function tell(row, one) {
  const bar = row.querySelector("progress");
  if (!bar) return;
  bar.max = Math.max(one.total, 1);
  bar.value = one.done;
  row.querySelector("[data-words]").textContent = progressOf(one);
  announce(row, one);
}

async function look() {
  const answer = await fetch(place.dataset.exports, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { exports } = await answer.json();
  for (const one of exports) {
    const row = place.querySelector(`[data-export="${one.id}"]`);
    if (!row) continue;
    if (isOpen(row.dataset.status) && !isOpen(one.status)) {
      location.hash = row.id;
      location.reload();
      return;
    }
    tell(row, one);
  }
}

async function goOn() {
  try {
    await look();
  } catch {
    // The server does not answer just now; it is asked again.
  } finally {
    if (place.querySelector("progress")) setTimeout(goOn, PAUSE);
  }
}

/** The file that this page was loaded again for takes the focus, which reads it out. */
function showEnded() {
  const row = location.hash && place.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
  if (!row) return;
  (row.querySelector("[data-file]") ?? row).focus();
  say(row.dataset.status === "done" ? place.dataset.ready : (row.querySelector(".problem")?.textContent ?? ""));
  history.replaceState(null, "", location.pathname + location.search);
}

if (place) showEnded();
if (place?.querySelector("progress")) setTimeout(goOn, PAUSE);
