import assert from "node:assert/strict";
import { test } from "node:test";
import { startAsked } from "../src/asked.js";

const SAID = { asked: "Asked as well now: {names}.", unasked: "Not asked any more: {names}." };
const words = (key, { names }) => SAID[key].replace("{names}", names);

/** What the module sees of a question on the page. */
const question = (label) => ({
  hidden: true,
  parentElement: { closest: () => null },
  querySelector: () => ({ firstChild: { textContent: label } }),
});

test("the sentence ends once, also behind a question that has a mark of its own", () => {
  const told = [];
  const [diet, song] = [question("Which ones?"), question("A song")];
  const settle = startAsked({ words, locale: "en-GB" }, (sentence) => told.push(sentence));
  settle([diet, song], { byPerson: false });
  diet.hidden = false;
  settle([diet, song], { byPerson: true });
  diet.hidden = true;
  song.hidden = false;
  settle([diet, song], { byPerson: true });
  assert.deepEqual(told, [
    "Asked as well now: Which ones?",
    "Asked as well now: A song. Not asked any more: Which ones?",
  ]);
});
