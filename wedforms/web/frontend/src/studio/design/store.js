// The one place that knows the draft: what the server confirmed, what is still on its way, and what is chosen.

import { applied, definitionOf, draftOf, pathOf, updated, valueOf, walk } from "./draft.js";
import { History, inverse } from "./history.js";

export class Store extends EventTarget {
  constructor(data, { newId }) {
    super();
    this.newId = newId;
    this.palette = data.palette;
    this.words = data.words;
    this.published = new Set(data.published);
    this.revision = data.revision;
    this.findings = data.findings ?? [];
    this.base = draftOf(data);
    this.pending = [];
    this.batch = null; // {id, size}: the first of the pending ones, which may have arrived and stay as they are
    this.isSending = false;
    this.typing = new Set(); // inputs that hold something which is no operation yet
    this.history = new History();
    this.conflicts = [];
    this.refusals = new Map(); // "field name" → words
    this.chosen = null;
    this.moving = null;
    this.lost = null; // what the chosen field was called, when somebody else deleted it
    this.saved = { state: "idle", at: null };
  }

  /** What a draft cannot know by itself: the types, and which keys are not free. */
  get given() {
    const { types, reserved = [] } = this.palette;
    return { types, reserved, published: this.published };
  }

  /** The draft as it will be when everything has arrived. */
  get draft() {
    this.known ??= this.pending.reduce((draft, one) => applied(draft, one, this.given), this.base);
    return this.known;
  }

  get isUnsaved() {
    return this.pending.length > 0 || this.typing.size > 0;
  }

  /** An input holds something that nobody else knows of yet, or no more. */
  waits(input, does) {
    if (does) this.typing.add(input);
    else this.typing.delete(input);
    this.tell({});
  }

  get definition() {
    return definitionOf(this.draft);
  }

  get selected() {
    return this.draft.fields.get(this.chosen) ?? null;
  }

  say(name, values = {}) {
    return this.words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  type(field) {
    return this.palette.types[field.says.field_type];
  }

  /** What people call a field: its label, else its kind. */
  nameOf(field) {
    return field?.says.label || (field ? this.type(field).title : "");
  }

  value(id, name) {
    return valueOf(this.draft, id, name);
  }

  path(id) {
    return pathOf(this.draft, id);
  }

  problems(id, name = null) {
    const own = this.findings.filter((one) => one.field === id && (name === null || startsWith(one.path, name)));
    if (name === null) return own;
    const refused = [...this.refusals].filter(([key]) => startsWith(key, `${id} ${name}`));
    const told = refused.map(([key, message]) => ({ field: id, path: key.slice(`${id} `.length), message, severity: "error" }));
    return [...told, ...own];
  }

  select(id, { panel = true } = {}) {
    this.chosen = id;
    this.tell({ selected: id, panel });
  }

  add(fieldType, { parent, after }) {
    const id = this.newId();
    this.do({ do: "add", id, field_type: fieldType, parent, after }, { what: "undo_add" });
    this.select(id);
    return id;
  }

  duplicate(field) {
    const id = this.newId();
    this.do({ do: "duplicate", field, id }, { what: "undo_duplicate" });
    this.select(id);
    return id;
  }

  delete(field) {
    this.do({ do: "delete", field }, { what: "undo_delete" });
  }

  restore(field) {
    this.do({ do: "restore", field }, { what: "undo_restore" });
  }

  move(field, { parent, after }, { session = null } = {}) {
    this.do({ do: "move", field, parent, after }, { what: "undo_move", session });
  }

  change(field, name, value, { before = this.value(field, name), session = null } = {}) {
    this.refusals.delete(`${field} ${name}`);
    if (same(before, value)) return;
    this.do({ do: "change", field, name, before, value }, { what: "undo_change", session });
  }

  /** Do an operation: here at once, on the server as soon as it can be. */
  do(operation, { what, session = null }) {
    const name = this.#nameFor(operation);
    this.history.note({ what, name: name(), session, ...inverse(this.draft, operation) });
    this.#enqueue(operation);
    if (!this.history.done.at(-1).name) this.history.done.at(-1).name = name();
    this.tell({ operation });
  }

  /** Operations that an earlier page could not send, or sent and heard no answer of. */
  resume({ operations, batch }) {
    this.batch = batch;
    operations.forEach((one) => this.#enqueue(one));
    this.tell({ settled: true });
  }

  undo() {
    return this.#again(this.history.undo(), "undo");
  }

  redo() {
    return this.#again(this.history.redo(), "redo");
  }

  #again(step, way) {
    if (!step) return null;
    const operation = { ...step[way] };
    step[way] = operation;
    this.#enqueue(operation);
    if (this.chosen && !this.draft.fields.has(this.chosen)) this.chosen = null;
    this.tell({ operation });
    return step;
  }

  #nameFor(operation) {
    return () => {
      if (operation.field === null) return this.draft.facts.name ?? "";
      return this.nameOf(this.draft.fields.get(operation.field ?? operation.id));
    };
  }

