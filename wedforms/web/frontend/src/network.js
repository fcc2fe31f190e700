// Talking to the server: JSON with the page's token in the body, and a new token when the old one is too old.

const SLOW = 20_000;

/** The server said no for good: trying the same again is useless. */
export class Refused extends Error {
  constructor(status, answer) {
    super(`The server answered ${status}`);
    this.final = true;
    this.status = status;
    this.answer = answer;
  }
}

const again = (status) => status >= 500 || status === 429 || status === 408;

/** POST JSON as this page; resolves to the answer, rejects with `Refused` or with a failure worth another try. */
export async function post(form, url, body) {
  const answer = await postOnce(form, url, body);
  if (!answer.token_expired) return answer;
  form.elements._token.value = answer.token;
  return postOnce(form, url, body);
}

async function postOnce(form, url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang },
    body: JSON.stringify({ ...body, _token: form.elements._token.value }),
    credentials: "omit",
    keepalive: document.visibilityState === "hidden",
    signal: AbortSignal.timeout(SLOW),
  });
  if (response.redirected) throw new Refused(response.status, {}); // an answer for people: nothing was saved
  const answer = await response.json().catch(() => ({}));
  if (response.ok || answer.token_expired) return answer;
  if (again(response.status)) throw new Error(`The server answered ${response.status}`);
  throw new Refused(response.status, answer);
}
