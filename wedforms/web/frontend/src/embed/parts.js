// The pieces that the element is made of.

const SANDBOX = [
  "allow-scripts", "allow-forms", "allow-same-origin", // its origin stays ours, so both sides can check the other
  "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads", // privacy notice, own address, the sealed PDF
].join(" ");

/** A new element with these properties and children. */
export function make(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The frame, not loaded yet. */
export function makeFrame(title) {
  const frame = make("iframe", { title, referrerPolicy: "strict-origin" });
  frame.setAttribute("sandbox", SANDBOX);
  return frame;
}

/** What is said when the form does not show, with the way to it. */
export function makeTold(words, address) {
  const link = make("a", { href: address, target: "_blank", rel: "noopener" }, words.tab);
  const told = make("p", { className: "told", hidden: true }, `${words.away} `, link);
  told.setAttribute("role", "status");
  return told;
}

/** The dialog of a pop-up with its way out. */
export function makeDialog(words, title, onClose, ...children) {
  const close = make("button", { type: "button" }, "×");
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", onClose);
  const dialog = make("dialog", {}, make("div", { className: "top" }, close), ...children);
  dialog.setAttribute("aria-label", title);
  return dialog;
}

/** Keep the page behind from scrolling; returns how to let it scroll again. */
export function lockScroll() {
  const { style, clientWidth } = document.documentElement;
  const before = ["overflow", "padding-right"].map((name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)]);
  style.setProperty("padding-right", `${innerWidth - clientWidth}px`);
  style.setProperty("overflow", "hidden", "important");
  return () => before.forEach(([name, value, priority]) => style.setProperty(name, value, priority));
}
