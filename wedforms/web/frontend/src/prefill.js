// The secret of a link that fills in answers goes from the address, where it would be seen, shared and kept.

/** Keep the secret with this page of the history instead: loading the page again brings the answers again. */
export function hidePrefill({ location, history }) {
  const address = new URL(location.href);
  const secret = address.searchParams.get("prefill");
  const kept = history.state?.prefill;
  if (secret !== null) {
    address.searchParams.delete("prefill");
    history.replaceState({ ...history.state, prefill: secret }, "", address);
  } else if (kept && isFormItself(address)) {
    address.searchParams.set("prefill", kept);
    location.replace(address);
  }
}

// A draft brings its answers itself.
const isFormItself = ({ pathname }) => /^\/[ef]\/[^/]+\/[^/]+$/.test(pathname);
