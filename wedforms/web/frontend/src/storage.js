// What is not with the server yet, kept in this browser; a browser that keeps nothing is tolerated.

const PREFIX = "wedforms:";
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

function attempt(act) {
  try {
    return act(globalThis.localStorage);
  } catch {
    return null; // blocked, full, or switched off: the server still saves
  }
}

const keysOf = (storage, start) =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter((key) => key?.startsWith(start));

/**
 * The unsaved changes of one page of one form; `draft` is "" before the server has made one. `decimal` is what the
 * page's language writes before decimals: another language may read what was typed otherwise.
 */
export function createRecord({ form, draft, page, decimal, now = Date.now }) {
  let key = keyOf(form, draft, page);

  return {
    /** Keep these changes, or nothing more when all is saved. */
    keep(changes) {
      const nothing = Object.keys(changes.inputs).length + changes.removed.length === 0;
      attempt((storage) =>
        nothing ? storage.removeItem(key) : storage.setItem(key, JSON.stringify({ at: now(), decimal, ...changes })),
      );
    },
    /** The server made a draft: from now on the record belongs to it. */
    belongTo(made) {
      const renamed = keyOf(form, made, page);
      attempt((storage) => {
        const kept = storage.getItem(key);
        storage.removeItem(key);
        if (kept) storage.setItem(renamed, kept);
      });
      key = renamed;
    },
  };
}

const keyOf = (form, draft, page) => `${PREFIX}${form}:${draft}:${page}`;

/** Take over what earlier pages of this draft could not save, oldest first. */
export function takeLeftovers({ form, draft, now = Date.now }) {
  const found = attempt((storage) =>
    keysOf(storage, `${PREFIX}${form}:${draft}:`).map((key) => {
      const text = storage.getItem(key);
      storage.removeItem(key);
      return readRecord(text, now());
    }),
  );
  return (found ?? []).filter(Boolean).sort((one, other) => one.at - other.at);
}

function readRecord(text, time) {
  try {
    const { at, decimal, inputs, removed } = JSON.parse(text);
    if (!(time - at < KEPT_FOR) || typeof inputs !== "object" || !Array.isArray(removed)) return null;
    return { at, decimal, inputs, removed };
  } catch {
    return null;
  }
}

/** The answers were sent: this browser keeps nothing of them. */
export function forget({ form }) {
  attempt((storage) => keysOf(storage, `${PREFIX}${form}:`).forEach((key) => storage.removeItem(key)));
}

/** Hear what another tab of the same draft changes. */
export function onOtherTab({ form, draft }, listen) {
  globalThis.addEventListener?.("storage", (event) => {
    if (!event.newValue || !event.key?.startsWith(`${PREFIX}${form}:${draft()}:`)) return;
    const record = readRecord(event.newValue, Date.now());
    if (record) listen(record);
  });
}
