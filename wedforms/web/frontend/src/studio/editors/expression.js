// An expression: a condition by menus where menus can say it, and any formula as text.

import { html, nothing } from "lit";

import { Waiting } from "../part.js";
import { judge } from "./ask.js";
import { conditionRows } from "./conditionrows.js";
import { beginningRow, rowsOf, subjectsOf, treeOf } from "./conditions.js";
import { Editor } from "./editor.js";
import { formula, offer } from "./formula.js";
import { SENTENCES, say } from "./words.js";

const TYPING = 250;
const ELSEWHERE = 500;

class Expression extends Editor {
  static properties = {
    ...Editor.properties,
    mode: { state: true },
    joined: { state: true },
    typed: { state: true },
    proof: { state: true },
    words: { state: true },
    offered: { state: true },
    isSilent: { state: true },
  };

  constructor() {
    super();
    this.mode = null;
    this.joined = { join: "all", rows: [] };
    this.typed = "";
    this.proof = null;
    this.unreadable = new Set();
    this.turn = 0;
    this.waiting = new Waiting(this);
  }

  /** Whether what is offered is about the form as it is now. */
  get isSettled() {
    return this.skeleton === this.heardOf && !this.pending;
  }

  get isCondition() {
    return this.words ? this.words.expects.length === 1 && this.words.expects[0] === "boolean" : this.input?.kind === "condition";
  }

  get subjects() {
    return this.words ? (this.known ??= subjectsOf(this.words)) : [];
  }

  /** What the condition decides, and what holds without one. */
  get sentences() {
    return SENTENCES[this.path.split(".").at(-1)] ?? [this.label ?? "", ""];
  }

  get sentence() {
    return this.sentences[0];
  }

  /** Faults of what stands here, else what the server told of the draft as a whole. */
  get shownProblems() {
    if (this.proof?.problems.length) return this.proof.problems;
    return this.pending ? [] : (this.problems ?? []).map((one) => ({ message: one.message, start: 0, end: 0 }));
  }

  willUpdate(changedOnes) {
    if (changedOnes.has("context") || changedOnes.has("name")) this.lookAgain();
    if (changedOnes.has("value") && !same(this.value, this.said)) {
      this.said = this.value ?? null;
      this.mode = null;
      void this.look();
    }
  }

  /** The form around may have changed: what can be written, and whether this is still right. */
  lookAgain() {
    const skeleton = JSON.stringify([this.path, this.context?.definition ?? null]);
    if (skeleton === this.skeleton) return;
    const isFirst = this.skeleton === undefined;
    this.skeleton = skeleton;
    if (isFirst) void this.look();
    else this.lookLater();
  }

