// The secret of a filling link leaves the address and comes back when the same page is loaded again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hidePrefill } from "../src/prefill.js";

function tab(href, state = null) {
  const seen = { address: href, left: "" };
  const history = {
    state,
    replaceState: (next, _title, url) => {
      history.state = next;
      seen.address = String(url);
    },
  };
  const location = { href, replace: (url) => (seen.left = String(url)) };
  return { window: { location, history }, history, seen };
}

test("it goes from the address and stays with the page", () => {
  const { window, history, seen } = tab("https://forms.example/f/ivy/enquiry?prefill=secret&page=2", { page: 2 });
  hidePrefill(window);
  assert.equal(seen.address, "https://forms.example/f/ivy/enquiry?page=2");
  assert.deepEqual(history.state, { page: 2, prefill: "secret" });
  assert.equal(seen.left, "");
});

test("the form loaded again asks for the same answers, in a frame too", () => {
  for (const path of ["/f/ivy/enquiry", "/e/ivy/enquiry"]) {
    const { window, seen } = tab(`https://forms.example${path}`, { prefill: "secret" });
    hidePrefill(window);
    assert.equal(seen.left, `https://forms.example${path}?prefill=secret`);
  }
});

test("a draft and a page that never had one are left alone", () => {
  for (const [href, state] of [
    ["https://forms.example/d/ivy/token", { prefill: "secret" }],
    ["https://forms.example/e/ivy/enquiry/d/token", { prefill: "secret" }],
    ["https://forms.example/f/ivy/enquiry", null],
  ]) {
    const { window, seen } = tab(href, state);
    hidePrefill(window);
    assert.deepEqual(seen, { address: href, left: "" });
  }
});
