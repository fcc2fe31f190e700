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

/** By the kind of value that the server tells (web/studio/design/inputs.py). */
const BY_KIND = {
  expression: "wf-expression",
  condition: "wf-expression",
  bound: "wf-either",
  count: "wf-either",
  rich: "wf-rich-text",
};

/** The tag that edits a key of this name and kind; empty for a plain input. */
export function editorOf({ name, kind }) {
  return BY_NAME[name] ?? BY_KIND[kind] ?? "";
}
