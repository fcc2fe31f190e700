// Parts that belong to one choice: "something else" and its words, the kinds of a date or a signature.

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
  const other = field.querySelector("[data-other]");
  if (other) other.hidden = !isOther(field);
  const panels = [...field.querySelectorAll("[data-kind]")];
  const kind = chosenKind(field);
  if (panels.length > 1) panels.forEach((panel) => (panel.hidden = panel.dataset.kind !== kind));
}

const chosenKind = (field) => field.querySelector("[data-kind-choice] input:checked")?.value;

const isOther = (field) =>
  field.querySelector("[data-other-choice]:checked") !== null || field.querySelector("select")?.value === "other";
