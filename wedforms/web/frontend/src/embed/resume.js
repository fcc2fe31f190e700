// A frame has no address of its own that loading the site again would find: this tab remembers its draft.

const name = (path) => `wedforms-draft:${path}`;

function attempt(act) {
  try {
    return act(globalThis.sessionStorage);
  } catch {
    return null; // blocked: then a draft is found by the address that “finish later” shows
  }
}

/** Go on with the draft that this tab began in the frame at this address, unless a fresh form is asked for. */
export function resume({ location, history }, home) {
  const address = new URL(location.href);
  if (address.searchParams.has("anew")) {
    address.searchParams.delete("anew");
    history.replaceState(history.state, "", address);
    forget(home);
    return;
  }
  if (location.pathname !== home || new URLSearchParams(location.search).has("prefill")) return;
  const draft = attempt((storage) => storage.getItem(name(home)));
  if (draft?.startsWith(`${home}/d/`)) location.replace(draft);
}

/** Remember the draft that is being filled in. */
export function remember({ location }, home) {
  const isDraft = location.pathname.startsWith(`${home}/d/`) && document.getElementById("wedforms-form");
  if (isDraft) attempt((storage) => storage.setItem(name(home), location.pathname));
}

/** The answers were sent, or the draft is gone. */
export const forget = (home) => attempt((storage) => storage.removeItem(name(home)));
