// Rich text: a few tags, safe links, and answers put in. Whatever is pasted becomes what the schema knows.

import { html, nothing } from "lit";
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark, wrapIn, lift } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

import { Waiting } from "../part.js";
import { judge } from "./ask.js";
import { Editor } from "./editor.js";
import { isSafeLink, read, schema, withMerges, write } from "./richschema.js";
import { addColumn, addRow, insertTable, placeInTable, removeColumn, removeRow } from "./richtable.js";
import { say } from "./words.js";

const PAUSE = 400;
const { nodes, marks } = schema;

const hasMark = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
};
const isInside = (type, attrs = {}) => (state) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === type && Object.entries(attrs).every(([name, value]) => node.attrs[name] === value)) return true;
  }
  return false;
};
const asBlock = (type, attrs) => (state, dispatch) =>
  isInside(type, attrs)(state) ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(type, attrs)(state, dispatch);
const asList = (type) => (state, dispatch) =>
  isInside(type)(state) ? liftListItem(nodes.list_item)(state, dispatch) : wrapInList(type)(state, dispatch);
const asQuote = (state, dispatch) => (isInside(nodes.blockquote)(state) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch));

/** The buttons: name, sign, what they do, and whether they are pressed. */
const TOOLS = [
  { name: "bold", sign: "B", act: toggleMark(marks.strong), is: hasMark(marks.strong) },
  { name: "italic", sign: "I", act: toggleMark(marks.em), is: hasMark(marks.em) },
  { name: "underline", sign: "U", act: toggleMark(marks.underline), is: hasMark(marks.underline) },
  { name: "h2", sign: "H", act: asBlock(nodes.heading, { level: 2 }), is: isInside(nodes.heading, { level: 2 }) },
  { name: "h3", sign: "h", act: asBlock(nodes.heading, { level: 3 }), is: isInside(nodes.heading, { level: 3 }) },
  { name: "list", sign: "•", act: asList(nodes.bullet_list), is: isInside(nodes.bullet_list) },
  { name: "numbers", sign: "", act: asList(nodes.ordered_list), is: isInside(nodes.ordered_list) },
  { name: "quote", sign: "”", act: asQuote, is: isInside(nodes.blockquote) },
  { name: "link", sign: "↗", asks: true, is: hasMark(marks.link) },
  { name: "table", sign: "▦", act: insertTable },
  { name: "undo", sign: "↶", act: undo },
  { name: "redo", sign: "↷", act: redo },
];
const TABLE_TOOLS = [
  { name: "row", act: addRow },
  { name: "column", act: addColumn },
  { name: "row_remove", act: removeRow },
  { name: "column_remove", act: removeColumn },
];

