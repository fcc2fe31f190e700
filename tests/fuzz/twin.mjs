// Settle what comes in as JSON lines, each a plan with many answers, and write what was found as JSON lines.

import { createInterface } from "node:readline";
import { evaluate, faults, kindOf, momentText, numberText, settle } from "../../wedforms/web/frontend/src/formspec/index.js";
import { rowsInside } from "../../wedforms/web/frontend/src/formspec/collect.js";

const encode = (value) => {
  if (typeof value === "bigint") return { number: numberText(value) };
  return value?.kind ? { [kindOf(value)]: momentText(value) } : value;
};

function outcome(plan, probes, { answers, today, earlier }) {
  const state = settle(plan, answers, { today, earlier });
  return {
    values: state.values,
    visible: [...state.visible].sort(),
    required: [...state.required].sort(),
    locked: [...state.locked].sort(),
    disabled: [...state.disabled].flatMap(([path, values]) => [...values].map((value) => `${path}=${value}`)).sort(),
    row_limits: Object.fromEntries(state.rowLimits),
    bounds: Object.fromEntries(state.bounds),
    faults: faults(plan, state).map(({ number, path }) => [number, path]),
    probes: probes.map(([groups, tree]) =>
      [...rowsInside(state.scope, groups)].map(([, scope]) => encode(evaluate(tree, scope))),
    ),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { plan, probes, runs } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(runs.map((run) => outcome(plan, probes, run)))}\n`);
}
