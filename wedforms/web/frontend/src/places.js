// Where each part of the page stands in the answers: `guests.0.meal`, rows by their place in the settled answers.

const PLACED = "[data-field][data-path], [data-content][data-path], [data-group][data-path]";

/** The path of every question, piece of content and group; parts of rows that do not stand have none. */
export function placesOf(form, values) {
  const rows = new Map(); // row element → the path of the row
  const places = [];
  for (const element of form.querySelectorAll(PLACED)) {
    const row = element.parentElement.closest("[data-row]");
    const path = join(row ? rows.get(row) : "", keyOf(element));
    if (path === null) continue;
    places.push([element, path]);
    if (element.dataset.group !== undefined) numberRows(element, path, values, rows);
  }
  return places;
}

const join = (base, key) => (base === undefined || base === null ? null : base ? `${base}.${key}` : key);

/** The key of a field, group or piece of content. */
export function keyOf(element) {
  const { group, name, path } = element.dataset;
  return group ?? (name ? name.split("-").at(-1) : path.split(".").at(-1));
}

function numberRows(group, path, values, rows) {
  const stand = at(values, path);
  for (const row of group.querySelectorAll(":scope > .rows > [data-row]")) {
    const place = Array.isArray(stand) ? stand.findIndex((one) => one?._id === row.dataset.row) : -1;
    rows.set(row, place < 0 ? null : `${path}.${place}`);
  }
}

/** The value at a dotted path; undefined where there is none. */
export function at(values, path) {
  return path.split(".").reduce((inner, step) => inner?.[step], values);
}