const breakLine = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});
const KEYS = {
  "Mod-b": toggleMark(marks.strong),
  "Mod-i": toggleMark(marks.em),
  "Mod-u": toggleMark(marks.underline),
  "Mod-z": undo,
  "Mod-y": redo,
  "Mod-Shift-z": redo,
  "Shift-Enter": breakLine,
  Enter: splitListItem(nodes.list_item),
  "Mod-[": liftListItem(nodes.list_item),
  "Mod-]": sinkListItem(nodes.list_item),
};
const RULES = [
  wrappingInputRule(/^\s*([-*])\s$/, nodes.bullet_list),
  wrappingInputRule(/^1\.\s$/, nodes.ordered_list),
  wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
  textblockTypeInputRule(/^(#{1,2})\s$/, nodes.heading, (found) => ({ level: found[1].length + 1 })),
];
const MERGE_RULE = new InputRule(/\{\{\s*([a-z][a-z0-9_]{0,62})\s*\}\}$/, (state, found, start, end) =>
  state.tr.replaceWith(start, end, nodes.merge.create({ key: found[1] })),
);

class RichText extends Editor {
  static properties = { ...Editor.properties, stamp: { state: true }, linking: { state: true }, fields: { state: true }, merges: { type: Boolean }, written: {} };

  constructor() {
    super();
    this.stamp = 0;
    this.linking = null;
    this.fields = [];
    this.waiting = new Waiting(this);
  }

  /** Answers are put into clauses alone. */
  get hasMerges() {
    return this.merges ?? this.context?.field?.field_type === "clause";
  }

  firstUpdated() {
    this.view = new EditorView(this.querySelector("[data-editor]"), {
      state: this.stateOf(this.value),
      attributes: () => this.attributes_(),
      nodeViews: { merge: (node) => this.chip(node) },
      transformPasted: (slice) => (this.hasMerges ? withMerges(slice) : slice),
      clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n", (node) => (node.attrs.key ? `{{${node.attrs.key}}}` : "\n")),
      dispatchTransaction: (tr) => this.take(tr),
      handleDOMEvents: { blur: () => this.settle() },
    });
    this.said = this.value ?? null;
    this.stamp += 1;
  }

  disconnectedCallback() {
    this.settle();
    super.disconnectedCallback();
  }

  docOf(value) {
    return read(value ?? "", { merges: this.hasMerges });
  }

  stateOf(value) {
    const doc = this.docOf(value);
    const plugins = [inputRules({ rules: this.hasMerges ? [...RULES, MERGE_RULE] : RULES }), history(), keymap(KEYS), keymap(baseKeymap)];
    return EditorState.create({ doc, plugins });
  }

  attributes_() {
    const problems = this.problemsAt();
    return {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": this.label ?? "",
      class: "input rich-text prose",
      dir: "auto",
      ...this.written,
      ...(problems.length ? { "aria-invalid": "true", "aria-describedby": `${this.uid}-problem` } : {}),
    };
  }

  updated(changedOnes) {
    if (changedOnes.has("value") && this.view) this.follow();
    if (changedOnes.has("context")) this.lookAgain();
    if (changedOnes.has("fields") && this.view) this.view.dom.querySelectorAll("[data-merge]").forEach((chip) => this.nameChip(chip));
    if ((changedOnes.has("problems") || changedOnes.has("label")) && this.view) this.view.setProps({});
  }

  /** Take what came from elsewhere, unless it says the same or somebody writes here. */
  follow() {
    const value = this.value ?? null;
    if (value === this.said) return;
    this.said = value;
    const isSame = write(this.docOf(value)) === write(this.view.state.doc);
    if (!isSame && !this.view.hasFocus()) this.view.updateState(this.stateOf(value));
  }

  /** The fields that can be put in change with the form. */
  lookAgain() {
    if (!this.hasMerges) return;
    const skeleton = JSON.stringify([this.path, (this.context?.definition?.fields ?? []).map((field) => [field.key, field.field_type, field.label])]);
    if (skeleton === this.skeleton) return;
    this.skeleton = skeleton;
    clearTimeout(this.later);
    this.later = setTimeout(async () => {
      const told = await judge({ definition: this.context.definition, path: this.path, words: true });
      if (told) this.fields = told.words.fields.filter((field) => !field.within);
    }, 50);
  }

  take(tr) {
    this.view.updateState(this.view.state.apply(tr));
    this.stamp += 1;
    if (!tr.docChanged) return;
    clearTimeout(this.timer);
    this.isWaiting = true;
    this.waiting.begin();
    this.timer = setTimeout(() => this.settle(), PAUSE);
  }

  settle() {
    clearTimeout(this.timer);
    if (!this.isWaiting) return false;
    this.isWaiting = false;
    this.waiting.end();
    const text = write(this.view.state.doc);
    if (text !== this.said) {
      this.said = text;
      this.emit(text);
    }
    return false;
  }

  commit() {
    this.settle();
  }

  /** A merge field as a chip with the label of its question. */
  chip(node) {
    const dom = document.createElement("span");
    dom.className = "merge-chip";
    dom.dataset.merge = node.attrs.key;
    dom.contentEditable = "false";
    this.nameChip(dom);
    return { dom, ignoreMutation: () => true };
  }

  nameChip(dom) {
    const { merge: key } = dom.dataset;
    const field = this.fields.find((one) => one.key === key);
    const isGone = !field && this.fields.length > 0;
    dom.textContent = field?.label ?? (isGone ? say("rich_merge_gone", { key }) : key);
    dom.classList.toggle("is-gone", isGone);
  }

  do(tool) {
    if (tool.asks) return this.askLink();
    tool.act(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
    return undefined;
  }

  askLink() {
    const { $from } = this.view.state.selection;
    const mark = marks.link.isInSet($from.marks());
    this.linking = { address: mark?.attrs.href ?? "https://", isWrong: false };
    void this.focusOn(`[id="${this.uid}-link"]`);
  }

  link(event) {
    event?.preventDefault();
    const address = this.querySelector(`[id="${this.uid}-link"]`).value.trim();
    if (!isSafeLink(address)) {
      this.linking = { address, isWrong: true };
      return;
    }
    this.linking = null;
    const { from, to, empty } = this.view.state.selection;
    const tr = this.view.state.tr;
    const mark = marks.link.create({ href: address });
    if (empty) tr.insertText(address.replace(/^(?:mailto:|tel:)/, ""), from).addMark(from, tr.mapping.map(from), mark);
    else tr.addMark(from, to, mark);
    this.view.dispatch(tr);
    this.view.focus();
  }

  unlink() {
    this.linking = null;
    const { from, to, empty, $from } = this.view.state.selection;
    const range = empty ? rangeOfMark($from, marks.link) : { from, to };
    if (range) this.view.dispatch(this.view.state.tr.removeMark(range.from, range.to, marks.link));
    this.view.focus();
  }

  putIn(event) {
    event.stopPropagation();
    const key = event.target.value;
    event.target.value = "";
    if (!key) return;
    this.view.dispatch(this.view.state.tr.replaceSelectionWith(nodes.merge.create({ key })).scrollIntoView());
    this.view.focus();
  }

  /** Arrow keys go from tool to tool; one of them is in the order of Tab. */
  pressed(event) {
    const tools = [...event.currentTarget.querySelectorAll("button, select")];
    const at = tools.indexOf(event.target);
    const isRtl = getComputedStyle(this).direction === "rtl";
    const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key];
    const to = { Home: 0, End: tools.length - 1 }[event.key] ?? (step ? (at + step + tools.length) % tools.length : undefined);
    if (at < 0 || to === undefined || (event.target.matches("select") && !step)) return;
    event.preventDefault();
    this.current = to;
    tools[to].focus();
    this.requestUpdate();
  }

  render() {
    const problems = this.problemsAt();
    return html`<div class="editor rich">
      <p class="label" id="${this.uid}-label">${this.label}</p>
      ${this.problem(problems, `${this.uid}-problem`)} ${this.toolbar()} ${this.linking ? this.linkForm() : nothing}
      <div data-editor></div>
      ${this.voice()}
    </div>`;
  }

  toolbar() {
    const state = this.view?.state;
    const tools = [...TOOLS, ...(state && placeInTable(state) ? TABLE_TOOLS : [])];
    const current = Math.min(this.current ?? 0, tools.length);
    return html`<div class="rich-tools" role="toolbar" aria-label=${say("rich_toolbar", { label: this.label ?? "" })} @keydown=${this.pressed}>
      ${tools.map((tool, at) => this.tool(tool, at, at === current, state))}
      ${this.hasMerges ? this.mergeMenu(current === tools.length) : nothing}
    </div>`;
  }

  tool(tool, at, isCurrent, state) {
    const can = Boolean(state && (tool.asks || tool.act(state)));
    return html`<button
      type="button"
      class="rich-tool rich-${tool.name}"
      tabindex=${isCurrent ? 0 : -1}
      aria-label=${say(`rich_${tool.name}`)}
      title=${say(`rich_${tool.name}`)}
      aria-pressed=${tool.is ? (state && tool.is(state) ? "true" : "false") : nothing}
      aria-disabled=${can ? nothing : "true"}
      @mousedown=${(event) => event.preventDefault()}
      @click=${() => can && this.do(tool)}
      @focus=${() => (this.current = at)}
    >
      <span aria-hidden="true">${tool.sign ?? say(`rich_${tool.name}`)}</span>
    </button>`;
  }

  mergeMenu(isCurrent) {
    return html`<select class="input select rich-merge" tabindex=${isCurrent ? 0 : -1} aria-label=${say("rich_merge")} @change=${this.putIn}>
      <option value="">${say("rich_merge_none")}</option>
      ${this.fields.map((field) => html`<option value=${field.key}>${field.label}</option>`)}
    </select>`;
  }

  linkForm() {
    const id = `${this.uid}-link`;
    const { address, isWrong } = this.linking;
    const pressed = (event) => {
      if (event.key === "Enter") this.link(event);
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.linking = null;
      this.view.focus();
    };
    return html`<div class="rich-link-form" @keydown=${pressed}>
      <label class="part-label" for=${id}>${say("rich_link_address")}</label>
      <input
        class="input"
        id=${id}
        type="url"
        dir="ltr"
        .value=${address}
        aria-invalid=${isWrong ? "true" : nothing}
        aria-describedby=${isWrong ? `${id}-problem` : nothing}
        @change=${(event) => event.stopPropagation()}
      />
      ${isWrong ? html`<p class="problem" id="${id}-problem" role="alert">${say("rich_link_wrong")}</p>` : nothing}
      <p class="editor-acts">
        <button class="button button-quiet" type="button" @click=${() => this.link()}>${say("rich_apply")}</button>
        <button class="button button-quiet" type="button" @click=${() => this.unlink()}>${say("rich_link_remove")}</button>
        <button
          class="button button-quiet"
          type="button"
          @click=${() => {
            this.linking = null;
            this.view.focus();
          }}
        >
          ${say("rich_cancel")}
        </button>
      </p>
    </div>`;
  }
}

/** The whole of a marked text around the cursor. */
function rangeOfMark($from, type) {
  const { parent } = $from;
  const mark = type.isInSet($from.marks());
  if (!mark) return null;
  let from = $from.start();
  for (let at = 0; at < parent.childCount; at += 1) {
    const to = from + parent.child(at).nodeSize;
    if (from <= $from.pos && $from.pos <= to && mark.isInSet(parent.child(at).marks)) return { from, to };
    from = to;
  }
  return null;
}

customElements.define("wf-rich-text", RichText);
