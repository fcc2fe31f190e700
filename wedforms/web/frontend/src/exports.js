// The page of exports tells how far each file is, and shows the links when one is ready.

const PAUSE = 1500;
const place = document.querySelector("[data-exports]");

function isOpen(status) {
  return status === "waiting" || status === "working";
}

function tell(row, one) {
  const bar = row.querySelector("progress");
  if (!bar) return;
  bar.max = Math.max(one.total, 1);
  bar.value = one.done;
  row.querySelector("[data-words]").textContent = `${one.done} / ${one.total}`;
}

async function look() {
  const answer = await fetch(place.dataset.exports, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { exports } = await answer.json();
  for (const one of exports) {
    const row = place.querySelector(`[data-export="${one.id}"]`);
    if (!row) continue;
    if (isOpen(row.dataset.status) && !isOpen(one.status)) {
      location.reload();
      return;
    }
    tell(row, one);
  }
}

async function goOn() {
  try {
    await look();
  } finally {
    if (place.querySelector("progress")) setTimeout(goOn, PAUSE);
  }
}

if (place?.querySelector("progress")) setTimeout(goOn, PAUSE);
