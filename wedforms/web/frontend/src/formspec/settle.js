// Settle answers: hide, lock, calculate and sort in one pass, in the order of dependency, as the server will.

import { collect, rowsInside } from "./collect.js";
import { evaluate, holds } from "./evaluate.js";
import { answerOf, isCalculated, isObject } from "./operand.js";
import { Scope, worldOf } from "./scope.js";
import { compare, readDate, round } from "./values.js";

/**
 * What stands of these answers today. The plan is the server's `page_plan`; `earlier` are the answers stored before.
 * @param {object} plan
 * @param {object} answers canonical answers
 * @param {{today: string, earlier?: object}} when
 * @returns {import("./collect.js").State}
 */
export function settle(plan, answers, { today, earlier = {} }) {
  const world = { ...worldOf(plan), today: readDate(today) };
  const form = new Scope(plan, world, answers, { earlier });
  const scopes = new Map([["", [form]]]);
  for (const key of plan.order) settleField(plan, key, scopes);
  return collect(form);
}

/** The faults of settled answers: the number of each rule that fails and the path of the field it names. */
export function faults(plan, state) {
  return plan.rules.flatMap(({ when, groups, key }, number) =>
    [...rowsInside(state.scope, groups)]
      .filter(([, scope]) => holds(when, scope))
      .map(([path]) => ({ number, path: [...path, key].filter((step) => step !== "").join(".") })),
  );
}

function settleField(plan, key, scopes) {
  const group = plan.fields[key].group ?? "";
  for (const scope of scopes.get(group) ?? []) settleIn(scope, key, scopes);
  if (group && plan.fields[group].sort_by === key) sortRows(plan, group, key, scopes);
}

function settleIn(scope, key, scopes) {
  const field = scope.field(key);
  if ("visible_if" in field && !holds(field.visible_if, scope)) {
    scope.put(key);
    return;
  }
  scope.shown.add(key);
  if (!field.content) scope.put(key, ...answerFor(scope, key, field));
  if (field.kind !== "rows") return;
  const rows = scope.openRows(key, earlierRows(scope.earlier[key]));
  scopes.set(key, [...(scopes.get(key) ?? []), ...rows]);
}

/** The answer that stands (calculated, locked, or as given) and its exact value if it was calculated. */
function answerFor(scope, key, field) {
  const given = scope.answers.get(key);
  if (isCalculated(field)) return calculated(scope, field);
  if ("locked_if" in field && holds(field.locked_if, scope)) {
    scope.locked.add(key);
    const [answer, exact] = calculated(scope, field);
    return answer === undefined ? [own(scope.earlier, key) ?? field.default] : [answer, exact];
  }
  return [field.type === "hidden" ? (given ?? field.default) : given];
}

function calculated(scope, field) {
  if (!("value" in field)) return [];
  const value = evaluate(field.value, scope);
  const answer = answerOf(field, value);
  return [answer, typeof answer === "string" && typeof value === "bigint" ? round(value, field.decimals) : undefined];
}

const own = (raw, key) => (Object.hasOwn(raw, key) ? raw[key] : null);

/** Find the earlier row with the same `_id`. */
function earlierRows(rows) {
  const found = (Array.isArray(rows) ? rows : []).filter(isObject);
  const byId = new Map(found.map((row) => [idOf(row), row]));
  return (row) => (idOf(row) && byId.get(idOf(row))) || {};
}

const idOf = (row) => (typeof row._id === "string" ? row._id : "");

/** Put the rows in order, unanswered last, equal ones as they stood. */
function sortRows(plan, group, sortBy, scopes) {
  const parents = (scopes.get(plan.fields[group].group ?? "") ?? []).filter((scope) => scope.rows.has(group));
  for (const parent of parents) {
    parent.rows.get(group).sort((one, other) => rank(one.operand(sortBy), other.operand(sortBy)));
    parent.numberRows(group);
  }
  scopes.set(group, parents.flatMap((parent) => parent.rows.get(group)));
}

function rank(one, other) {
  if (one === null || other === null) return +(one === null) - +(other === null);
  return compare(one, other);
}
