// Collect the state of a settled form: what is visible, required, locked, disabled, and limited.

import { evaluate, holds } from "./evaluate.js";
import { isCalculated } from "./operand.js";
import { MOST_ROWS } from "./scope.js";
import { ONE, momentText } from "./values.js";

/**
 * Paths are dotted, rows by their place: `guests.0.meal`.
 * @typedef {object} State
 * @property {object} values the shown answers, calculated and locked ones included, rows in their order
 * @property {Set<string>} visible
 * @property {Set<string>} required
 * @property {Set<string>} locked
 * @property {Map<string, Set<string>>} disabled option values that cannot be chosen, by path
 * @property {Map<string, [number, number]>} rowLimits least and most rows of each shown group
 * @property {Map<string, [string | null, string | null]>} bounds earliest and latest answer
 * @property {import("./scope.js").Scope} scope for further expressions
 */

/** @returns {State} */
export function collect(form) {
  const state = {
    visible: new Set(),
    required: new Set(),
    locked: new Set(),
    disabled: new Map(),
    rowLimits: new Map(),
    bounds: new Map(),
    scope: form,
  };
  return { values: collectScope(state, form, ""), ...state };
}

/** Path (as steps) and scope of every row inside nested groups; of the form for none. */
export function* rowsInside(scope, groups, path = []) {
  if (!groups.length) yield [path, scope];
  else
    for (const [index, row] of (scope.rows.get(groups[0]) ?? []).entries())
      yield* rowsInside(row, groups.slice(1), [...path, groups[0], index]);
}

function collectScope(state, scope, prefix) {
  const values = new Map(scope.answers.has("_id") ? [["_id", scope.answers.get("_id")]] : []);
  for (const key of scope.world.levels.get(scope.group) ?? []) {
    if (!scope.shown.has(key)) continue;
    const path = prefix + key;
    note(state, scope, key, path);
    const value = scope.arranged(key, (row, index) => collectScope(state, row, `${path}.${index}.`));
    if (value !== undefined) values.set(key, value);
  }
  for (const [key, answer] of scope.answers) if (!values.has(key)) values.set(key, answer);
  return Object.fromEntries(values);
}

function note(state, scope, key, path) {
  const field = scope.field(key);
  state.visible.add(path);
  if (scope.sealed || scope.locked.has(key)) state.locked.add(path);
  else if (isRequired(field, scope)) state.required.add(path);
  if (field.kind === "rows") state.rowLimits.set(path, rowLimits(field, scope));
  noteBounds(state, field, scope, path);
  const closed = (field.options ?? []).filter((option) => !canBeChosen(option, scope)).map(({ value }) => value);
  if (closed.length) state.disabled.set(path, new Set(closed));
}

function isRequired(field, scope) {
  if (isCalculated(field) || field.content) return false;
  return Boolean(field.required) || ("required_if" in field && holds(field.required_if, scope));
}

function rowLimits(field, scope) {
  const limit = (name, up, otherwise) => {
    const value = name in field ? evaluate(field[name], scope) : null;
    if (typeof value !== "bigint") return otherwise;
    const whole = Number(value / ONE) + (up && value > 0n && value % ONE ? 1 : 0);
    return Math.min(Math.max(whole, 0), MOST_ROWS);
  };
  return [limit("min_rows", true, 0), limit("max_rows", false, MOST_ROWS)];
}

function noteBounds(state, field, scope, path) {
  const kind = ["date_range", "wedding_date"].includes(field.kind) ? "date" : field.kind;
  const [least, most] = ["min", "max"].map((name) => {
    const value = name in field ? evaluate(field[name], scope) : null;
    return value?.kind === kind ? momentText(value) : null;
  });
  if (least || most) state.bounds.set(path, [least, most]);
}

function canBeChosen(option, scope) {
  if ("visible_if" in option && !holds(option.visible_if, scope)) return false;
  return !("disabled_if" in option && holds(option.disabled_if, scope));
}
