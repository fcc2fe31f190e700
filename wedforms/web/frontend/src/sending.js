// Sending once: what is unsaved goes first, the button says so, and a second click does nothing.

const PATIENCE = 8_000;
const SLOW = 4_000;

/** Guard every submit of a form. `follow(action)` may do it here; `prepare()` says whether the server has everything. */
export function startSending(form, { words, say, follow = () => false, prepare = async () => true, leave = () => {} }) {
  let state = "ready"; // ready → preparing → prepared → sent
  let calm = () => {};

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (state === "sent" || state === "preparing") return event.preventDefault();
    if (state === "prepared") return send();
    event.preventDefault();
    if (follow(button?.value)) return undefined;
    return void prepareAndSend(button);
  });

  async function prepareAndSend(button) {
    state = "preparing";
    calm = busy(button, words("sending"), () => say(words("slow")));
    if (await within(prepare(), PATIENCE)) {
      state = "prepared";
      setTimeout(() => form.requestSubmit(button)); // a form ignores it while its submit event is still going on
      return;
    }
    state = "ready";
    calm();
    if (form.dataset.saving !== "refused") say(words("unsent")); // else it was said already why
  }

  function send() {
    state = "sent";
    leave();
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return; // back with the browser's button: it may be sent again
      state = "ready";
      calm();
    });
  }
}

// The button keeps its value in the body, so it is not disabled but says that it is.
function busy(button, said, tooLong) {
  const visible = button?.matches(".visually-hidden") ? null : button;
  const before = visible?.textContent;
  if (visible) {
    visible.setAttribute("aria-disabled", "true");
    visible.textContent = said;
  }
  const timer = setTimeout(tooLong, SLOW);
  return () => {
    clearTimeout(timer);
    if (!visible) return;
    visible.removeAttribute("aria-disabled");
    visible.textContent = before;
  };
}

const within = (promise, time) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, time, false))]);
