// A question that other answers decide: it shows the decided answer and carries what was typed, for later.

const controlsOf = (field) =>
  [...field.querySelectorAll("input, select, textarea")].filter(
    (control) => control.name && control.dataset.carried === undefined && control.type !== "file",
  );

/** Lock or free a field; `value` is the decided answer. */
export function setLock(field, locked, { value, words, places, decimal }) {
  const was = field.dataset.locked !== undefined;
  if (locked && !was) lock(field, words);
  if (!locked && was) free(field);
  if (locked) show(field, value, { places, decimal });
}

function lock(field, words) {
  for (const control of controlsOf(field)) {
    const holds = control.type === "radio" || control.type === "checkbox" ? control.checked : control.value !== "";
    if (holds) field.append(carried(control));
    control.disabled = true;
  }
  field.dataset.locked = "";
  const note = Object.assign(document.createElement("p"), { className: "help locked-note", textContent: words });
  field.querySelector("[data-problem]")?.before(note);
}

function carried({ name, value }) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  input.dataset.carried = "";
  return input;
}

function free(field) {
  const kept = [...field.querySelectorAll("[data-carried]")];
  const valuesOf = (name) => kept.filter((input) => input.name === name).map((input) => input.value);
  for (const control of controlsOf(field)) {
    control.disabled = false;
    put(control, valuesOf(control.name));
  }
  kept.forEach((input) => input.remove());
  field.querySelectorAll(".locked-note").forEach((note) => note.remove());
  delete field.dataset.locked;
}

function show(field, value, as) {
  const values = typedAs(value, field.dataset.field, as);
  if (values) controlsOf(field).forEach((control) => put(control, values));
}

function put(control, values) {
  if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
  else control.value = values[0] ?? "";
}

/** A simple answer as somebody would type it; nothing for answers of several parts. */
function typedAs(value, type, { places, decimal }) {
  if (value === undefined || value === null) return [];
  if (typeof value === "boolean") return [value ? "yes" : "no"];
  if (type === "money") return [(Number(value) / 10 ** places).toFixed(places).replace(".", decimal)];
  if (Array.isArray(value)) return value.every((one) => typeof one === "string") ? value : null;
  if (type === "number") return [String(value).replace(".", decimal)];
  return typeof value === "object" ? null : [String(value)];
}
