// The store's way to the server: what is pending goes out in order, and what others did comes in.

const POLL = 4_000;
const SLOW = 5_000;
/** A server that says nothing for so long will not: the batch goes out again, and is done once. */
const SILENT = 20_000;
const RETRY = [1_000, 2_000, 5_000, 10_000, 20_000];
const PAUSE = 300;
/** Browsers let no more than 64 kB outlive a page. */
const MOST_KEPT_ALIVE = 60_000;

/** Keep the store and the server together; returns `flush`, and `stop` for tests. */
export function startSync(store, { addresses, token, ask = fetch, timers = globalThis }) {
  let running = null;
  let tries = 0;
  let later = 0;
  let csrf = token;

  const flush = () => (running ??= run().finally(() => (running = null)));

  async function run() {
    while (store.pending.length) {
      const slow = timers.setTimeout(() => state("slow"), SLOW);
      state("saving");
      const outcome = await attempt();
      timers.clearTimeout(slow);
      if (outcome === "again") continue;
      if (outcome === "wait") return retry();
      if (outcome === "stop") return undefined;
      tries = 0;
    }
    if (store.saved.state !== "saved") state("saved");
    return undefined;
  }

  /** Send what is pending once; says what to do then. */
  async function attempt() {
    const batch = store.take();
    let answer;
    try {
      answer = await post({ revision: store.revision, ...batch });
    } catch {
      store.failed();
      state(navigator.onLine === false ? "offline" : "trouble");
      return "wait";
    }
    return settle(answer);
  }

  async function settle(answer) {
    if (answer.ok) {
      const body = await answer.json();
      csrf = body.token;
      const isAlone = body.revision <= store.revision + 1; // a batch makes one revision
      store.arrived(body);
      if (!isAlone) store.tell({ others: body });
      return "done";
    }
    if (answer.status === 422 || answer.status === 409) {
      const body = await answer.json();
      if ("at" in body) {
        store.stopped(body);
        return "again";
      }
    }
    store.failed();
    if (answer.type === "opaqueredirect" || answer.status === 401) return ended("signed_out");
    if (answer.status === 404 || answer.status === 403) return ended("gone");
    if (answer.status === 400 && tries === 0) await poll();
    state("trouble");
    return "wait";
  }

  function ended(why) {
    state(why);
    retryIn(POLL);
    return "stop";
  }

  function post(said) {
    const body = JSON.stringify(said);
    return ask(addresses.save, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf },
      body,
      signal: AbortSignal.timeout(SILENT),
      // What is on its way when somebody leaves the page arrives all the same.
      keepalive: new TextEncoder().encode(body).length < MOST_KEPT_ALIVE,
    });
  }

  function retry() {
    retryIn(RETRY[Math.min(tries, RETRY.length - 1)]);
    tries += 1;
  }

  function retryIn(milliseconds) {
    timers.clearTimeout(later);
    later = timers.setTimeout(() => void flush(), milliseconds);
  }

  /** Ask what others did; while something of ours is on its way, its answer tells. */
  async function poll() {
    try {
      const answer = await ask(`${addresses.changes}?since=${store.revision}`, { redirect: "manual" });
      if (!answer.ok) return;
      const body = await answer.json();
      csrf = body.token;
      if (store.isSending) return;
      if (store.batch) return void flush(); // the server is back, and knows what of it is ours
      if (body.revision <= store.revision) return;
      store.receive(body);
      store.tell({ others: body });
    } catch {
      // The next one may come through.
    }
  }

  function state(name) {
    store.saved = { state: name, at: name === "saved" ? new Date() : store.saved.at };
    store.tell({ saved: name });
  }

  store.addEventListener("change", ({ detail }) => {
    if (!detail.operation && !detail.settled) return;
    timers.clearTimeout(later);
    // Where nothing is to be sent, somebody chose what another one said: it is fetched.
    later = timers.setTimeout(() => void (store.pending.length ? flush() : poll()), PAUSE);
  });

  return { flush, poll, every: POLL };
}
