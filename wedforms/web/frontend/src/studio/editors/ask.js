// The server's word on what is being edited: it alone judges.

const known = new Map();
const MOST_KNOWN = 40;

/** The token of the page; where it is too old, that of a fresh page. */
let fresh = "";
const tokenOf = (page) => page.querySelector('[name="csrf_token"]')?.value ?? "";

async function send(address, body, headers) {
  const post = (token) => fetch(address, { method: "POST", body, headers: { ...headers, Accept: "application/json", "X-CSRFToken": token } });
  const answer = await post(fresh || tokenOf(document));
  if (answer.status !== 400) return answer;
  fresh = await freshToken();
  return fresh ? post(fresh) : answer;
}

async function freshToken() {
  const answer = await fetch("/studio/account").catch(() => null);
  if (!answer?.ok || answer.redirected) return "";
  return /name="csrf_token" value="([^"]+)"/.exec(await answer.text())?.[1] ?? "";
}

/** What the server answers to this, or null when it cannot be asked just now. */
async function json(address, body, headers = {}) {
  const answer = await send(address, body, headers).catch(() => null);
  if (!answer || answer.redirected || !answer.headers.get("Content-Type")?.startsWith("application/json")) return null;
  return { ok: answer.ok, ...(await answer.json()) };
}

/** Judge an expression: `{tree, text, kind, problems}`; with `words` also what can be written there. */
export async function judge({ definition, path, text = null, tree = null, words = false }) {
  const asked = JSON.stringify({ definition, path, words, ...(text === null ? { tree } : { text }) });
  if (known.has(asked)) return known.get(asked);
  const answer = json("/studio/expressions", asked, { "Content-Type": "application/json" });
  known.set(asked, answer);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value);
  const told = await answer;
  if (!told?.ok) known.delete(asked);
  return told?.ok ? told : null;
}

/** Keep a picture: `{name, url}`, or `{message}` in words. */
export async function keepPicture(file) {
  const body = new FormData();
  body.append("file", file);
  return json("/studio/pictures", body);
}

let settings = null;

/** What a form may be told, in groups. */
export async function settingsOfForms() {
  settings ??= fetch("/studio/form-settings", { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok && !answer.redirected ? answer.json() : null))
    .catch(() => null);
  const told = await settings;
  if (!told) settings = null;
  return told;
}
