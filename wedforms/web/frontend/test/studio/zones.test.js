import assert from "node:assert/strict";
import { test } from "node:test";
import { clockIn, momentIn } from "../../src/studio/editors/zones.js";

test("a day and a time in a zone are one moment, in summer and in winter", () => {
  assert.equal(momentIn("Europe/London", "2027-06-05", "18:00"), "2027-06-05T18:00:00+01:00");
  assert.equal(momentIn("Europe/London", "2027-01-05", "18:00"), "2027-01-05T18:00:00+00:00");
  assert.equal(momentIn("America/New_York", "2027-06-05", "23:59"), "2027-06-05T23:59:00-04:00");
  assert.equal(momentIn("Asia/Kolkata", "2027-06-05", "00:00"), "2027-06-05T00:00:00+05:30");
  assert.equal(momentIn("Europe/London", "", "18:00"), null);
});

test("a time that the clocks leave out is the first after it; one that comes twice is the first", () => {
  assert.equal(momentIn("Europe/London", "2027-03-28", "01:30"), "2027-03-28T02:00:00+01:00");
  assert.equal(momentIn("Europe/London", "2027-10-31", "01:30"), "2027-10-31T01:30:00+01:00");
  assert.equal(momentIn("America/New_York", "2027-03-14", "02:45"), "2027-03-14T03:00:00-04:00");
  assert.equal(momentIn("America/New_York", "2027-11-07", "01:30"), "2027-11-07T01:30:00-04:00");
  assert.equal(momentIn("America/Santiago", "2027-09-05", "00:00"), "2027-09-05T01:00:00-03:00");
  assert.equal(momentIn("America/Havana", "2027-11-07", "00:00"), "2027-11-07T00:00:00-04:00");
});

test("the clock of the zone shows what was chosen", () => {
  assert.deepEqual(clockIn("Europe/London", "2027-06-05T18:00:00+01:00"), { day: "2027-06-05", time: "18:00", offset: "UTC+1" });
  assert.deepEqual(clockIn("Asia/Kolkata", "2027-06-05T18:00:00Z"), { day: "2027-06-05", time: "23:30", offset: "UTC+5:30" });
  assert.equal(clockIn("Europe/London", "nonsense"), null);
});
