// Two people changed the same thing at the same time: both values are shown, and one is chosen.

import { html, nothing } from "lit";

import { Part, Watch } from "../part.js";

class Conflict extends Part {
  static properties = { store: {} };

  constructor() {
    super();
    new Watch(this);
  }

  render() {
    const { store } = this;
    const [conflict] = store.conflicts;
    if (!conflict) return nothing;
    const { operation, theirs } = conflict;
    const field = store.draft.fields.get(operation.field);
    const choice = (words, value, mine) =>
      html`<button class="conflict-choice" type="button" @click=${() => this.settle(conflict, mine)}>
        <span class="conflict-whose">${store.say(words)}</span><span class="conflict-value">${inWords(store, value)}</span>
      </button>`;
    return html`<dialog class="conflict" aria-labelledby="conflict-title" @cancel=${(event) => event.preventDefault()}>
      <h2 class="panel-title" id="conflict-title">${store.say("changed_by_other")}</h2>
      <p>${field ? store.nameOf(field) : store.say("change_form")}: ${titleOf(store, field, operation.name)}</p>
      <p>${store.say("changed_by_other_more")}</p>
      <div class="conflict-choices">${choice("mine", operation.value, true)} ${choice("theirs", theirs, false)}</div>
    </dialog>`;
  }

  updated() {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  settle(conflict, mine) {
    this.querySelector("dialog").close();
    this.store.settle(conflict, { mine });
  }
}

function inWords(store, value) {
  if (value === null || value === "") return store.say("nothing");
  if (typeof value === "boolean") return store.say(value ? "yes" : "no");
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value, null, 1);
}

function titleOf(store, field, name) {
  const last = name.split(".").at(-1);
  const known = field ? [...store.type(field).keys, ...store.type(field).settings] : store.palette.settings;
  return known.find((one) => one.name === last)?.title ?? last;
}

customElements.define("wf-conflict", Conflict);
