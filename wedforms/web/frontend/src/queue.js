// What still has to reach the server: collected field by field, sent together, tried again when it fails.

const QUIET = 800; // wait for a pause in typing before saving
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

/** The wait before the next try: doubling up to half a minute, spread so that phones do not come back at once. */
export function retryDelay(failures, random = Math.random) {
  const full = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (0.75 + random() / 2));
}

/**
 * A queue of changes `{inputs: {name: [values]}, removed: [row names]}`.
 *
 * `send(changes)` resolves when the server has them, rejects with `{final: true}` when trying again is useless;
 * `tell(state)` hears "waiting", "saving", "saved", "failing" or "refused"; `keep(changes)` holds what is not saved.
 */
export function createQueue({ send, tell, keep, timers = globalThis, random = Math.random }) {
  let waiting = { inputs: {}, removed: [] };
  let flying = null; // the promise of the attempt under way
  let sent = null; // the changes of that attempt
  let timer = null;
  let failures = 0;

  const unsaved = () => merge(sent ?? { inputs: {}, removed: [] }, waiting);
  const isEmpty = () => !flying && empty(waiting);

  function schedule(delay) {
    timers.clearTimeout(timer);
    timer = timers.setTimeout(() => void flush(), delay);
  }

  function add(changes) {
    waiting = merge(waiting, changes);
    keep(unsaved());
    tell("waiting");
    schedule(failures ? retryDelay(failures, random) : QUIET);
  }

  /** Save now what waits; resolves to whether everything is with the server. */
  async function flush() {
    timers.clearTimeout(timer);
    while (flying || !empty(waiting)) {
      if (!(await (flying ?? attempt()))) return false;
    }
    return true;
  }

  function attempt() {
    sent = waiting;
    waiting = { inputs: {}, removed: [] };
    tell("saving");
    flying = send(sent).then(succeeded, failed);
    return flying;
  }

  function succeeded() {
    settleAttempt();
    failures = 0;
    keep(unsaved());
    if (empty(waiting)) tell("saved");
    return true;
  }

  function failed(reason) {
    waiting = unsaved();
    settleAttempt();
    failures += 1;
    tell(reason?.final ? "refused" : "failing", reason);
    if (!reason?.final) schedule(retryDelay(failures, random));
    return false;
  }

  function settleAttempt() {
    flying = null;
    sent = null;
  }

  /** Somebody else has written these inputs since: what waits for them here is out of date. */
  function yieldTo(names) {
    const kept = Object.entries(waiting.inputs).filter(([name]) => !names.includes(name));
    waiting = { inputs: Object.fromEntries(kept), removed: waiting.removed };
    keep(unsaved());
  }

  return { add, flush, isEmpty, unsaved, yieldTo };
}

const empty = (changes) => Object.keys(changes.inputs).length + changes.removed.length === 0;

/** Later changes over earlier ones; what a later removal takes away is not sent any more. */
export function merge(earlier, later) {
  const gone = (name) => later.removed.some((row) => name.startsWith(`${row}-`));
  const kept = Object.entries(earlier.inputs).filter(([name]) => !gone(name));
  return {
    inputs: { ...Object.fromEntries(kept), ...later.inputs },
    removed: [...new Set([...earlier.removed, ...later.removed])],
  };
}
