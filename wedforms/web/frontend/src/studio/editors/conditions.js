// Conditions as rows of menus, and back: only what the rows can say wholly is shown in them.

import { partWords } from "./words.js";

/** Kinds whose answers have parts; a part is offered as a question of its own. */
const WITH_PARTS = new Set(["address", "person_name", "couple", "wedding_date", "date_range", "signature"]);
const SEEN_AS = { wedding_date: "date", person_name: "text" };

const ORDER = ["=", "!=", ">", ">=", "<", "<="];
const PRESENCE = ["filled", "empty"];

/** What can be said of an answer, by its kind. */
const OPERATORS = {
  text: ["=", "!=", "contains", ...PRESENCE],
  number: [...ORDER, ...PRESENCE],
  boolean: ["yes", "no", ...PRESENCE],
  choice: ["=", "!=", "one_of", ...PRESENCE],
  list: ["contains", "not_contains", ...PRESENCE],
  date: ["=", "<", "<=", ">", ">=", ...PRESENCE],
  time: ["=", "<", "<=", ">", ">=", ...PRESENCE],
  date_time: ["=", "<", "<=", ">", ">=", ...PRESENCE],
  rows: ["count=", "count>=", "count<=", ...PRESENCE],
};

const WITHOUT_VALUE = new Set(["yes", "no", ...PRESENCE]);
const MOMENTS = new Set(["date", "time", "date_time"]);

/** Everything a row can be about: `{id, key, parts, label, kind, within, options, money}`. */
export function subjectsOf(words) {
  const fields = words.fields.filter((field) => !field.own);
  const titles = Object.fromEntries(words.fields.map((field) => [field.key, field.label]));
  return fields.flatMap((field) => [subject(field, [], titles), ...partsOf(field).map((part) => subject(field, part, titles))]);
}

function partsOf(field) {
  return WITH_PARTS.has(field.kind) ? field.parts.map((part) => part.name.split(".")) : [];
}

function subject(field, parts, titles) {
  const part = field.parts.find((one) => one.name === parts.join("."));
  const kind = parts.length ? part.kind : (SEEN_AS[field.kind] ?? field.kind);
  const name = parts.length ? `${field.label}: ${parts.map(partWords).join(" ")}` : field.label;
  return {
    id: [field.within, field.key, ...parts].join("/"),
    key: field.key,
    parts,
    label: name,
    kind,
    within: field.within,
    group: field.within ? titles[field.within] : "",
    options: parts.length ? [] : field.options,
    money: parts.length ? undefined : field.money,
  };
}

export const operatorsOf = (one) => OPERATORS[one.kind] ?? PRESENCE;
export const hasValue = (op) => !WITHOUT_VALUE.has(op);

/** The first row somebody begins with for a question. */
export function beginningRow(one) {
  const [op] = operatorsOf(one);
  return { subject: one.id, op, value: emptyValue(one, op), ...(one.within ? { how: "any" } : {}) };
}

/** What stands in the value before anything is chosen. */
export function emptyValue(one, op) {
  if (!hasValue(op)) return null;
  if (op === "one_of") return [];
  return null;
}

export function isComplete(row) {
  if (!hasValue(row.op)) return true;
  return Array.isArray(row.value) ? row.value.length > 0 : row.value !== null && row.value !== "";
}

/** The tree of these rows: null without any, undefined while one of them is not complete. */
export function treeOf({ join, rows }, subjects) {
  if (!rows.every((row) => subjects.some((one) => one.id === row.subject) && isComplete(row))) return undefined;
  const trees = rows.map((row) => treeOfRow(row, find(subjects, row.subject)));
  if (trees.length < 2) return trees[0] ?? null;
  return [join === "any" ? "or" : "and", ...trees];
}

const find = (subjects, id) => subjects.find((one) => one.id === id);

function treeOfRow(row, one) {
  const inner = leafOf(row, one);
  if (!one.within) return inner;
  if (row.how === "none") return ["not", ["any", one.within, inner]];
  return [row.how ?? "any", one.within, inner];
}

function leafOf({ op, value }, one) {
  const of = ["field", one.key, ...one.parts];
  if (op === "filled") return ["filled", of];
  if (op === "empty") return ["not", ["filled", of]];
  if (op === "yes" || op === "no") return ["=", of, op === "yes"];
  if (op === "contains") return ["contains", of, ["text", value]];
  if (op === "not_contains") return ["not", ["contains", of, ["text", value]]];
  if (op === "one_of") return ["in", of, ...value.map((each) => ["text", each])];
  if (op.startsWith("count")) return [op.slice(5), ["count", one.key], value];
  return [op, of, literalOf(value, one.kind)];
}

