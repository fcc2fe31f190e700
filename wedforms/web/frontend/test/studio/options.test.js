import assert from "node:assert/strict";
import { test } from "node:test";
import { amountFault, minorUnits, typedAmount } from "../../src/studio/editors/money.js";
import { optionsOfText, textOfOptions, valueOf } from "../../src/studio/editors/optiontext.js";

test("amounts as people type them", () => {
  const typed = { "12.50": 1250, "12.5": 1250, 12: 1200, "£1,250.00": 125000, "-3": -300, "0.05": 5, " 7 ": 700, "1,250": 125000, "12,50": 1250, "-0,05": -5 };
  for (const [text, minor] of Object.entries(typed)) assert.equal(minorUnits(text, 2), minor, text);
  assert.equal(minorUnits("1200", 0), 1200);
  assert.equal(minorUnits("", 2), null);
  for (const text of ["12.505", "1.2.3", "abc", "1e5", "12,5,0", "1,250,50", "--1", "9".repeat(13), "1.0x"]) assert.equal(minorUnits(text, 2), undefined, text);
});

test("an amount that is too large is told as that", () => {
  for (const text of ["99999999999999", "£9,999,999,999,999", "-9999999999999.50"]) assert.equal(amountFault(text), "amount_large", text);
  for (const text of ["abc", "12.505", "1.2.3", "12,50", "1e99"]) assert.equal(amountFault(text), "amount_wrong", text);
});

test("amounts are typed back as they were", () => {
  for (const [minor, text] of [[1250, "12.50"], [5, "0.05"], [-300, "-3.00"], [0, "0.00"], [null, ""], [undefined, ""]]) {
    assert.equal(typedAmount(minor, 2), text);
  }
  assert.equal(typedAmount(1200, 0), "1200");
});

test("a value is made of the label, unlike the others", () => {
  assert.equal(valueOf("Trout & chips"), "trout_chips");
  assert.equal(valueOf("Éclair"), "eclair");
  assert.equal(valueOf("陳大文"), "option");
  assert.equal(valueOf("Trout", ["trout", "trout_2"]), "trout_3");
  assert.match(valueOf("x".repeat(200)), /^[a-z0-9][a-z0-9_-]{0,62}$/);
});

test("lines of text are options with prices and places", () => {
  const { options, faults } = optionsOfText("Trout | 12.50 | 40\n\nRisotto\nPie | | 3\n| 5\nSoup | five\nTrout|1|2|3");
  assert.deepEqual(options, [
    { label: "Trout", price: 1250, places: 40, value: "trout" },
    { label: "Risotto", value: "risotto" },
    { label: "Pie", places: 3, value: "pie" },
  ]);
  assert.deepEqual(faults.map((fault) => fault.line), [5, 6, 7]);
});

test("an option that is there keeps its value and what else it says", () => {
  const earlier = [{ value: "old", label: "Trout", price: 5, help: "From the lake", visible_if: ["field", "a"] }];
  const { options } = optionsOfText("Trout | 6\nTrout", { earlier });
  assert.deepEqual(options[0], { value: "old", label: "Trout", price: 600, help: "From the lake", visible_if: ["field", "a"] });
  assert.equal(options[1].value, "trout");
});

test("rows and columns are labels alone", () => {
  assert.deepEqual(optionsOfText("Day\nNight | 5", { plain: true }), { options: [{ label: "Day", value: "day" }], faults: [{ line: 2, text: "Night | 5" }] });
});

test("options written as lines read as the same options", () => {
  const options = [{ value: "trout", label: "Trout", price: 1250, places: 40 }, { value: "pie", label: "Pie" }, { value: "soup", label: "Soup", places: 2 }];
  const text = textOfOptions(options, (price) => typedAmount(price, 2));
  assert.equal(text, "Trout | 12.50 | 40\nPie\nSoup |  | 2");
  assert.deepEqual(optionsOfText(text, { earlier: options }).options, options);
});
