// Which element edits what. Each has the properties `value`, `context` ({definition, path, field}), `label` and
// `problems` ([{path, message, severity}]), and says `change` with `detail.value` (null: take it away).
// What is not named here is edited by the plain inputs of design/inputs.js.

import "./design/plain.js";
import "./editors/index.js";

/** By the name of the key: of a field, or of the form. */
const BY_NAME = {
  options: "wf-options",
  rows: "wf-options",
  columns: "wf-options",
  translations: "wf-plain",
  rules: "wf-rules",
  tables: "wf-tables",
  settings: "wf-form-settings",
};

/** By the kind of value that the server tells (formspec/describing.py). */
const BY_KIND = {
  condition: "wf-expression",
  either: "wf-either",
  expression: "wf-expression",
  json: "wf-plain",
  map: "wf-plain",
  picture: "wf-picture",
  record: "wf-plain",
  rich: "wf-rich-text",
};

/** The tag that edits a key of this name and kind; empty for a plain input. */
export function editorOf({ name, kind, item }) {
  if (kind === "list" && item.kind in BY_KIND) return BY_NAME[name] ?? "wf-plain";
  return BY_NAME[name] ?? BY_KIND[kind] ?? "";
}
