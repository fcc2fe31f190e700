// Tables in rich text: made, and changed by rows and columns.

import { TextSelection } from "prosemirror-state";

import { schema } from "./richschema.js";

const { table, table_head: head, table_body: body, table_row: row, table_cell: cell, table_header: header } = schema.nodes;

/** Where the cursor is in a table: the depths of its cell, row and table, or null. */
export function placeInTable(state) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { type } = $from.node(depth);
    if (type !== cell && type !== header) continue;
    const tableDepth = depth - 3;
    return { $from, cellDepth: depth, rowDepth: depth - 1, partDepth: depth - 2, tableDepth, column: $from.index(depth - 1) };
  }
  return null;
}

/** A table of two columns with a head. */
export function insertTable(state, dispatch) {
  if (placeInTable(state)) return false;
  const made = table.create(null, [
    head.create(null, [row.create(null, [header.create(), header.create()])]),
    body.create(null, [row.create(null, [cell.create(), cell.create()])]),
  ]);
  if (dispatch) {
    const at = state.selection.from;
    const tr = state.tr.replaceSelectionWith(made);
    const found = firstCell(tr.doc, Math.max(0, at - 1));
    dispatch((found === null ? tr : tr.setSelection(TextSelection.create(tr.doc, found))).scrollIntoView());
  }
  return true;
}

function firstCell(doc, from) {
  let found = null;
  doc.nodesBetween(from, doc.content.size, (node, at) => {
    if (found === null && node.type === header) found = at + 1;
    return found === null;
  });
  return found;
}

export function addRow(state, dispatch) {
  const place = placeInTable(state);
  if (!place) return false;
  const { $from, rowDepth, partDepth } = place;
  const now = $from.node(rowDepth);
  const cells = Array.from({ length: now.childCount }, () => cell.create());
  if (dispatch) {
    const isHead = $from.node(partDepth).type === head;
    const next = isHead ? bodyStart(place) : $from.after(rowDepth);
    dispatch(state.tr.insert(next, row.create(null, cells)).scrollIntoView());
  }
  return true;
}

/** Where the first row of the body begins. */
function bodyStart({ $from, partDepth, tableDepth }) {
  const index = $from.index(tableDepth);
  const hasBody = $from.node(tableDepth).childCount > index + 1;
  return hasBody ? $from.after(partDepth) + 1 : $from.after(partDepth);
}

/** Do something to the cells of one column, from the last row to the first. */
function inColumn(state, act) {
  const place = placeInTable(state);
  const start = place.$from.start(place.tableDepth);
  const tr = state.tr;
  const rows = [];
  place.$from.node(place.tableDepth).descendants((node, at) => {
    if (node.type === row) rows.push({ node, at: start + at });
    return node.type !== row;
  });
  for (const { node, at } of rows.reverse()) {
    let edge = at + 1;
    for (let column = 0; column < Math.min(place.column, node.childCount); column += 1) edge += node.child(column).nodeSize;
    act(tr, { row: node, edge, column: place.column });
  }
  return tr;
}

export function addColumn(state, dispatch) {
  if (!placeInTable(state)) return false;
  dispatch?.(
    inColumn(state, (tr, { row: node, edge, column }) => {
      const here = node.maybeChild(column);
      tr.insert(here ? edge + here.nodeSize : edge, (here?.type ?? cell).create());
    }),
  );
  return true;
}

export function removeColumn(state, dispatch) {
  const place = placeInTable(state);
  if (!place) return false;
  if (place.$from.node(place.rowDepth).childCount === 1) return removeTable(state, dispatch);
  dispatch?.(
    inColumn(state, (tr, { row: node, edge, column }) => {
      const here = node.maybeChild(column);
      if (here && node.childCount > 1) tr.delete(edge, edge + here.nodeSize);
    }),
  );
  return true;
}

export function removeRow(state, dispatch) {
  const place = placeInTable(state);
  if (!place) return false;
  const { $from, rowDepth, partDepth, tableDepth } = place;
  const isLast = $from.node(partDepth).childCount === 1;
  if (isLast && $from.node(tableDepth).childCount === 1) return removeTable(state, dispatch);
  const depth = isLast ? partDepth : rowDepth;
  dispatch?.(state.tr.delete($from.before(depth), $from.after(depth)));
  return true;
}

function removeTable(state, dispatch) {
  const { $from, tableDepth } = placeInTable(state);
  dispatch?.(state.tr.delete($from.before(tableDepth), $from.after(tableDepth)));
  return true;
}
