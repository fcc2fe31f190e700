// A new row out of a group's template: every name and id in it gets the row's own id.

/** A copy of the template's card with this id in the place that the template keeps for it. */
export function setRowId(template, id, depth) {
  const card = template.content.firstElementChild.cloneNode(true);
  fillIn(card, `__row${depth}__`, id);
  card.dataset.row = id;
  return card;
}

function fillIn(root, place, id) {
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes(place)) element.setAttribute(name, value.replaceAll(place, id));
    }
    if (element instanceof HTMLTemplateElement) {
      for (const inner of element.content.children) fillIn(inner, place, id);
    }
  }
}

/** The card of a row by its full name, e.g. `guests-a1`. */
export function namedRow(form, name) {
  return form.querySelector(`#f-${CSS.escape(name)}[data-row]`);
}
