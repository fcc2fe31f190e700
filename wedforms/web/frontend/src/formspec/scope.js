// Where an expression is evaluated: the form or one row, its parents, and the world around them.

import { tableKey } from "./evaluate.js";
import { isObject, operand } from "./operand.js";
import { readDate, readNumber } from "./values.js";

export const MOST_ROWS = 300;
const MOST_STEPS_IN_ALL = 1_000_000;
const worlds = new WeakMap();

/** The fields of each group (the form under ""), and the tables and holidays of a plan; read once a plan. */
export function worldOf(plan) {
  if (!worlds.has(plan)) worlds.set(plan, readWorld(plan));
  return worlds.get(plan);
}

function readWorld({ fields, tables, holidays }) {
  const levels = new Map([["", []]]);
  for (const [key, field] of Object.entries(fields)) {
    const group = field.group ?? "";
    levels.set(group, [...(levels.get(group) ?? []), key]);
  }
  return {
    levels,
    tables: new Map(Object.entries(tables ?? {}).map(([name, rows]) => [name, readTable(rows)])),
    holidays: new Set((holidays ?? []).map((day) => readDate(day)?.count)),
  };
}

function readTable(rows) {
  const index = new Map();
  for (const row of rows) {
    const cells = row.map((cell) => (typeof cell === "number" ? readNumber(cell) : cell));
    const key = tableKey(cells.slice(0, -1));
    if (!index.has(key)) index.set(key, cells.at(-1));
  }
  return index;
}

/** The form (no parent) or one row of a group, with the answers settled so far. */
export class Scope {
  number = null;
  previous = null;
  rows = new Map();
  shown = new Set();
  locked = new Set();
  sealed = false;
  #operands = new Map();

  constructor(plan, world, answers, { group = "", parent = null, earlier = {} } = {}) {
    this.plan = plan;
    this.world = world;
    this.answers = new Map(Object.entries(isObject(answers) ? answers : {}));
    this.group = group;
    this.parent = parent;
    this.earlier = earlier;
    this.meter = parent?.meter ?? { left: 0, all: MOST_STEPS_IN_ALL };
  }

  field(key) {
    return this.plan.fields[key];
  }

  has(key) {
    return Object.hasOwn(this.plan.fields, key) && (this.field(key).group ?? "") === this.group;
  }

  /** The nearest scope that has the field: this row, its parents, the form. */
  owner(key) {
    return this.has(key) ? this : (this.parent?.owner(key) ?? null);
  }

  /** What a bare reference to a field of this very scope gives. */
  operand(key) {
    if (!this.#operands.has(key)) {
      const rows = this.rows.get(key);
      this.#operands.set(key, rows ? rows.map(() => null) : operand(this.field(key), this.answers.get(key)));
    }
    return this.#operands.get(key);
  }

  /** Settle an answer; undefined and null mean unanswered. `exact` is its value where it is known already. */
  put(key, answer, exact) {
    this.#operands.delete(key);
    this.answers.delete(key);
    if (answer !== undefined && answer !== null) this.answers.set(key, answer);
    if (exact !== undefined) this.#operands.set(key, exact);
  }

  /** Open a scope for each row of a group; what is no row is left to the server. */
  openRows(key, earlierRows) {
    const answer = this.answers.get(key);
    const raw = Array.isArray(answer) ? answer.slice(0, MOST_ROWS).filter(isObject) : [];
    const sealed = this.sealed || this.locked.has(key);
    const rows = raw.map((row) => {
      const found = new Scope(this.plan, this.world, row, { group: key, parent: this, earlier: earlierRows(row) });
      return Object.assign(found, { sealed });
    });
    this.rows.set(key, rows);
    this.numberRows(key);
    return rows;
  }

  /** Say to each row which number it has and which row stands before it. */
  numberRows(key) {
    this.rows.get(key).forEach((row, index, rows) => {
      Object.assign(row, { number: index + 1, previous: rows[index - 1] ?? null });
    });
  }

  /** An answer as JSON with its rows in their order, then what is no row or is too many. */
  arranged(key, give) {
    const answer = this.answers.get(key);
    if (!this.rows.has(key) || !Array.isArray(answer)) return answer;
    const odd = answer.filter((row, index) => index >= MOST_ROWS || !isObject(row));
    return [...this.rows.get(key).map(give), ...odd];
  }
}
