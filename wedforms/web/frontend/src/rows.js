// Rows of repeating groups without a round trip: add, remove (and undo), move up and down.

import { announceChange } from "./page.js";
import { namedRow, setRowId } from "./newrow.js";

const rowsOf = (group) => [...listOf(group).children];
const listOf = (group) => group.querySelector(":scope > .rows");
const buttonOf = (row, action) =>
  [...row.querySelectorAll(`[data-action="${action}"]`)].find((button) => button.closest("[data-row]") === row);

/** The words of a row for people: its title and number. */
export function titleOf(row) {
  const part = (name) => row.querySelector(`[data-row-${name}]`)?.textContent.trim() ?? "";
  return `${part("title")} ${part("number")}`.trim();
}

/** Start the buttons of all groups; `speakWith(status)` lends them a voice. */
export function startRows(page) {
  const { form } = page;
  const acts = { add, remove, up: (row) => move(row, -1), down: (row) => move(row, 1) };
  let voice = { announce() {}, offer() {} };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-action]");
    const act = button && acts[button.dataset.action];
    if (!act) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    act(button.closest(button.dataset.action === "add" ? "[data-group]" : "[data-row]"));
  });

  function add(group) {
    const row = append(group, newId());
    tidy(group);
    focusInto(row);
    voice.announce(page.words("row_added", { name: titleOf(row) }));
  }

  function append(group, id) {
    const row = setRowId(group.querySelector(":scope > template[data-new-row]"), id, depthOf(group));
    listOf(group).append(row);
    row.dispatchEvent(new CustomEvent("wedforms:row", { bubbles: true }));
    return row;
  }

  function remove(row) {
    const group = row.closest("[data-group]");
    const name = titleOf(row);
    const next = row.nextElementSibling;
    row.remove();
    tidy(group);
    (next ?? listOf(group).lastElementChild ?? buttonAdd(group)).focus();
    voice.offer(listOf(group), page.words("row_removed", { name }), page.words("undo"), () => {
      listOf(group).insertBefore(row, next?.isConnected ? next : null);
      tidy(group);
      row.focus();
      voice.announce(page.words("row_added", { name: titleOf(row) }));
    });
  }

  function move(row, by) {
    const group = row.closest("[data-group]");
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    tidy(group);
    focusMove(row, by);
    const place = rowsOf(group).indexOf(row) + 1;
    voice.announce(page.words("row_moved", { name: row.querySelector("[data-row-title]")?.textContent ?? "", place }));
  }

  /** Do what another tab or an earlier visit did to the rows. */
  function follow({ inputs, removed }) {
    for (const name of removed) namedRow(form, name)?.remove();
    for (const [name, values] of Object.entries(inputs).filter(([key]) => key.endsWith("-_rows"))) {
      const group = groupOf(form, name.slice(0, -"-_rows".length));
      if (group) arrange(group, values.join(" ").split(" ").filter(Boolean));
    }
    form.querySelectorAll("[data-group]").forEach((group) => number(group));
  }

  function arrange(group, ids) {
    const known = new Map(rowsOf(group).map((row) => [row.dataset.row, row]));
    const wanted = ids.map((id) => known.get(id) ?? append(group, id));
    const others = [...known.values()].filter((row) => !wanted.includes(row));
    listOf(group).append(...wanted, ...others);
    orderOf(group).value = rowsOf(group).map((row) => row.dataset.row).join(" ");
  }

  /** Rows that the answers ask for by themselves: up to the least number, without moving the focus. */
  function fill(group, least) {
    while (rowsOf(group).length < least) append(group, newId());
    tidy(group);
  }

  form.querySelectorAll("[data-group]").forEach((group) => number(group));
  return { follow, fill, speakWith: (status) => (voice = status) };
}

const groupOf = (form, name) => form.querySelector(`[data-group][data-name="${CSS.escape(name)}"]`);
const orderOf = (group) => group.querySelector(":scope > [data-rows]");
const buttonAdd = (group) => group.querySelector(':scope > [data-action="add"]');
const depthOf = (group) => {
  let depth = 0;
  for (let row = group.closest("[data-row]"); row; row = row.parentElement.closest("[data-row]")) depth += 1;
  return depth;
};

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function tidy(group) {
  number(group);
  orderOf(group).value = rowsOf(group).map((row) => row.dataset.row).join(" ");
  announceChange(orderOf(group));
}

/** Number the rows, and allow only the buttons that can do something. */
export function number(group) {
  const rows = rowsOf(group);
  const least = Number(group.dataset.min ?? 0);
  const most = group.dataset.max === undefined ? Infinity : Number(group.dataset.max);
  rows.forEach((row, at) => {
    row.querySelector("[data-row-number]").textContent = at + 1;
    allow(buttonOf(row, "up"), at > 0);
    allow(buttonOf(row, "down"), at < rows.length - 1);
    allow(buttonOf(row, "remove"), rows.length > least);
  });
  allow(buttonAdd(group), rows.length < most);
}

function allow(button, possible) {
  if (button) button.disabled = !possible;
}

function focusInto(row) {
  const first = row.querySelector("input:not([type=hidden]):not([hidden]), select, textarea");
  (first ?? row).focus();
}

function focusMove(row, by) {
  const wished = buttonOf(row, by < 0 ? "up" : "down");
  const other = buttonOf(row, by < 0 ? "down" : "up");
  (wished.disabled ? other : wished).focus();
}
