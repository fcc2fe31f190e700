// The answers that the inputs of a page hold, in the canonical shapes that the plan is settled with.
// The server reads them again and more strictly; here what cannot be read is simply no answer yet.

import { numberTyped } from "./typing.js";

/**
 * `fields` is {key: {kind, group, type, places}}: kind and group as the plan states them, the type of the
 * field, and the decimal places of its currency. `hidden` holds what is not drawn in a row, by the row's name:
 * {"guests-a1": {key: answer}}.
 */
export function readAnswers(fields, inputs, hidden = {}) {
  return readLevel({ fields, hidden, group: "", prefix: "" }, byHead(inputs));
}

function readLevel(level, heads) {
  const { fields, group } = level;
  const answers = {};
  for (const [key, field] of Object.entries(fields)) {
    if ((field.group ?? "") !== group || !heads[key]) continue;
    const answer = field.kind === "rows" ? readRows(level, key, heads[key]) : readers[field.kind]?.(heads[key], field);
    if (answer !== undefined && answer !== null) answers[key] = answer;
  }
  return answers;
}

function readRows({ fields, hidden, prefix }, key, parts) {
  const heads = byHead(parts);
  const ids = [...new Set((parts._rows ?? []).join(" ").split(" ").filter(Boolean))];
  return ids.map((id) => {
    const name = `${prefix}${key}-${id}`;
    const row = readLevel({ fields, hidden, group: key, prefix: `${name}-` }, byHead(heads[id] ?? {}));
    return { _id: id, ...hidden[name], ...row };
  });
}

/** {"guests-a1-name": v} → {guests: {"a1-name": v}}; a field's own input stands under "". */
export function byHead(inputs) {
  const heads = {};
  for (const [name, values] of Object.entries(inputs)) {
    const at = name.indexOf("-");
    const [head, rest] = at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
    (heads[head] ??= {})[rest] = values;
  }
  return heads;
}

const first = (parts, part = "") => {
  const text = (parts[part] ?? []).find((value) => value.trim());
  return text === undefined ? null : text.normalize("NFC").trim();
};

/** The parts that were filled in as one object; none of them: no answer. */
function object(parts, names) {
  const filled = names.map((name) => [name, first(parts, name)]).filter(([, value]) => value !== null);
  return filled.length ? Object.fromEntries(filled) : null;
}

const BOOLEANS = { yes: true, true: true, on: true, 1: true, no: false, false: false, off: false, 0: false };

const readers = {
  text: (parts) => first(parts),
  date: (parts) => first(parts),
  time: (parts) => first(parts)?.slice(0, 5) ?? null,
  date_time: (parts) => first(parts)?.slice(0, 16) ?? null,
  number: (parts, field) => readNumber(first(parts), field),
  boolean: (parts) => BOOLEANS[first(parts)?.toLowerCase()],
  choice: (parts, field) => readChoice(parts, field),
  list: (parts, field) => readList(parts, field),
  date_range: (parts) => object(parts, ["start", "end"]),
  wedding_date: readWeddingDate,
  person_name: (parts) => object(parts, ["given", "family"]),
  address: readAddress,
  couple: readCouple,
  matrix: readMatrix,
  signature: readSignature,
};

/** "1,250.50" → 1250.5; money in minor units. Whole digits are moved, so nothing is rounded. */
export function readNumber(text, { type, places = 2, decimal = "." } = {}) {
  if (text === null) return null;
  const plain = numberTyped(text, { type, decimal });
  if (plain === null || type !== "money") return plain === null ? null : Number(plain);
  const [, sign, whole, decimals] = /^([+-]?)(\d*)(?:\.(\d+))?$/.exec(plain);
  const part = (decimals ?? "").replace(/0+$/, "");
  if (part.length > places) return null;
  return Number(`${sign}${whole}${part.padEnd(places, "0")}`);
}

function readChoice(parts, field) {
  const value = first(parts);
  return value === "other" && field.other ? { other: first(parts, "other") ?? "" } : value;
}

function readList(parts, { type }) {
  if (type === "ranking") return readRanking(parts);
  const values = (parts[""] ?? []).filter(Boolean);
  const list = type === "file" || type === "image" ? values.map(parseObject).filter(Boolean) : values;
  return list.length ? list : null;
}

function readRanking(parts) {
  const placed = Object.keys(parts)
    .filter((value) => value && Number(first(parts, value)) > 0)
    .sort((one, other) => Number(first(parts, one)) - Number(first(parts, other)));
  return placed.length ? placed : null;
}

function readWeddingDate(parts) {
  const kind = first(parts, "kind") ?? "date";
  if (kind === "undecided") return { undecided: true };
  if (kind === "date") return object(parts, ["date"]);
  const season = first(parts, "season");
  const year = Number(first(parts, "year"));
  return season && year ? { season, year } : null;
}

// The country alone is no address: where there is only one it is always sent.
function readAddress(parts) {
  const address = object(parts, ["line1", "line2", "town", "county", "postcode"]);
  return address && { ...address, country: first(parts, "country") ?? "" };
}

function readCouple(parts) {
  const couple = {};
  for (const partner of ["partner1", "partner2"]) {
    const inner = byHead(parts)[partner];
    const person = inner && object(inner, ["name", "email", "phone"]);
    if (person) couple[partner] = person;
  }
  return Object.keys(couple).length ? couple : null;
}

function readMatrix(parts) {
  const rows = Object.entries(parts).filter(([row, values]) => row && values.some(Boolean));
  return rows.length ? Object.fromEntries(rows.map(([row, values]) => [row, values[0]])) : null;
}

function readSignature(parts) {
  const kind = first(parts, "kind") ?? (first(parts, "typed") ? "typed" : null);
  const part = { typed: "typed", drawn: "drawn", uploaded: "file" }[kind];
  const data = part && first(parts, part);
  return data ? { kind, name: first(parts, "name") ?? "", data } : null;
}

function parseObject(text) {
  try {
    const found = JSON.parse(text);
    return found && typeof found === "object" ? found : null;
  } catch {
    return null;
  }
}
