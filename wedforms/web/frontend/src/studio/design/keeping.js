// What is not with the server yet outlasts the page: a reload, a way back, a connection that comes later.
// Every operation may be repeated, so one that arrived after all does no harm.

/** Keep what is pending in this tab under a name, and do again what an earlier page of the tab left. */
export function keepPending(store, { name, storage }) {
  const kept = attempt(() => JSON.parse(storage().getItem(name) ?? "[]")) ?? [];
  store.addEventListener("change", () => attempt(() => write(storage(), name, store.pending)));
  if (Array.isArray(kept) && kept.length) store.resume(kept);
}

function write(storage, name, pending) {
  if (pending.length) storage.setItem(name, JSON.stringify(pending));
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
