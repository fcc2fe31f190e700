// The one place that tells in words what happens to the answers: a live region at the foot of the form.

/** `say(words)` in the live region; `ask(words, label, act)` adds a button beside them. */
export function createStatus(form) {
  const region = form.querySelector("[data-status]");

  function say(words) {
    if (region.textContent !== words) region.textContent = words;
  }

  function ask(words, label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = label;
    button.addEventListener("click", act, { once: true });
    region.replaceChildren(`${words} `, button);
  }

  return { say, ask };
}

/** Show or hide the words for a lost connection as the browser notices it. */
export function watchConnection(form, { back }) {
  const notice = form.querySelector("[data-offline]");
  const show = () => {
    if (notice) notice.hidden = navigator.onLine;
  };
  addEventListener("offline", show);
  addEventListener("online", () => {
    show();
    back();
  });
  show();
}