  lookLater() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.look(), ELSEWHERE);
  }

  /** Ask the server what stands here and what can be written. */
  async look() {
    const value = this.value ?? null;
    const asked = typeof value === "string" ? { text: value } : { tree: value };
    const turn = (this.turn += 1);
    const { skeleton } = this;
    const told = await judge({ definition: this.context?.definition ?? {}, path: this.path, words: true, ...asked });
    if (turn !== this.turn) return;
    this.heardOf = skeleton;
    this.isSilent = told === null;
    if (told) this.heard(told, value);
  }

  heard(told, value) {
    this.words = told.words;
    this.known = null;
    if (this.pending || this.offered) return;
    this.proof = { text: told.text, kind: told.kind, problems: told.problems, tree: told.tree };
    if (this.mode === null || this.mode === "menus") this.showIn(value);
    if (this.mode === "text" && !this.querySelector("textarea")?.matches(":focus")) this.typed = told.text;
  }

  /** Menus where they can say it all; else the text. */
  showIn(value) {
    const rows = this.isCondition && typeof value !== "string" ? rowsOf(value, this.subjects) : null;
    if (this.mode === "menus" && treeOf(this.joined, this.subjects) === undefined) return;
    if (rows) this.joined = rows;
    this.mode = rows ? "menus" : "text";
    if (!rows) this.typed = this.proof.text;
  }

  rowsChanged(joined) {
    this.joined = joined;
    const tree = treeOf(joined, this.subjects);
    if (tree === undefined) return;
    this.said = tree;
    this.emit(tree);
    void this.look();
  }

  async rowAdded() {
    const number = this.joined.rows.length + 1;
    const first = this.subjects[0];
    this.joined = { ...this.joined, rows: [...this.joined.rows, first ? { ...beginningRow(first), subject: "" } : null].filter(Boolean) };
    this.announce(say("condition_added", { number }));
    await this.focusOn(`[data-question="${number - 1}"]`);
  }

  rowRemoved(rows, at) {
    this.unreadable.clear();
    this.rowsChanged({ ...this.joined, rows });
    this.announce(say("condition_removed"));
    void this.focusOn(rows.length ? `[data-question="${Math.min(at, rows.length - 1)}"]` : "[data-add]");
  }

  readable(at, isReadable) {
    if (isReadable) this.unreadable.delete(at);
    else this.unreadable.add(at);
    this.requestUpdate();
  }

  /** Something was typed: offered at once, judged a moment later. */
  typedText(area, { quiet = false } = {}) {
    this.typed = area.value;
    this.pending = true;
    this.waiting.begin();
    if (!quiet) offer(this, area);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), TYPING);
  }

  commit() {
    this.left();
  }

  left() {
    this.offered = null;
    if (!this.pending) return;
    clearTimeout(this.timer);
    void this.settle();
  }

  /** Judge what was typed, and say it: as a tree where it is one, else as it stands. */
  async settle() {
    const text = this.typed;
    const { skeleton } = this;
    const told = await judge({ definition: this.context?.definition ?? {}, path: this.path, text, words: true });
    if (text !== this.typed) return;
    this.pending = false;
    this.waiting.end();
    // A look that is still on its way is about what stood here before.
    this.turn += 1;
    this.heardOf = skeleton;
    if (skeleton !== this.skeleton) this.lookLater();
    this.isSilent = told === null;
    if (told) {
      this.words = told.words;
      this.known = null;
      this.proof = told;
    }
    const value = told && (told.tree !== null || !told.problems.length) ? told.tree : text;
    if (same(value, this.said)) return;
    this.said = value;
    this.emit(value);
  }

  disconnectedCallback() {
    clearTimeout(this.later);
    if (this.pending) {
      clearTimeout(this.timer);
      this.waiting.end();
      this.emit(this.typed.trim() || null);
    }
    super.disconnectedCallback();
  }

  async write() {
    this.typed = this.proof?.text ?? "";
    this.mode = "text";
    await this.focusOn("textarea");
  }

  async choose() {
    this.joined = rowsOf(this.said, this.subjects);
    this.mode = "menus";
    await this.focusOn(this.joined.rows.length ? '[data-question="0"]' : "[data-add]");
  }

  render() {
    return html`<fieldset class="editor expression">
      <legend class="label">${this.label}</legend>
      ${this.isSilent ? html`<p class="warning">${say("server_silent")}</p>` : nothing}
      ${this.mode === "menus" ? this.menus() : this.mode === "text" || this.isSilent ? this.text() : html`<p class="help">${say("settings_loading")}</p>`}
      ${this.voice()}
    </fieldset>`;
  }

  menus() {
    const { rows } = this.joined;
    return html`${rows.length || !this.sentences[1] ? nothing : html`<p class="help">${this.sentences[1]}</p>`} ${conditionRows(this)}
      ${this.shownProblems.map((one) => html`<p class="problem">${one.message}</p>`)}
      <p class="editor-acts">
        <button class="button button-quiet" type="button" data-add ?disabled=${!this.subjects.length} @click=${() => this.rowAdded()}>
          ${rows.length ? say("add_condition") : (this.sentences[2] ?? say("add_first_condition"))}
        </button>
        <button class="button button-quiet" type="button" @click=${() => this.write()}>${say("as_text")}</button>
      </p>`;
  }

  text() {
    const canShow = this.isCondition && !this.pending && typeof this.said !== "string" && rowsOf(this.said ?? null, this.subjects) !== null;
    const isBeyond = this.isCondition && !canShow && !this.pending && !this.proof?.problems.length && this.typed;
    return html`${this.isCondition && !this.typed ? html`<p class="help">${this.sentences[1]}</p>` : nothing}
      ${isBeyond ? html`<p class="help">${say("text_only")}</p>` : nothing} ${formula(this)}
      ${canShow
        ? html`<p class="editor-acts"><button class="button button-quiet" type="button" @click=${() => this.choose()}>${say("as_menus")}</button></p>`
        : nothing}`;
  }
}

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

customElements.define("wf-expression", Expression);
