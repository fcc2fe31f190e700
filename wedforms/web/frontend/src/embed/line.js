// The frame's line to the page around it. It speaks to one origin that the form allows, never to anybody else.

import { isAllowed, message, typeOf } from "./messages.js";

/**
 * `say(type, more)` tells the page around once its origin is known: the browser may tell it, or the page's greeting
 * does. `greeted(hello, origin)` is called for each greeting of that page.
 */
export function openLine(window, sites, { greeted }) {
  const around = window.parent;
  let origin = around === window ? "" : knownOrigin(window, sites);

  window.addEventListener("message", (event) => {
    if (around === window || event.source !== around || !isAllowed(sites, event.origin)) return;
    if (!typeOf(event.data, ["hello"])) return;
    origin = event.origin;
    greeted(event.data);
  });

  return {
    /** Whether somebody is told; false while the origin around is not known. */
    say(type, more) {
      if (origin) around.postMessage(message(type, more), origin);
      return Boolean(origin);
    },
  };
}

// Safari and Chrome name the pages around; elsewhere the first page in a frame comes from the one around it.
function knownOrigin({ location, document }, sites) {
  const told = location.ancestorOrigins?.[0] ?? originOf(document.referrer);
  return isAllowed(sites, told) ? told : "";
}

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return "";
  }
}
