// The twin of the time of sunset gives what the server gives, for every shared case.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { sunset } from "../src/sunset.js";

const cases = JSON.parse(readFileSync(new URL("../../../../tests/cases/sunset.json", import.meta.url)));

test("the sun sets when the server says", () => {
  assert.ok(cases.length > 100);
  for (const { place, day, at } of cases) assert.equal(sunset(day, place), at, `${day} at ${JSON.stringify(place)}`);
});
