// Keys as the server makes them (forms/renaming.py), so that what is written next already names them right.

const LONGEST = 40;

/** A key for these words: a-z, digits and _, beginning with a letter; else `otherwise`. */
export function keyOf(words, otherwise) {
  const plain = words.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "_");
  const key = trimmed(trimmed(plain).slice(0, LONGEST));
  if (!key) return otherwise;
  return /^[a-z]/.test(key) ? key : `${otherwise}_${key}`;
}

const trimmed = (text) => text.replace(/^_+|_+$/g, "");

/** The wanted key, or the first of its like that is not taken. */
export function freeKey(wanted, taken) {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted.slice(0, 58)}_${number}`)) number += 1;
  return `${wanted.slice(0, 58)}_${number}`;
}

/** The key of a field whose label became another: it follows, unless somebody chose it or people were asked under it. */
export function followingKey(says, label, { taken, reserved, published }) {
  const { key, field_type: type } = says;
  const made = keyOf(says.label ?? "", type);
  if (key !== made && key.replace(/_[0-9]+$/, "") !== made) return key;
  const words = keyOf(label ?? "", type);
  return published.has(key) ? key : freeKey(reserved.includes(words) ? `${words}_${type}` : words, taken);
}
