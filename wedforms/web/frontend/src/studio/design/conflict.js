// Two people changed the same thing at the same time: both values are shown, and one is chosen.

import { html, nothing } from "lit";
import { until } from "lit/directives/until.js";

import { judge } from "../editors/ask.js";
import { Part, Watch } from "../part.js";
import { inWords, isTree } from "./saying.js";

class Conflict extends Part {
  static properties = { store: {}, tell: {}, left: {} };

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
    const input = inputOf(store, field, operation.name);
    const choice = (words, value, mine) =>
      html`<button class="conflict-choice" type="button" @click=${() => this.settle(conflict, mine)}>
        <span class="conflict-whose">${store.say(words)}</span> <span class="conflict-value" dir="auto">${this.said(value, input)}</span>
      </button>`;
    // Somebody may be in the middle of a word: the focus comes to the heading, where no key of theirs chooses.
    return html`<dialog
      class="conflict"
      role="alertdialog"
      aria-labelledby="conflict-title"
      aria-describedby="conflict-what conflict-more"
      @cancel=${(event) => event.preventDefault()}
      @close=${() => this.requestUpdate()}
    >
      <h2 class="panel-title" id="conflict-title" tabindex="-1" autofocus>${store.say("changed_by_other")}</h2>
      <p id="conflict-what">${field ? store.nameOf(field) : store.say("change_form")}: ${input?.title ?? operation.name}</p>
      <p id="conflict-more">${store.say("changed_by_other_more")}</p>
      <div class="conflict-choices">${choice("mine", operation.value, true)} ${choice("theirs", theirs, false)}</div>
    </dialog>`;
  }

  said(value, input) {
    const { store } = this;
    const words = (one) => inWords(one, { input, say: (name) => store.say(name), currency: store.draft.facts.settings?.currency ?? "GBP" });
    if (!isTree(input) || !value || typeof value !== "object") return words(value);
    const { definition, path } = store.context(store.draft.fields.get(store.conflicts[0].operation.field));
    return until(judge({ definition, path, tree: value }).then((told) => told?.text ?? words(value)), "…");
  }

  /** Open as long as something is to be chosen, whatever closed it. */
  updated() {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open) return;
    dialog.showModal();
  }

  async settle(conflict, mine) {
    this.querySelector("dialog").close();
    this.store.settle(conflict, { mine });
    this.tell(this.store.say(mine ? "mine_stands" : "theirs_stands"));
    await this.updateComplete;
    if (!this.store.conflicts.length) this.left();
  }
}

/** The input, as the palette tells it, of what a field (none: the form) says under this name. */
function inputOf(store, field, name) {
  const last = name.split(".").at(-1);
  const known = field ? [...store.type(field).keys, ...store.type(field).settings] : store.palette.settings;
  return known.find((one) => one.name === last) ?? (field ? null : { name: last, title: store.words[FORM_WORDS[name]] });
}

/** What the form itself says, beside its settings. */
const FORM_WORDS = { name: "form_name", description: "description", locale: "own_language", rules: "rules", tables: "tables" };

customElements.define("wf-conflict", Conflict);
