import assert from "node:assert/strict";
import { test } from "node:test";

import { byHead, readAnswers, readNumber } from "../src/answers.js";
import { numberText } from "../src/formspec/index.js";
import { readNumber as numberOfAnswer } from "../src/formspec/values.js";
import { load } from "./formspec/cases.js";

const cases = [
  ["text is trimmed and composed", { name: { kind: "text" } }, { name: ["  Zoe\u0308 "] }, { name: "Zoë" }],
  ["blank text is no answer", { name: { kind: "text" } }, { name: ["  "] }, {}],
  ["an unknown input is passed over", { name: { kind: "text" } }, { other: ["x"] }, {}],
  ["a number with thousands commas", { miles: { kind: "number" } }, { miles: ["1,250"] }, { miles: 1250 }],
  ["no number is no answer", { miles: { kind: "number" } }, { miles: ["many"] }, {}],
  ["pounds become pence", { tip: { kind: "number", type: "money" } }, { tip: ["£ 12.5"] }, { tip: 1250 }],
  ["yes and no", { a: { kind: "boolean" }, b: { kind: "boolean" } }, { a: ["yes"], b: ["no"] }, { a: true, b: false }],
  ["an option", { meal: { kind: "choice" } }, { meal: ["beef"] }, { meal: "beef" }],
  [
    "words of one's own",
    { from: { kind: "choice", other: true } },
    { from: ["other"], "from-other": ["A friend"] },
    { from: { other: "A friend" } },
  ],
  ["several options", { diet: { kind: "list" } }, { diet: ["vegan", "halal"] }, { diet: ["vegan", "halal"] }],
  [
    "a ranking, best first",
    { rank: { kind: "list", type: "ranking" } },
    { "rank-gold": ["2"], "rank-sage": ["1"], "rank-blue": [""] },
    { rank: ["sage", "gold"] },
  ],
  [
    "a file",
    { plan: { kind: "list", type: "file" } },
    { plan: ['{"id":"f1","name":"plan.pdf"}', "rubbish"] },
    { plan: [{ id: "f1", name: "plan.pdf" }] },
  ],
  [
    "the parts of an address",
    { home: { kind: "address" } },
    { "home-line1": ["1 High Street"], "home-line2": [""], "home-country": ["GB"] },
    { home: { line1: "1 High Street", country: "GB" } },
  ],
  ["a country alone is no address", { home: { kind: "address" } }, { "home-country": ["GB"] }, {}],
  [
    "a couple",
    { both: { kind: "couple" } },
    { "both-partner1-name": ["Ada"], "both-partner2-email": ["b@example.com"] },
    { both: { partner1: { name: "Ada" }, partner2: { email: "b@example.com" } } },
  ],
  ["a day", { day: { kind: "wedding_date" } }, { "day-date": ["2027-06-05"] }, { day: { date: "2027-06-05" } }],
  [
    "a season",
    { day: { kind: "wedding_date" } },
    { "day-kind": ["season"], "day-season": ["spring"], "day-year": ["2027"], "day-date": ["2027-06-05"] },
    { day: { season: "spring", year: 2027 } },
  ],
  ["no date yet", { day: { kind: "wedding_date" } }, { "day-kind": ["undecided"] }, { day: { undecided: true } }],
  [
    "a typed signature",
    { sign: { kind: "signature" } },
    { "sign-kind": ["typed"], "sign-typed": ["Ada B"], "sign-name": ["Ada B"] },
    { sign: { kind: "typed", name: "Ada B", data: "Ada B" } },
  ],
  [
    "rows in their order, and rows in rows",
    {
      tables: { kind: "rows" },
      title: { kind: "text", group: "tables" },
      guests: { kind: "rows", group: "tables" },
      meal: { kind: "choice", group: "guests" },
    },
    {
      "tables-_rows": ["t2 t1"],
      "tables-t1-title": ["Head"],
      "tables-t1-guests-_rows": ["g1"],
      "tables-t1-guests-g1-meal": ["beef"],
      "tables-gone-title": ["Removed"],
    },
    { tables: [{ _id: "t2" }, { _id: "t1", title: "Head", guests: [{ _id: "g1", meal: "beef" }] }] },
  ],
];

test("what is not drawn in a row is an answer of that row", () => {
  const fields = {
    tables: { kind: "rows" },
    zone: { kind: "text", group: "tables" },
    guests: { kind: "rows", group: "tables" },
    invited: { kind: "text", group: "guests" },
  };
  const inputs = { "tables-_rows": ["t1"], "tables-t1-guests-_rows": ["g2 g1"] };
  const hidden = { "tables-t1": { zone: "A" }, "tables-t1-guests-g1": { invited: "Ada" }, "tables-t1-guests-g3": { invited: "Gone" } };
  const guests = [{ _id: "g2" }, { _id: "g1", invited: "Ada" }];
  assert.deepEqual(readAnswers(fields, inputs, hidden), { tables: [{ _id: "t1", zone: "A", guests }] });
});

for (const [name, fields, inputs, answers] of cases) {
  test(`answers: ${name}`, () => assert.deepEqual(readAnswers(fields, inputs), answers));
}

for (const { typed, gives, ...field } of load("typed_numbers")) {
  test(`${JSON.stringify(typed)} counts as ${gives}`, () => {
    const number = numberOfAnswer(readNumber(typed, field));
    assert.equal(number && Number(numberText(number)), gives);
  });
}

test("names are read from left to right", () => {
  assert.deepEqual(byHead({ name: ["a"], "guests-a1-meal": ["b"], "guests-_rows": ["a1"] }), {
    name: { "": ["a"] },
    guests: { "a1-meal": ["b"], _rows: ["a1"] },
  });
});
