// Numbers typed in one language, put into a page of another: "1.250" is not the same in German and English.
// What a draft holds on the server is retold there (wtf/retelling.py).

import { numberTyped } from "./typing.js";

const NUMBERS = new Set(["money", "number"]);

/** The changes with their numbers as the language of this page writes them; what is no number stays as it was typed. */
export function retold({ inputs, removed, decimal: heard }, { form, decimal }) {
  if (!heard || heard === decimal) return { inputs, removed };
  const told = Object.entries(inputs).map(([name, values]) => {
    const type = typeNamed(form, name);
    return [name, NUMBERS.has(type) ? values.map((text) => numberIn(text, { type, heard, decimal })) : values];
  });
  return { inputs: Object.fromEntries(told), removed };
}

const typeNamed = (form, name) =>
  [...form.elements].find((control) => control.name === name)?.closest("[data-field]")?.dataset.field;

function numberIn(text, { type, heard, decimal }) {
  const plain = numberTyped(text, { type, decimal: heard });
  return plain === null ? text : plain.replace(".", decimal);
}
