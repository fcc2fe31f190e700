// What the server draws for the canvas: it comes as a document of its own, in which no script runs.

/** The elements of these fields (none: all) by their ids. */
export function drawnFields(address, ids) {
  const query = ids.map((id) => `field=${encodeURIComponent(id)}`).join("&");
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", query ? `${address}?${query}` : address);
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve(read(request)) : reject(new Error(`${request.status}`)));
    request.onerror = reject;
    request.send();
  });
}

/** Whether there is anything to see: hidden values and the like are drawn as nothing. */
export const isSeen = (drawn) => Boolean(drawn?.textContent.trim() || drawn?.querySelector("input, img, hr"));

function read(request) {
  const found = request.response?.querySelectorAll("[data-drawn]");
  return new Map(Array.from(found ?? [], (one) => [one.dataset.drawn, one]));
}
