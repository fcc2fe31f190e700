// The tables of a form, which formulas look values up in: columns that are looked up, and the value.

import { html, nothing } from "lit";

import { Editor, changed, removed } from "./editor.js";
import "./typed.js";
import { say } from "./words.js";

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** A cell as it is kept: a number where it reads as one. */
export function cellOf(text) {
  const words = text.trim();
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(words) ? Number(words) : words;
}

/** Cells pasted from a spreadsheet, put into the rows from this cell on. */
export function withPasted(table, text, { row, column }) {
  const width = table.keys.length + 1;
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
  const rows = table.rows.map((one) => [...one]);
  lines.forEach((cells, down) => {
    rows[row + down] ??= Array.from({ length: width }, () => "");
    cells.forEach((cell, right) => {
      if (column + right < width) rows[row + down][column + right] = cellOf(cell);
    });
  });
  return { ...table, rows };
}

class Tables extends Editor {
  static properties = { ...Editor.properties };

  get tables() {
    return this.value && typeof this.value === "object" ? this.value : {};
  }

  put(tables) {
    this.emit(Object.keys(tables).length ? tables : null);
  }

  change(name, table) {
    this.put({ ...this.tables, [name]: table });
  }

  rename(name, text) {
    const next = text.trim().toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
    if (!NAME.test(next) || next === name || next in this.tables) return this.requestUpdate();
    const entries = Object.entries(this.tables).map(([key, table]) => [key === name ? next : key, table]);
    return this.put(Object.fromEntries(entries));
  }

  async add() {
    let number = 1;
    while (`table_${number}` in this.tables) number += 1;
    this.change(`table_${number}`, { keys: [say("table_key", { number: 1 })], rows: [["", 0]] });
    await this.focusOn(`[data-table="table_${number}"] [data-name] input`);
  }

  takeOut(name) {
    const next = { ...this.tables };
    delete next[name];
    this.put(next);
    this.announce(say("table_removed"));
    void this.focusOn("[data-add]");
  }

  render() {
    const names = Object.keys(this.tables);
    return html`<fieldset class="editor tables">
      <legend class="label">${this.label}</legend>
      ${names.length ? nothing : html`<p class="help">${say("table_none")}</p>`} ${this.problem(this.problemsAt())}
      ${names.map((name) => this.table(name, this.tables[name]))}
      <p class="editor-acts"><button class="button button-quiet" type="button" data-add @click=${() => this.add()}>${say("table_add")}</button></p>
      ${this.voice()}
    </fieldset>`;
  }

  table(name, table) {
    const id = `${this.uid}-${name}`;
    const example = `lookup("${name}", ${table.keys.map(() => "…").join(", ")})`;
    return html`<section class="entry" data-table=${name} aria-label=${say("table", { name })}>
      <div class="entry-head">
        <div data-name>
          <label class="part-label" for="${id}-name">${say("table_name")}</label>
          <wf-typed .inputId=${`${id}-name`} .text=${name} .ltr=${true} @typed=${(event) => this.rename(name, event.detail.text)}></wf-typed>
        </div>
        <button class="button button-quiet" type="button" @click=${() => this.takeOut(name)}>
          ${say("remove")}<span class="visually-hidden"> ${say("table", { name })}</span>
        </button>
      </div>
      ${this.problem(this.problemsIn(name))}
      <p class="help">${say("table_help", { example })} ${say("table_paste")}</p>
      <div class="table-frame" tabindex="0" role="group" aria-label=${say("table", { name })}>
        <table class="table-cells">
          <thead>
            <tr>
              ${table.keys.map((key, at) => this.head(name, table, key, at))}
              <th scope="col">${say("table_value")}</th>
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${table.rows.map((row, at) => this.row(name, table, row, at))}
          </tbody>
        </table>
      </div>
      <p class="editor-acts">
        <button class="button button-quiet" type="button" @click=${() => this.addRow(name, table)}>${say("table_row_add")}</button>
        ${table.keys.length < 5
          ? html`<button class="button button-quiet" type="button" @click=${() => this.addKey(name, table)}>${say("table_key_add")}</button>`
          : nothing}
      </p>
    </section>`;
  }

  head(name, table, key, at) {
    const label = say("table_key", { number: at + 1 });
    return html`<th scope="col">
      <wf-typed .text=${key} .label=${label} @typed=${(event) => this.change(name, { ...table, keys: changed(table.keys, at, event.detail.text) })}></wf-typed>
      ${table.keys.length > 1
        ? html`<button class="button button-quiet" type="button" aria-label="${say("remove")} ${label}" @click=${() => this.removeKey(name, table, at)}>×</button>`
        : nothing}
    </th>`;
  }

  row(name, table, row, at) {
    const put = (column, text) => this.change(name, { ...table, rows: changed(table.rows, at, changed(row, column, cellOf(text))) });
    const titles = [...table.keys, say("table_value")];
    return html`<tr>
      ${row.map(
        (cell, column) => html`<td @paste=${(event) => this.pasted(event, name, table, { row: at, column })}>
          <wf-typed
            .text=${String(cell)}
            .label=${say("table_cell", { row: at + 1, column: titles[column] })}
            @typed=${(event) => put(column, event.detail.text)}
          ></wf-typed>
        </td>`,
      )}
      <td>
        <button
          class="button button-quiet"
          type="button"
          aria-label="${say("remove")} ${say("table_cell", { row: at + 1, column: row[0] })}"
          @click=${() => this.change(name, { ...table, rows: removed(table.rows, at) })}
        >
          <span aria-hidden="true">×</span>
        </button>
      </td>
    </tr>`;
  }

  pasted(event, name, table, place) {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    this.change(name, withPasted(table, text, place));
  }

  async addRow(name, table) {
    this.change(name, { ...table, rows: [...table.rows, [...table.keys.map(() => ""), 0]] });
    await this.focusOn(`[data-table="${name}"] tbody tr:last-child input`);
  }

  addKey(name, table) {
    const keys = [...table.keys, say("table_key", { number: table.keys.length + 1 })];
    this.change(name, { keys, rows: table.rows.map((row) => [...row.slice(0, -1), "", row.at(-1)]) });
  }

  removeKey(name, table, at) {
    this.change(name, { keys: removed(table.keys, at), rows: table.rows.map((row) => removed(row, at)) });
  }
}

customElements.define("wf-tables", Tables);
