// Whether the day that was just chosen is taken: said under the question, softly; nothing is refused.

/** Look each chosen day up where the page says so; without an answer nothing is said. */
export function startBusy(form) {
  const address = form.dataset.busyUrl;
  if (!address) return;
  for (const line of form.querySelectorAll("[data-busy]")) watch(line, address);
}

function watch(line, address) {
  const input = line.closest("[data-field]")?.querySelector('input[type="date"]');
  if (!input) return;
  let asked = 0;
  const look = async () => {
    const turn = ++asked;
    const words = input.value ? await wordsFor(address, input.value) : "";
    if (turn !== asked) return;
    line.textContent = words;
    line.classList.toggle("warning", Boolean(words));
  };
  input.addEventListener("change", look);
  if (input.value) look();
}

async function wordsFor(address, day) {
  try {
    const url = new URL(address, location.href);
    url.searchParams.set("day", day);
    const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "omit" });
    return response.ok ? ((await response.json()).words ?? "") : "";
  } catch {
    return ""; // no network: the thank-you page says it
  }
}
