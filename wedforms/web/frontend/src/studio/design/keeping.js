// What is not with the server yet outlasts the page: a reload, a way back, a connection that comes later.
// A batch that was on its way keeps its id, so one that arrived after all is not done again.

/** Keep what is pending in this tab under a name, and do again what an earlier page of the tab left. */
export function keepPending(store, { name, storage }) {
  const kept = attempt(() => JSON.parse(storage().getItem(name)));
  store.addEventListener("change", () => attempt(() => write(storage(), name, store)));
  if (Array.isArray(kept?.operations) && kept.operations.length) store.resume({ operations: kept.operations, batch: kept.batch ?? null });
}

function write(storage, name, { pending, batch }) {
  if (pending.length) storage.setItem(name, JSON.stringify({ operations: pending, batch }));
  else storage.removeItem(name);
}

/** A browser that keeps nothing, or no more, is no reason not to work. */
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}
