import assert from "node:assert/strict";
import { test } from "node:test";
import { faults, settle } from "../../src/formspec/index.js";
import { loadAll } from "./cases.js";

const SETS = ["visible", "required", "locked"];

function outcome(plan, state) {
  return {
    values: state.values,
    ...Object.fromEntries(SETS.map((name) => [name, [...state[name]].sort()])),
    disabled: Object.fromEntries([...state.disabled].map(([path, values]) => [path, [...values].sort()])),
    row_limits: Object.fromEntries(state.rowLimits),
    bounds: Object.fromEntries(state.bounds),
    faults: faults(plan, state).map(({ number, path }) => [number, path]),
  };
}

for (const [topic, { page, cases }] of loadAll("settle")) {
  for (const { name, answers, today, earlier, gives } of cases) {
    test(`settle: ${topic}: ${name}`, () => {
      const given = outcome(page, settle(page, answers, { today, earlier }));
      for (const [part, expected] of Object.entries(gives)) {
        assert.deepEqual(given[part], SETS.includes(part) ? [...expected].sort() : expected, part);
      }
    });
  }
}
