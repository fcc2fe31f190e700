// Read the cases that the server's tests read too.

import { readFileSync, readdirSync } from "node:fs";
import { kindOf, momentText, numberText } from "../../src/formspec/index.js";

const ROOT = new URL("../../../../../tests/cases/", import.meta.url);

/** One case file, such as "expressions/form". */
export const load = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, ROOT), "utf8"));

/** Name and content of every case file of a folder. */
export function loadAll(folder) {
  const names = readdirSync(new URL(`${folder}/`, ROOT)).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => [name.slice(0, -5), load(`${folder}/${name.slice(0, -5)}`)]);
}

/** A value of the language as a case file writes it; a number too long for JavaScript is expected as text. */
export function encode(value, expected) {
  if (typeof value === "bigint") return expected?.number ? { number: numberText(value) } : Number(numberText(value));
  return value?.kind ? { [kindOf(value)]: momentText(value) } : value;
}
