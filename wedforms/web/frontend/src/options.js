// Options that cannot be taken now: hidden when they come and go, said to be unavailable otherwise. Those without
// places left ([data-full]) were closed by the server, which also says why.

/** `isClosed(value)` tells what the settled answers say; `isHidden(value)` what is not even shown. */
export function closeOptions(field, { isClosed, isHidden, unavailable }) {
  for (const element of field.querySelectorAll("[data-option]")) {
    const { option, full } = element.dataset;
    const isFull = full !== undefined;
    const closed = isClosed(option);
    element.hidden = closed && isHidden(option);
    if (element instanceof HTMLOptionElement) element.disabled = (closed || isFull) && !element.selected;
    else closeChoice(element, closed || isFull, isFull ? "" : unavailable);
  }
}

function closeChoice(label, closed, unavailable) {
  const control = label.querySelector("input");
  const locked = label.closest("[data-locked]") !== null;
  // A chosen option stays: taking it away would lose the answer. The server says that it is closed.
  control.disabled = locked || (closed && !control.checked);
  if (unavailable) sayUnavailable(label, closed, unavailable);
}

function sayUnavailable(label, closed, words) {
  const said = [...label.querySelectorAll(".choice-help")].find((help) => help.textContent === words);
  if (closed && !said) {
    const help = Object.assign(document.createElement("span"), { className: "choice-help", textContent: words });
    (label.querySelector(".picture-words") ?? label).append(" ", help);
  } else if (!closed) {
    said?.remove();
  }
}