  #enqueue(operation) {
    const last = this.pending.length > (this.batch?.size ?? 0) ? this.pending.at(-1) : null;
    if (last && merges(last, operation)) this.pending[this.pending.length - 1] = { ...last, ...rest(operation, last) };
    else this.pending.push(operation);
    this.known = null;
  }

  /** What goes on its way now: until `arrived` or `stopped` it stays as it is, under the same id. */
  take(most = 100) {
    this.batch ??= { id: this.newId(), size: Math.min(this.pending.length, most) };
    this.isSending = true;
    this.tell({});
    return { batch: this.batch.id, operations: this.pending.slice(0, this.batch.size) };
  }

  /** The server did them all, and told what is different now. */
  arrived(state) {
    this.pending.splice(0, this.batch.size);
    this.#landed();
    this.receive(state);
  }

  /** Nobody knows whether they arrived: the same ones are tried again. */
  failed() {
    this.isSending = false;
  }

  #landed() {
    this.known = null;
    this.batch = null;
    this.isSending = false;
  }

  /** One of them cannot be done: it is taken out, the others are tried again. */
  stopped({ at, problems, theirs }) {
    const [operation] = this.pending.splice(at, 1);
    this.#landed();
    if (problems) this.#refuse(operation, problems);
    else this.#clash({ operation, theirs: theirs ?? null });
    this.tell({ stopped: operation });
  }

  #refuse(operation, problems) {
    const words = problems.map((one) => one.message).join(" ");
    if (operation.do === "change") this.refusals.set(`${operation.field} ${operation.name}`, words);
    this.history.forget(operation);
    this.refused = { operation, words };
  }

  /** What was typed on meanwhile is not asked about a second time. */
  #clash(conflict) {
    const known = this.conflicts.find((one) => isSameThing(one.operation, conflict.operation));
    if (known) Object.assign(known, conflict);
    else this.conflicts.push(conflict);
  }

  /** One of two values that were given at the same time is to stand. */
  settle(conflict, { mine }) {
    this.conflicts = this.conflicts.filter((one) => one !== conflict);
    const { operation, theirs } = conflict;
    const isLater = (one, at) => at >= (this.batch?.size ?? 0) && isSameThing(one, operation);
    const value = this.pending.findLast(isLater)?.value ?? operation.value;
    this.pending = this.pending.filter((one, at) => !isLater(one, at));
    this.known = null;
    if (mine) this.#enqueue({ ...operation, before: theirs, value });
    this.tell({ settled: true });
  }

  /** What the server says of the draft, in answer to a save or of somebody else's. */
  receive(state) {
    const isNews = state.revision !== this.revision;
    this.revision = state.revision;
    if (!isNews) return this.tell({});
    const chosen = this.selected;
    this.base = updated(this.base, state);
    this.findings = state.findings ?? this.findings;
    this.known = null;
    if (this.chosen && !this.draft.fields.has(this.chosen)) {
      this.chosen = null;
      this.lost = this.nameOf(chosen); // somebody else took it away
    }
    return this.tell({ received: state });
  }

  /** Fields in reading order with their depth. */
  walk() {
    return walk(this.draft);
  }

  /** What an editor is told beside its value. */
  context(field) {
    return { definition: this.definition, path: field ? this.path(field.id) : "", field: field?.says ?? null };
  }

  tell(detail) {
    this.dispatchEvent(new CustomEvent("change", { detail }));
  }
}

const isSameThing = (one, other) => one.do === other.do && one.field === other.field && one.name === other.name;

/** Typing on: only the last text matters, from what stood there first. */
function merges(last, next) {
  return isSameThing(last, next) && (next.do === "change" || next.do === "move");
}

const rest = (next, last) => (next.do === "change" ? { value: next.value, before: last.before } : next);

function startsWith(path, name) {
  return path === name || path.startsWith(`${name}.`);
}

export function same(one, other) {
  return JSON.stringify(sorted(one ?? null)) === JSON.stringify(sorted(other ?? null));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
