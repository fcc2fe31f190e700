// Undo and redo: every step keeps the operations that take it back and those that do it again.

import { placeOf } from "./draft.js";

const MOST_STEPS = 200;

/** The operations that take `operation` back, given the draft before it. */
export function inverse(draft, operation) {
  const { field, id } = operation;
  switch (operation.do) {
    case "add":
    case "duplicate":
      return { undo: { do: "delete", field: id }, redo: { do: "restore", field: id } };
    case "delete":
      return { undo: { do: "restore", field }, redo: operation };
    case "restore":
      return { undo: { do: "delete", field }, redo: operation };
    case "move":
      return { undo: { do: "move", field, ...placeOf(draft, field) }, redo: operation };
    default:
      return {
        undo: { ...operation, before: operation.value, value: operation.before },
        redo: operation,
      };
  }
}

export class History {
  done = [];
  undone = [];

  /** Note a step; one of the same `session` (typing on in one input, moving on) belongs to the step before. */
  note(step) {
    const last = this.done.at(-1);
    this.undone = [];
    if (step.session && last?.session === step.session) {
      last.redo = { ...step.redo, ...("before" in step.redo ? { before: last.redo.before } : {}) };
      last.undo = { ...last.undo, ...("before" in last.undo ? { before: step.redo.value } : {}) };
      return;
    }
    this.done.push(step);
    if (this.done.length > MOST_STEPS) this.done.shift();
  }

  undo() {
    const step = this.done.pop();
    if (step) this.undone.push(step);
    return step;
  }

  redo() {
    const step = this.undone.pop();
    if (step) this.done.push({ ...step, session: null });
    return step;
  }

  /** Nothing that names this field's operation can be done again or taken back. */
  forget(operation) {
    const keeps = (step) => step.redo !== operation && step.undo !== operation;
    this.done = this.done.filter(keeps);
    this.undone = this.undone.filter(keeps);
  }
}
