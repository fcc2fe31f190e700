// What can be written next in an expression: fields, functions, parts of an answer, options of a choice.

const MOST = 8;
const WORD = /[A-Za-z_][A-Za-z0-9_]*$/;
const PART = /([a-z][a-z0-9_]*)\.([a-z0-9_]*)$/;
/** A value after a comparison, inside `in (…)`, or inside `contains(…)`: the field, and what is begun. */
const VALUES = [
  /([a-z][a-z0-9_]*)\s*(?:!=|=)\s*"?([^"=]*)$/,
  /([a-z][a-z0-9_]*)\s+in\s*\((?:[^()]*,)?\s*"?([^",()]*)$/,
  /contains\(\s*([a-z][a-z0-9_]*)\s*,\s*"?([^",()]*)$/,
];

/**
 * What fits at the caret: `{start, end, items}`; each item has `insert`, `label`, `help` and `kind`.
 * Without `all`, nothing is offered before a letter has been typed.
 */
export function completionsAt(text, caret, words, { all = false } = {}) {
  const before = text.slice(0, caret);
  return valuesAt(before, caret, words) ?? partsAt(before, caret, words) ?? namesAt(before, caret, words, all);
}

function valuesAt(before, caret, words) {
  for (const pattern of VALUES) {
    const found = pattern.exec(before);
    const field = found && words.fields.find((one) => one.key === found[1]);
    if (!field?.options.length) continue;
    const begun = found[2];
    const quoted = before[caret - begun.length - 1] === '"';
    const items = field.options
      .filter((option) => begins(option.value, begun) || begins(option.label, begun))
      .map((option) => ({ kind: "value", insert: `"${option.value}"`, label: option.label, help: option.value }));
    return shown(caret - begun.length - (quoted ? 1 : 0), caret, items);
  }
  return null;
}

function partsAt(before, caret, words) {
  const found = PART.exec(before);
  const field = found && words.fields.find((one) => one.key === found[1]);
  if (!field) return null;
  const inner = words.fields.filter((one) => one.within === field.key).map((one) => ({ name: one.key, help: one.label }));
  const items = [...field.parts.map((part) => ({ name: part.name, help: part.kind })), ...inner]
    .filter((part) => begins(part.name, found[2]))
    .map((part) => ({ kind: "part", insert: part.name, label: part.name, help: part.help }));
  return shown(caret - found[2].length, caret, items);
}

function namesAt(before, caret, words, all) {
  const begun = WORD.exec(before)?.[0] ?? "";
  const isInText = (before.match(/"/g) ?? []).length % 2 === 1;
  if (isInText || (!begun && !all)) return { start: caret, end: caret, items: [] };
  const fields = words.fields
    .filter((field) => !field.own && (begins(field.key, begun) || wordBegins(field.label, begun)))
    .map((field) => ({ kind: "field", insert: field.key, label: field.key, help: field.label }));
  const functions = words.functions
    .filter((one) => begins(one.name, begun))
    .map((one) => ({ kind: "function", insert: `${one.name}(`, label: one.signature, help: one.help }));
  return shown(caret - begun.length, caret, [...fields, ...functions]);
}

/** Nothing is offered that stands there already. */
function shown(start, end, items) {
  return { start, end, items: items.slice(0, MOST) };
}

const begins = (word, begun) => word.toLowerCase().startsWith(begun.toLowerCase());
const wordBegins = (label, begun) => label.toLowerCase().split(/\s+/).some((word) => word.startsWith(begun.toLowerCase()));

/** The text with an item put in, and where the caret stands then. */
export function withCompletion(text, { start, end }, item) {
  return { text: text.slice(0, start) + item.insert + text.slice(end), caret: start + item.insert.length };
}
