// The one place that tells in words what happens to the answers: a live region at the foot of the form.

/** `say(words)` in the live region; `ask(words, label, act)` adds a button; `tell(words)` stays on the page. */
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

  /** Say something at the top of the form that stays until the page is left. */
  function tell(words) {
    const notice = Object.assign(document.createElement("div"), { className: "notice" });
    const title = Object.assign(document.createElement("p"), { className: "notice-title", textContent: words });
    notice.setAttribute("role", "status");
    notice.append(title);
    form.querySelector("[data-summary]").before(notice);
  }

  return { say, ask, tell };
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
