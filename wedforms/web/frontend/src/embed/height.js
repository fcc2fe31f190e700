// The height of the frame follows its content, and stops where following would never end.

const SOON = 500;

/** `next(height)` is the height to take: of two that follow each other to and fro, the larger one. */
export function createSteady(now = () => performance.now()) {
  let last = [];
  return function next(height) {
    const time = now();
    last = [...last.filter((one) => time - one.time < SOON), { height, time }].slice(-4);
    const [one, other, third, fourth] = last.map((each) => each.height);
    const swings = fourth !== undefined && one === third && other === fourth && one !== other;
    return swings ? Math.max(one, other) : height;
  };
}
