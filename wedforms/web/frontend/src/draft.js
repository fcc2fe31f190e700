// The draft on the server: made at the first answer, and from then on the address of this page.

import { post } from "./network.js";

/** `start()` makes the draft once; the URLs are those of the draft as soon as there is one. */
export function createDraft(form, { onStarted }) {
  let starting = null;

  const exists = () => Boolean(form.dataset.autosaveUrl);

  async function start() {
    if (exists()) return;
    starting ??= begin().finally(() => (starting = null));
    await starting;
  }

  async function begin() {
    const { url } = await post(form, form.dataset.startUrl, {});
    form.dataset.autosaveUrl = `${url}/answers`;
    form.dataset.uploadUrl = `${url}/files/`;
    form.action = url;
    history.replaceState(history.state, "", url + location.search + location.hash);
    onStarted(token());
    form.dispatchEvent(new CustomEvent("wedforms:draft", { bubbles: true }));
  }

  const token = () => (exists() ? form.dataset.autosaveUrl.split("/").at(-2) : "");

  return { start, token };
}
