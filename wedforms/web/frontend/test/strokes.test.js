import assert from "node:assert/strict";
import { test } from "node:test";

import { denormalise, normalise, parseStrokes } from "../src/strokes.js";

const group = (...points) => ({ points: points.map(([x, y]) => ({ x, y, pressure: 0.4, time: 1 })) });

test("strokes are whole numbers in the box of 600 × 200, whatever the pad's size", () => {
  const drawn = [group([0, 0], [150, 50], [300, 100])];
  assert.deepEqual(normalise(drawn, { width: 300, height: 100 }), [[[0, 0], [300, 100], [600, 200]]]);
});

test("what runs over the edge is held at it", () => {
  assert.deepEqual(normalise([group([-5, 300], [900, -1])], { width: 600, height: 200 }), [[[0, 200], [600, 0]]]);
});

test("points that fall together are one, and a dot is a stroke", () => {
  assert.deepEqual(normalise([group([10, 10], [10.2, 10.3], [10, 10])], { width: 600, height: 200 }), [[[10, 10]]]);
});

test("an empty stroke is none", () => {
  assert.deepEqual(normalise([{ points: [] }], { width: 600, height: 200 }), []);
});

test("drawn again on another pad, the strokes come back the same", () => {
  const strokes = [[[0, 0], [123, 77], [600, 200]], [[5, 5]]];
  const size = { width: 331, height: 110 };
  assert.deepEqual(normalise(denormalise(strokes, size), size), strokes);
});

for (const text of ["", "x", "null", "{}", "[1]", '"[]"']) {
  test(`no strokes are read out of ${JSON.stringify(text)}`, () => assert.deepEqual(parseStrokes(text), []));
}
