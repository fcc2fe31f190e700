// The flat map of a page's inputs {name: [values]}, as drafts store it, read from the page and written back.

/** The typed inputs: no buttons, no files under way, none of the page's own (their names begin with "_"). */
export function readInputs(form) {
  const inputs = {};
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith("_") || typeof value !== "string") continue;
    (inputs[name] ??= []).push(normal(value));
  }
  return inputs;
}

// A form submission sends CRLF; drafts and answers know LF only.
const normal = (text) => text.replace(/\r\n?/g, "\n");

/** Put values into the controls of one name; says whether anything changed. */
export function writeInput(form, name, values) {
  const controls = [...form.elements].filter((control) => control.name === name && control.type !== "file");
  const changed = controls.map((control, at) => writeControl(control, values, at));
  return changed.some(Boolean);
}

function writeControl(control, values, at) {
  if (control.type === "checkbox" || control.type === "radio") {
    const wanted = values.includes(control.value);
    if (control.checked === wanted) return false;
    control.checked = wanted;
    return true;
  }
  const wanted = values[at] ?? "";
  if (normal(control.value) === wanted) return false;
  control.value = wanted;
  return true;
}

/** The rows of every group as the inputs state them: {group name: [row ids]}. */
export function rowOrders(inputs) {
  const ending = "-_rows";
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name.endsWith(ending))
      .map(([name, values]) => [name.slice(0, -ending.length), rowIds(values)]),
  );
}

const rowIds = (values) => [...new Set(values.join(" ").split(" ").filter(Boolean))];

/** What changed between two readings: changed inputs, and the names of rows that are gone. */
export function changesBetween(before, after) {
  const now = rowOrders(after);
  const removed = Object.entries(rowOrders(before)).flatMap(([group, ids]) =>
    ids.filter((id) => !(now[group] ?? []).includes(id)).map((id) => `${group}-${id}`),
  );
  const gone = (name) => removed.some((row) => name.startsWith(`${row}-`));
  const inputs = Object.fromEntries(Object.entries(differences(before, after)).filter(([name]) => !gone(name)));
  return { inputs, removed };
}

function differences(before, after) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => !same(before[name] ?? [], after[name] ?? []));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? []]));
}

const same = (one, other) => one.length === other.length && one.every((value, at) => value === other[at]);
