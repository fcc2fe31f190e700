// Autosave: every change goes to this browser's storage at once and to the server a moment later, field by field.

import { createBase } from "./base.js";
import { createDraft } from "./draft.js";
import { changesBetween, readInputs, writeInput } from "./inputs.js";
import { post } from "./network.js";
import { createQueue } from "./queue.js";
import { retold } from "./retelling.js";
import { createStatus, watchConnection } from "./status.js";
import { createRecord, onOtherTab, takeLeftovers } from "./storage.js";

/** A name that no other page has; not `randomUUID`, which pages without TLS and older phones do not have. */
function ownName() {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}

/** Keep everything that is typed; returns what other behaviours need: the draft, the status, `flush` and `settle`. */
export function startSaving(page, { rows }) {
  const { form, words } = page;
  if ("preview" in form.dataset) return keepNothing(form, words("preview"), { takesFiles: true });
  if (!form.dataset.startUrl && !form.dataset.autosaveUrl) return keepNothing(form, "", { takesFiles: false });
  const status = createStatus(form);
  const identity = { form: formIdentity(form) };
  const draft = createDraft(form, { onStarted: begin });
  const record = createRecord({ ...identity, draft: draft.token(), page: ownName(), decimal: page.decimal });
  let known = readInputs(form);
  const base = createBase(form.elements._base ?? {}, known);

  function begin(token) {
    record.belongTo(token);
    base.begin();
  }

  const queue = createQueue({
    send: async (changes) => {
      await draft.start();
      await post(form, form.dataset.autosaveUrl, changes);
      base.saved(changes);
    },
    tell: (state, reason) => tell(page, status, state, reason),
    keep: (changes) => {
      record.keep(changes);
      guardLeaving(!queue.isEmpty());
    },
  });

  function notice() {
    const now = readInputs(form);
    const changes = changesBetween(known, now);
    known = now;
    if (Object.keys(changes.inputs).length + changes.removed.length) queue.add(changes);
  }

  /** The changes of another page as this one would have them, once it has their rows. */
  function hear(record) {
    rows.follow(record);
    return retold(record, { form, decimal: page.decimal });
  }

  /** Bring changes from elsewhere into the page without touching what is being typed. */
  function apply(changes) {
    const active = document.activeElement?.name;
    const names = Object.keys(changes.inputs).filter((name) => name !== active);
    const changed = names.filter((name) => writeInput(form, name, changes.inputs[name]));
    if (changed.length) form.dispatchEvent(new CustomEvent("wedforms:written"));
    return changed.length + changes.removed.length > 0;
  }

  function restore() {
    const leftovers = takeLeftovers({ ...identity, draft: draft.token() });
    if (!leftovers.map(hear).map(apply).some(Boolean)) return;
    status.tell(words("restored"));
    notice();
  }

  form.addEventListener("input", notice);
  form.addEventListener("change", notice);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void queue.flush();
  });
  watchConnection(form, { back: () => void queue.flush() });
  onOtherTab({ ...identity, draft: draft.token }, (record) => {
    const changes = hear(record);
    if (!apply(changes)) return;
    queue.yieldTo(Object.keys(changes.inputs));
    base.saved(changes); // the other window sends them
    known = readInputs(form);
    status.say(words("elsewhere"));
  });
  const { savedAt } = form.querySelector("[data-status]").dataset;
  if (savedAt) status.say(savedWords(page, new Date(savedAt)));
  restore();

  return { draft, status, flush: queue.flush, isSaved: queue.isEmpty, leave: () => guardLeaving(false), identity, takesFiles: true };
}

/**
 * A supplier looks at a draft, or corrects what was sent: everything works, but nothing that is typed goes anywhere on
 * its own. Files that are not taken here go with the form.
 */
function keepNothing(form, said, { takesFiles }) {
  const status = createStatus(form);
  if (said) status.say(said);
  const start = () => Promise.reject(new Error("this page has no draft"));
  const nothing = () => {};
  return {
    draft: { start, token: () => "" },
    status,
    flush: async () => true,
    isSaved: () => true,
    leave: nothing,
    identity: { form: formIdentity(form) },
    takesFiles,
  };
}

/** What tells one form's records from another's: the organization and the form, not the person's own link. */
export function formIdentity(form) {
  return form.dataset.form || new URL(form.dataset.startUrl || form.action, location.href).pathname;
}

function tell(page, status, state, reason) {
  page.form.dataset.saving = state;
  if (state === "saved") {
    status.say(savedWords(page, new Date()));
  } else if (state === "failing") {
    status.say(page.words(navigator.onLine ? "failing" : "offline"));
  } else if (state === "refused") {
    status.say(reason.answer?.message ?? page.words("refused"));
  }
}

/** When it was saved, by the clock of whoever reads it. */
function savedWords(page, at) {
  const time = new Intl.DateTimeFormat(page.locale, { timeStyle: "short", numberingSystem: "latn" }).format(at);
  return page.words("saved", { time });
}

// A page with this listener is not kept by the browser's back button, so it is there only while something is unsaved.
const warn = (event) => event.preventDefault();

function guardLeaving(unsaved) {
  if (unsaved) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}
