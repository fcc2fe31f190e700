// A day and a time of day in a zone, as the moment that they are; and back.

const formats = new Map();

function formatOf(zone) {
  if (!formats.has(zone)) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" };
    formats.set(zone, new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...parts }));
  }
  return formats.get(zone);
}

/** The wall clock of a zone at a moment, as if it were UTC. */
function wallClock(zone, moment) {
  const part = Object.fromEntries(formatOf(zone).formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

const offsetAt = (zone, moment) => Math.round((wallClock(zone, moment) - moment) / 60_000);

/**
 * The moment with its offset: `2027-06-05T18:00:00+01:00`. A time that a change of clocks leaves out is the first
 * after it; one that comes twice is the first of them.
 */
export function momentIn(zone, day, time) {
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  const offsets = [offsetAt(zone, wall - 86_400_000), offsetAt(zone, wall + 86_400_000)];
  const found = offsets.map((offset) => wall - offset * 60_000).filter((moment) => wallClock(zone, moment) === wall);
  const moment = found.length ? Math.min(...found) : firstAfterGap(zone, wall, offsets);
  return written(moment, offsetAt(zone, moment));
}

/** The moment at which the clocks went forward. */
function firstAfterGap(zone, wall, [before]) {
  let low = wall - before * 60_000 - 7_200_000;
  let high = wall - before * 60_000 + 7_200_000;
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function written(moment, offset) {
  const wall = new Date(moment + offset * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offset);
  const two = (number) => String(number).padStart(2, "0");
  return `${wall}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** What the clock of a zone shows at a stored moment: `{day, time, offset}`; null for what is none. */
export function clockIn(zone, stored) {
  const moment = Date.parse(stored);
  if (Number.isNaN(moment)) return null;
  const wall = new Date(wallClock(zone, moment)).toISOString();
  return { day: wall.slice(0, 10), time: wall.slice(11, 16), offset: offsetWords(offsetAt(zone, moment)) };
}

/** An offset for people: UTC+1, UTC+5:30. */
function offsetWords(offset) {
  if (!offset) return "UTC";
  const size = Math.abs(offset);
  const minutes = size % 60 ? `:${String(size % 60).padStart(2, "0")}` : "";
  return `UTC${offset < 0 ? "−" : "+"}${Math.floor(size / 60)}${minutes}`;
}
