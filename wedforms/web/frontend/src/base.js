// The page's note of what the server has: a whole page sent later changes only what differs from it, so that two
// people on two devices never undo each other. Orders of rows stand in full, every other input as its CRC-32.

/** A note that starts as the page was drawn; `saved(changes)` brings it up to date. */
export function createBase(field, inputs) {
  const noted = field.value ? JSON.parse(field.value) : notesOf(inputs);
  const write = () => (field.value = JSON.stringify(noted));
  return {
    /** The server has these changes. */
    saved({ inputs: changed, removed }) {
      for (const name of Object.keys(noted)) if (removed.some((row) => name.startsWith(`${row}-`))) delete noted[name];
      for (const [name, values] of Object.entries(changed)) {
        if (values.some(Boolean)) noted[name] = noteOf(name, values);
        else delete noted[name];
      }
      write();
    },
    /** There is a draft now, with the inputs that the page was drawn with. */
    begin: write,
  };
}

const notesOf = (inputs) =>
  Object.fromEntries(
    Object.entries(inputs)
      .filter(([, values]) => values.some(Boolean))
      .map(([name, values]) => [name, noteOf(name, values)]),
  );

/** The note of one input, as the server makes it. */
export function noteOf(name, values) {
  if (name.endsWith("-_rows")) return [...new Set(values.join(" ").split(" ").filter(Boolean))].join(" ");
  return crc32(new TextEncoder().encode(values.join("\0"))).toString(16).padStart(8, "0");
}

function crc32(bytes) {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}
