// The element's parts by themselves: what is heard, from whom, and how high a frame becomes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createSteady } from "../src/embed/height.js";
import { openLine } from "../src/embed/line.js";
import { isAllowed, message, typeOf } from "../src/embed/messages.js";
import { remember, resume } from "../src/embed/resume.js";
import { wordsFor } from "../src/embed/words.js";

const ALL = ["ready", "height", "page", "submitted", "escape", "hello"];

test("a message of ours is known by its shape", () => {
  for (const [type, more] of [
    ["ready", { title: "A form" }],
    ["height", { height: 480 }],
    ["page", { page: 1, pages: 3 }],
    ["submitted", {}],
    ["escape", {}],
    ["hello", { fit: true }],
  ]) {
    assert.equal(typeOf(message(type, more), ALL), type);
    assert.equal(typeOf(message(type, more), []), "");
  }
});

test("anything else is nothing", () => {
  const junk = [null, undefined, 7, "height", [], {}, { type: "height", height: 1 }, { wedforms: 2, type: "escape" }];
  const wrong = [
    ["height", { height: -1 }],
    ["height", { height: 1.5 }],
    ["height", { height: "480" }],
    ["height", { height: 1e9 }],
    ["ready", { title: 7 }],
    ["ready", { title: "a".repeat(301) }],
    ["page", { page: 1 }],
    ["hello", { fit: 1 }],
    ["constructor", {}],
    ["__proto__", {}],
  ].map(([type, more]) => message(type, more));
  for (const one of [...junk, ...wrong]) assert.equal(typeOf(one, [...ALL, "constructor", "__proto__"].slice(0, 6)), "");
});

test("only the sites of the form are allowed", () => {
  const sites = ["https://www.ivy.example", "https://*.lark.example", "http://localhost:8001"];
  for (const origin of ["https://www.ivy.example", "https://a.lark.example", "https://a.b.lark.example", "http://localhost:8001"]) {
    assert.equal(isAllowed(sites, origin), true, origin);
  }
  for (const origin of [
    "https://ivy.example", "http://www.ivy.example", "https://lark.example", "https://evillark.example", "null", "",
    "https://lark.example.evil.example", "http://a.lark.example", "https://a.lark.example:8443", "http://localhost:8002",
  ]) {
    assert.equal(isAllowed(sites, origin), false, origin);
  }
});

function frameIn({ ancestors, referrer = "" }) {
  const said = [];
  let hear;
  const parent = { postMessage: (data, origin) => said.push([data.type, origin]) };
  const window = {
    parent,
    location: { ancestorOrigins: ancestors },
    document: { referrer },
    addEventListener: (_name, listener) => (hear = listener),
  };
  return { window, parent, said, hear: (event) => hear(event) };
}

test("a frame speaks to the page around as soon as the browser names one that is allowed", () => {
  const { window, said } = frameIn({ ancestors: ["https://a.example"] });
  const line = openLine(window, ["https://a.example"], { greeted: () => {} });
  assert.equal(line.say("escape"), true);
  assert.deepEqual(said, [["escape", "https://a.example"]]);
});

test("a frame says nothing to a page that is not allowed, whatever that says", () => {
  const { window, parent, said, hear } = frameIn({ ancestors: ["https://evil.example"] });
  const line = openLine(window, ["https://a.example"], { greeted: () => assert.fail() });
  hear({ source: parent, origin: "https://evil.example", data: message("hello", { fit: true }) });
  hear({ source: {}, origin: "https://a.example", data: message("hello", { fit: true }) });
  hear({ source: parent, origin: "https://a.example", data: message("hello", {}) });
  assert.equal(line.say("escape"), false);
  assert.deepEqual(said, []);
});

test("where the browser names nobody, the greeting of an allowed page does", () => {
  const { window, parent, said, hear } = frameIn({ referrer: "not an address" });
  const greetings = [];
  const line = openLine(window, ["https://*.a.example"], { greeted: (hello) => greetings.push(hello.fit) });
  assert.equal(line.say("escape"), false);
  hear({ source: parent, origin: "https://www.a.example", data: message("hello", { fit: true }) });
  assert.deepEqual(greetings, [true]);
  line.say("escape");
  assert.deepEqual(said, [["escape", "https://www.a.example"]]);
});

test("the height follows, and stops where two heights chase each other", () => {
  let time = 0;
  const next = createSteady(() => (time += 100));
  assert.deepEqual([400, 500, 400, 500, 400].map(next), [400, 500, 400, 500, 500]);
  time += 5000;
  assert.equal(next(300), 300);
});

test("the element's own words are in the language of the page, or in English", () => {
  assert.equal(wordsFor("fr-CH").close, "Fermer");
  assert.equal(wordsFor("tlh").close, "Close");
  assert.equal(wordsFor(undefined).close, "Close");
  const keys = Object.keys(wordsFor("en"));
  for (const tag of ["fr", "de", "es", "ar"]) assert.deepEqual(Object.keys(wordsFor(tag)), keys);
});

test("a tab goes on with the draft that it began in the frame, unless a fresh form is asked for", () => {
  const kept = new Map();
  globalThis.sessionStorage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
  globalThis.document = { getElementById: () => ({}) };
  const home = "/e/rose/rsvp";
  const at = (path) => {
    const gone = [];
    const location = Object.assign(new URL(`https://forms.example${path}`), { replace: (to) => gone.push(to) });
    const history = { state: null, replaceState: (_state, _title, to) => gone.push(`now ${to.pathname}${to.search}`) };
    return { gone, location, history };
  };
  remember(at(`${home}/d/secret`), home);
  const again = at(home);
  resume(again, home);
  assert.deepEqual(again.gone, [`${home}/d/secret`]);
  const prefilled = at(`${home}?prefill=x`);
  resume(prefilled, home);
  assert.deepEqual(prefilled.gone, []);
  const anew = at(`${home}?lang=fr&anew=1`);
  resume(anew, home);
  assert.deepEqual(anew.gone, [`now ${home}?lang=fr`]);
  const afterwards = at(home);
  resume(afterwards, home);
  assert.deepEqual(afterwards.gone, []);
});
