// A drawn signature as data: strokes of whole numbers in a box of 600 × 200, whatever the size of the pad.

export const WIDTH = 600;
export const HEIGHT = 200;

const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));

/** signature_pad's point groups on a pad of this size → [[[x, y], …], …] in the box. */
export function normalise(groups, { width, height }) {
  return groups
    .map((group) => dropRepeats(group.points.map((point) => place(point, width, height))))
    .filter((stroke) => stroke.length > 0);
}

const place = ({ x, y }, width, height) => [
  within((x / width) * WIDTH, WIDTH),
  within((y / height) * HEIGHT, HEIGHT),
];

const dropRepeats = (points) =>
  points.filter(([x, y], at) => at === 0 || x !== points[at - 1][0] || y !== points[at - 1][1]);

/** The strokes as point groups for a pad of this size. */
export function denormalise(strokes, { width, height }, style = {}) {
  return strokes.map((stroke) => ({
    ...style,
    points: stroke.map(([x, y], at) => ({
      x: (x / WIDTH) * width,
      y: (y / HEIGHT) * height,
      pressure: 0.5,
      time: at * 16,
    })),
  }));
}

/** The strokes kept in a hidden input; nothing when the words are not strokes. */
export function parseStrokes(text) {
  try {
    const strokes = JSON.parse(text);
    return Array.isArray(strokes) && strokes.every(Array.isArray) ? strokes : [];
  } catch {
    return [];
  }
}