function literalOf(value, kind) {
  if (MOMENTS.has(kind)) return value === "today" ? ["today"] : [kind, value];
  return kind === "number" ? value : ["text", value];
}

/** The rows that say just what the tree says; null when rows cannot say it. */
export function rowsOf(tree, subjects) {
  if (tree === null || tree === undefined) return { join: "all", rows: [] };
  const isJoined = Array.isArray(tree) && (tree[0] === "and" || tree[0] === "or");
  const parts = isJoined ? tree.slice(1) : [tree];
  const rows = parts.map((part) => rowOf(part, subjects));
  return rows.includes(null) ? null : { join: isJoined && tree[0] === "or" ? "any" : "all", rows };
}

function rowOf(tree, subjects) {
  if (!Array.isArray(tree)) return null;
  const how = howOf(tree);
  if (!how) return leafRow(tree, subjects, "");
  const [, within, inner] = how === "none" ? tree[1] : tree;
  const row = inner === undefined ? null : leafRow(inner, subjects, within);
  return row && { ...row, how };
}

/** Whether a tree goes through rows: `any`, `all` or `none` of them. */
function howOf(tree) {
  if (tree[0] === "any" || tree[0] === "all") return tree[0];
  return tree[0] === "not" && Array.isArray(tree[1]) && tree[1][0] === "any" ? "none" : "";
}

function leafRow(tree, subjects, within) {
  if (!Array.isArray(tree)) return null;
  const found = READERS[tree[0]]?.(tree, (of) => subjectOf(of, subjects, within));
  if (!found || !found.one || !operatorsOf(found.one).includes(found.op)) return null;
  return { subject: found.one.id, op: found.op, value: found.value ?? null };
}

function subjectOf(of, subjects, within) {
  if (!Array.isArray(of) || of[0] !== "field") return null;
  const [, key, ...parts] = of;
  return subjects.find((one) => one.key === key && one.within === within && one.parts.join(".") === parts.join(".")) ?? null;
}

const textOf = (tree) => (Array.isArray(tree) && tree[0] === "text" ? tree[1] : undefined);

/** How each operation reads as a row: `[name, operands…]` and a way to the question it is about. */
const READERS = {
  field: (tree, about) => ({ one: about(tree), op: "yes" }),
  filled: ([, of], about) => ({ one: about(of), op: "filled" }),
  not: readNot,
  contains: ([, of, sought], about) => valued(about(of), "contains", textOf(sought)),
  in: ([, of, ...listed], about) => {
    const values = listed.map(textOf);
    return valued(about(of), "one_of", values.includes(undefined) ? undefined : values);
  },
  ...Object.fromEntries(ORDER.map((op) => [op, (tree, about) => readComparison(tree, about)])),
};

function readNot([, inner], about) {
  if (!Array.isArray(inner)) return null;
  if (inner[0] === "filled") return { one: about(inner[1]), op: "empty" };
  if (inner[0] === "field") return { one: about(inner), op: "no" };
  if (inner[0] !== "contains") return null;
  const one = about(inner[1]);
  return one?.kind === "list" ? valued(one, "not_contains", textOf(inner[2])) : null;
}

function readComparison([op, left, right], about) {
  if (Array.isArray(left) && left[0] === "count" && left.length === 2) {
    return typeof right === "number" ? { one: about(["field", left[1]]), op: `count${op}`, value: right } : null;
  }
  const one = about(left);
  if (!one) return null;
  if (one.kind === "boolean") return op === "=" && typeof right === "boolean" ? { one, op: right ? "yes" : "no" } : null;
  return valued(one, op, constantOf(right, one.kind));
}

function constantOf(tree, kind) {
  if (kind === "number") return typeof tree === "number" ? tree : undefined;
  if (!MOMENTS.has(kind)) return textOf(tree);
  if (!Array.isArray(tree)) return undefined;
  if (tree[0] === "today" && kind === "date") return "today";
  return tree[0] === kind ? tree[1] : undefined;
}

const valued = (one, op, value) => (value === undefined ? null : { one, op, value });
