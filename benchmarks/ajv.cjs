// Judges with ajv on behalf of judging.py: first line the schema and the answers, then a number of
// times on every line; each is answered with the seconds that one judgement took.
"use strict";

const { createRequire } = require("node:module");
const { createInterface } = require("node:readline");

const require_installed = createRequire(`${process.argv[2]}/`);
const Ajv = require_installed("ajv/dist/2020.js").default;
const addFormats = require_installed("ajv-formats").default;

// The shapes of the formats that ajv does not know. Ours look at more: the digits of a country's
// numbers, days that exist.
const FORMATS = {
  phone: /^\+[1-9][0-9]{5,14}$/,
  handle: /^[A-Za-z0-9._]{1,30}$/,
  "local-time": /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/,
};

let judge;

function compile({ schema, answers }) {
  const ajv = addFormats(new Ajv({ strict: false, logger: false, unicodeRegExp: true }));
  for (const [name, shape] of Object.entries(FORMATS)) ajv.addFormat(name, shape);
  const validate = ajv.compile(schema);
  if (!validate(answers)) throw new Error(JSON.stringify(validate.errors));
  return () => validate(answers);
}

function seconds(times) {
  const start = process.hrtime.bigint();
  for (let time = 0; time < times; time += 1) judge();
  return Number(process.hrtime.bigint() - start) / 1e9 / times;
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const said = JSON.parse(line);
  if (judge) console.log(seconds(said));
  else {
    judge = compile(said);
    console.log(0);
  }
});
