// Choices that mind each other: one that stands alone, places that no two may share, a slider and its number.

/** Start exclusive choices, rankings and sliders. */
export function startChoices({ form }) {
  form.addEventListener("change", (event) => {
    standAlone(event.target);
    givePlace(event.target);
  });
  form.addEventListener("focusin", ({ target }) => {
    if (target.closest("[data-ranking]")) target.dataset.before = target.value;
  });
  form.addEventListener("input", ({ target }) => equalise(target));
  form.addEventListener("wedforms:row", (event) => showSliders(event.target));
  form.addEventListener("wedforms:written", () => showSliders(form));
  showSliders(form);
}

// "None of these" takes the others away, and any other takes it away.
function standAlone(box) {
  const list = box.type === "checkbox" && box.checked && box.closest("[data-exclusive]");
  if (!list) return;
  const alone = list.dataset.exclusive.split(" ");
  const isAlone = alone.includes(box.value);
  for (const other of list.querySelectorAll("input:checked")) {
    if (other !== box && (isAlone || alone.includes(other.value))) other.checked = false;
  }
}

// Who had the place before takes the place that became free.
function givePlace(select) {
  const list = select.closest("[data-ranking]");
  if (!list) return;
  const holder = [...list.querySelectorAll("select")].find(
    (other) => other !== select && select.value && other.value === select.value,
  );
  if (holder) holder.value = select.dataset.before ?? "";
  select.dataset.before = select.value;
}

function equalise(control) {
  const box = control.closest(".slider");
  if (!box) return;
  const range = box.querySelector("[data-slider]");
  const number = box.querySelector("input[name]");
  if (control === range) number.value = range.value;
  else if (number.value !== "") range.value = number.value;
}

function showSliders(root) {
  for (const range of root.querySelectorAll("[data-slider]")) {
    range.hidden = false;
    range.disabled = range.closest(".slider").querySelector("input[name]").disabled;
    equalise(range.closest(".slider").querySelector("input[name]"));
  }
}
