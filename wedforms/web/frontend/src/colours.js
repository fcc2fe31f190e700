// Colours as `#rrggbb`, twin of wedforms/lib/colours.py and accounts/palettes.py: shown while they are chosen.

const DARK = "#1c1a18";
export const LEAST_CONTRAST = 4.5;

const channels = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const linear = (channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

function luminance(colour) {
  const [red, green, blue] = channels(colour).map((channel) => linear(channel / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of two colours as WCAG 2 defines it, 1 to 21. */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** A colour with this share of the first in the second. */
export function mixed(one, other, share) {
  const [first, second] = [channels(one), channels(other)];
  const parts = first.map((channel, at) => Math.round(channel * share + second[at] * (1 - share)));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The custom properties that four chosen colours make. */
export function properties({ ink, accent, canvas, paper }) {
  const isWhite = contrast("#ffffff", accent) >= contrast(DARK, accent);
  const shares = [0.72, 0.8, 0.9, 1];
  const reads = (colour) => Math.min(contrast(colour, paper), contrast(colour, canvas)) >= LEAST_CONTRAST;
  return {
    "--ink": ink,
    "--paper": paper,
    "--canvas": canvas,
    "--accent": accent,
    "--accent-ink": isWhite ? "#ffffff" : DARK,
    "--accent-tint": mixed(accent, paper, 0.08),
    "--muted": shares.map((share) => mixed(ink, paper, share)).find(reads) ?? ink,
    "--line": mixed(ink, canvas, 0.14),
  };
}

/** The pairs of words and ground that are too faint to be read. */
export function faintPairs(chosen) {
  const pairs = ["ink", "accent"].flatMap((words) => ["paper", "canvas"].map((ground) => [words, ground]));
  return pairs
    .map(([words, ground]) => ({ words, ground, ratio: contrast(chosen[words], chosen[ground]) }))
    .filter(({ ratio }) => ratio < LEAST_CONTRAST);
}
