// Evaluate a tree in a scope: total, without coercion, in a bounded number of steps; the twin of the server's.

import { apply, isStrict, workingDay } from "./functions.js";
import { chosen, isFilled, isPresent, label, part } from "./operand.js";
import { bounded, kindOf, numberOf, readDate, readDateTime, readNumber, readTime } from "./values.js";

const MOST_STEPS = 10_000;
const OUT_OF_STEPS = Symbol("out of steps");

const LITERALS = { text: (text) => text, date: readDate, time: readTime, date_time: readDateTime };

/**
 * The value of a tree in a scope; nothing throws.
 * @returns {import("./values.js").Value}
 */
export function evaluate(tree, scope) {
  const { meter } = scope;
  const allowance = Math.min(MOST_STEPS, meter.all);
  meter.left = allowance;
  try {
    return run(tree, scope);
  } catch (thrown) {
    if (thrown !== OUT_OF_STEPS) throw thrown;
    return null;
  } finally {
    meter.all -= allowance - Math.max(meter.left, 0);
  }
}

/** Whether a condition is true in a scope; null and false do not hold. */
export const holds = (tree, scope) => evaluate(tree, scope) === true;

function spend(scope) {
  scope.meter.left -= 1;
  if (scope.meter.left < 0) throw OUT_OF_STEPS;
}

function run(tree, scope) {
  if (typeof tree === "number") return readNumber(tree);
  if (!Array.isArray(tree)) return tree ?? null;
  const [name, ...operands] = tree;
  if (LITERALS[name]) return LITERALS[name](operands[0]);
  spend(scope);
  if (isStrict(name)) return apply(name, operands.map((each) => run(each, scope)));
  return SPECIAL[name](scope, operands, name);
}

/** Join three-valued conditions: the decisive value wins, else null, else the other value. */
function kleene(given, decisive) {
  let unknown = false;
  for (const value of given) {
    if (value === decisive) return decisive;
    unknown ||= typeof value !== "boolean";
  }
  return unknown ? null : !decisive;
}

function* lazily(trees, give) {
  for (const tree of trees) yield give(tree);
}

/** The values of the expression in each row of a group. */
function* inRows(scope, [group, tree = true]) {
  for (const row of scope.owner(group)?.rows.get(group) ?? []) {
    spend(row);
    yield run(tree, row);
  }
}

function sum(given) {
  let total = 0n;
  for (const value of given) if (typeof value === "bigint" && total !== null) total = bounded(total + value);
  return total;
}

function extreme(name, given) {
  const present = [...given].filter((value) => value !== null);
  return present.length ? apply(name, present) : null;
}

function ownerOf(name, scope, key) {
  if (name === "field") return scope.owner(key);
  const found = name === "parent" ? scope.parent : scope.previous;
  return found?.has(key) ? found : null;
}

function reference(scope, [key, ...parts], name) {
  const owner = ownerOf(name, scope, key);
  if (!owner) return null;
  return parts.length ? part(owner.field(key), owner.answers.get(key), parts) : owner.operand(key);
}

function filled(scope, [tree]) {
  if (!REFERENCES.includes(tree?.[0]) || tree.length !== 2) return isPresent(run(tree, scope));
  spend(scope);
  const owner = ownerOf(tree[0], scope, tree[1]);
  return owner !== null && isFilled(owner.field(tree[1]), owner.answers.get(tree[1]));
}

function price(scope, [key]) {
  const owner = scope.owner(key);
  const options = owner && chosen(owner.field(key), owner.operand(key));
  return options && sum(options.map((option) => readNumber(option.price ?? 0)));
}

function labelOf(scope, [key]) {
  const owner = scope.owner(key);
  return owner && label(owner.field(key), owner.operand(key), owner.answers.get(key));
}

/** The text under which a table keeps the row with these keys. */
export const tableKey = (keys) => JSON.stringify(keys.map((key) => [kindOf(key), String(key?.count ?? key)]));

function lookup(scope, [table, ...trees]) {
  const keys = trees.map((tree) => run(tree, scope));
  return keys.includes(null) ? null : (scope.world.tables.get(table)?.get(tableKey(keys)) ?? null);
}

function coalesce(scope, operands) {
  for (const value of lazily(operands, (tree) => run(tree, scope))) if (value !== null) return value;
  return null;
}

const nearestWorkingDay = (step) => (scope, operands) => {
  const day = run(operands[0], scope);
  return kindOf(day) === "date" ? workingDay(day, scope.world.holidays, step) : null;
};

const REFERENCES = ["field", "parent", "previous"];
const SPECIAL = {
  and: (scope, operands) => kleene(lazily(operands, (tree) => run(tree, scope)), false),
  or: (scope, operands) => kleene(lazily(operands, (tree) => run(tree, scope)), true),
  in: (scope, [sought, ...others]) => {
    const value = run(sought, scope);
    return kleene(lazily(others, (tree) => apply("=", [value, run(tree, scope)])), true);
  },
  if: (scope, [condition, then, otherwise]) => run(run(condition, scope) === true ? then : otherwise, scope),
  coalesce,
  filled,
  field: reference,
  parent: reference,
  previous: reference,
  price,
  label: labelOf,
  lookup,
  today: (scope) => scope.world.today,
  row_number: (scope) => (scope.number === null ? null : numberOf(scope.number)),
  next_working_day: nearestWorkingDay(1),
  previous_working_day: nearestWorkingDay(-1),
  sum: (scope, operands) => sum(inRows(scope, operands)),
  min_of: (scope, operands) => extreme("min", inRows(scope, operands)),
  max_of: (scope, operands) => extreme("max", inRows(scope, operands)),
  count: (scope, operands) => numberOf([...inRows(scope, operands)].filter((value) => value === true).length),
  any: (scope, operands) => kleene(inRows(scope, operands), true),
  all: (scope, operands) => kleene(inRows(scope, operands), false),
};
