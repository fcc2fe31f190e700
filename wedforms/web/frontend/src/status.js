// What happens to the answers, in words: saved or not at the foot of the form, everything else to who listens.

/**
 * `say(words)` about saving, at the foot; `announce(words)` of what was just done, for listeners only;
 * `offer(place, words, label, act)` with a button, seen after a place; `tell(words)` at the top, to stay.
 */
export function createStatus(form) {
  const region = form.querySelector("[data-status]");
  const listeners = element("p", "visually-hidden", "");
  listeners.setAttribute("role", "status");
  listeners.dataset.announcement = "";
  form.append(listeners);

  function say(words) {
    if (region.textContent !== words) region.textContent = words;
  }

  function announce(words) {
    listeners.textContent = words;
  }

  function offer(place, words, label, act) {
    const line = element("p", "offer", `${words} `);
    const button = element("button", "button button-quiet", label);
    button.type = "button";
    button.addEventListener("click", () => {
      line.remove();
      act();
    });
    line.append(button);
    form.querySelectorAll(".offer").forEach((earlier) => earlier.remove());
    place.after(line);
    announce(words);
  }

  /** Say something at the top of the form that stays until the page is left. */
  function tell(words) {
    const notice = element("div", "notice", "");
    notice.append(element("p", "notice-title", words));
    form.querySelector("[data-summary]").before(notice);
    announce(words);
  }

  return { say, announce, offer, tell };
}

const element = (name, className, textContent) =>
  Object.assign(document.createElement(name), { className, textContent });

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
