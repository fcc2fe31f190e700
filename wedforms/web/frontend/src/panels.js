// Parts that belong to one choice: "something else" and its words, the kinds of a date or a signature.

const chosenOf = (field, name) =>
  [...field.querySelectorAll("input, select")].filter(
    (control) => control.name === name && (control.type !== "radio" || control.checked),
  )[0]?.value;

/** Show only the panel of the chosen kind, and the words of "something else" only when it is chosen. */
export function startPanels({ form }) {
  const refresh = (root) => root.querySelectorAll("[data-field]").forEach(showPanels);
  form.addEventListener("change", (event) => {
    const field = event.target.closest("[data-field]");
    if (field) showPanels(field);
  });
  form.addEventListener("wedforms:row", (event) => refresh(event.target));
  form.addEventListener("wedforms:written", () => refresh(form));
  refresh(form);
}

function showPanels(field) {
  const { name } = field.dataset;
  const other = field.querySelector("[data-other]");
  if (other) other.hidden = chosenOf(field, name) !== otherValue(field, other);
  const panels = [...field.querySelectorAll("[data-kind]")];
  const kind = chosenOf(field, `${name}-kind`);
  if (panels.length > 1) panels.forEach((panel) => (panel.hidden = panel.dataset.kind !== kind));
}

// The option just before the words is the one they belong to; in a dropdown it is the last.
function otherValue(field, other) {
  const before = other.previousElementSibling;
  return before?.dataset.option ?? [...field.querySelectorAll("option")].at(-1)?.value;
}
