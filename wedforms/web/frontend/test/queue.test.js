import assert from "node:assert/strict";
import { test } from "node:test";

import { createQueue, merge, retryDelay } from "../src/queue.js";

/** Timers that run when the test says so. */
function handTimers() {
  const due = new Map();
  let next = 1;
  return {
    setTimeout: (act, delay) => (due.set(next, { act, delay }), next++),
    clearTimeout: (id) => due.delete(id),
    delays: () => [...due.values()].map((one) => one.delay),
    async run() {
      const acts = [...due.values()];
      due.clear();
      acts.forEach((one) => one.act());
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function openQueue(answers) {
  const timers = handTimers();
  const told = [];
  const kept = [];
  const sent = [];
  const queue = createQueue({
    send: (changes) => {
      sent.push(changes);
      const answer = answers.shift() ?? "ok";
      return answer === "ok" ? Promise.resolve() : Promise.reject(answer);
    },
    tell: (state) => told.push(state),
    keep: (changes) => kept.push(changes),
    timers,
    random: () => 0.5,
  });
  return { queue, timers, told, kept, sent };
}

/** A queue whose attempts end when the test says so. */
function slowQueue() {
  const under = [];
  const sent = [];
  const kept = [];
  const send = (changes) => {
    sent.push(changes);
    return new Promise((resolve, reject) => under.push({ resolve, reject }));
  };
  const queue = createQueue({ send, tell: () => {}, keep: (changes) => kept.push(changes), timers: handTimers() });
  return { queue, under, sent, kept };
}

const typed = (name, ...values) => ({ inputs: { [name]: values }, removed: [] });
const nothing = { inputs: {}, removed: [] };

test("changes made in one breath are sent together", async () => {
  const { queue, timers, sent, told } = openQueue([]);
  queue.add(typed("name", "Z"));
  queue.add(typed("name", "Zoë"));
  queue.add(typed("email", "zoe@example.com"));
  await timers.run();
  assert.deepEqual(sent, [{ inputs: { name: ["Zoë"], email: ["zoe@example.com"] }, removed: [] }]);
  assert.equal(told.at(-1), "saved");
});

test("what is not with the server is kept, what is with it is not", async () => {
  const { queue, timers, kept } = openQueue([]);
  queue.add(typed("name", "Zoë"));
  assert.deepEqual(kept.at(-1), typed("name", "Zoë"));
  await timers.run();
  assert.deepEqual(kept.at(-1), nothing);
  assert.ok(queue.isEmpty());
});

test("a failed attempt loses nothing and is tried again later", async () => {
  const { queue, timers, sent, told, kept } = openQueue([new Error("gone")]);
  queue.add(typed("name", "Zoë"));
  await timers.run();
  assert.equal(told.at(-1), "failing");
  assert.deepEqual(timers.delays(), [1000]);
  queue.add(typed("town", "Bath"));
  assert.deepEqual(kept.at(-1), { inputs: { name: ["Zoë"], town: ["Bath"] }, removed: [] });
  await timers.run();
  assert.deepEqual(sent.at(-1), { inputs: { name: ["Zoë"], town: ["Bath"] }, removed: [] });
  assert.equal(told.at(-1), "saved");
});

test("a later value wins over the one that failed", async () => {
  const { queue, timers, sent } = openQueue([new Error("gone")]);
  queue.add(typed("name", "old"));
  await timers.run();
  queue.add(typed("name", "new"));
  await timers.run();
  assert.deepEqual(sent.at(-1), typed("name", "new"));
});

test("a refusal for good is told and not tried again by itself", async () => {
  const { queue, timers, told } = openQueue([{ final: true }]);
  queue.add(typed("name", "Zoë"));
  await timers.run();
  assert.equal(told.at(-1), "refused");
  assert.deepEqual(timers.delays(), []);
  assert.deepEqual(queue.unsaved(), typed("name", "Zoë"));
});

test("flush sends what is typed during the attempt too", async () => {
  const { queue, sent } = openQueue([]);
  queue.add(typed("name", "Zoë"));
  const flushing = queue.flush();
  queue.add(typed("town", "Bath"));
  assert.equal(await flushing, true);
  assert.deepEqual(sent, [typed("name", "Zoë"), typed("town", "Bath")]);
});

test("however often it is flushed at once, one attempt at a time is under way", async () => {
  const { queue, under, sent } = slowQueue();
  queue.add(typed("name", "Zoë"));
  const flushing = [queue.flush(), queue.flush()];
  queue.add(typed("town", "Bath"));
  flushing.push(queue.flush());
  await settled();
  assert.deepEqual(sent, [typed("name", "Zoë")]);
  under.shift().resolve();
  await settled();
  assert.deepEqual(sent, [typed("name", "Zoë"), typed("town", "Bath")]);
  under.shift().resolve();
  assert.deepEqual(await Promise.all(flushing), [true, true, true]);
  assert.equal(sent.length, 2);
  assert.ok(queue.isEmpty());
});

test("an attempt that fails while others wait for it loses nothing to them", async () => {
  const { queue, under, kept } = slowQueue();
  queue.add(typed("name", "Zoë"));
  const flushing = [queue.flush(), queue.flush()];
  queue.add(typed("town", "Bath"));
  flushing.push(queue.flush());
  under.shift().reject(new Error("gone"));
  assert.deepEqual(await Promise.all(flushing), [false, false, false]);
  assert.deepEqual(queue.unsaved(), { inputs: { name: ["Zoë"], town: ["Bath"] }, removed: [] });
  assert.deepEqual(kept.at(-1), queue.unsaved());
  assert.equal(under.length, 0);
});

test("flush says when the server cannot be reached", async () => {
  const { queue } = openQueue([new Error("gone")]);
  queue.add(typed("name", "Zoë"));
  assert.equal(await queue.flush(), false);
});

test("the waits between tries double up to half a minute", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map((failures) => retryDelay(failures, () => 0.5));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  assert.ok(retryDelay(3, () => 0) < retryDelay(3, () => 1));
});

test("a removed row takes its unsent answers with it", () => {
  const merged = merge(
    { inputs: { "guests-a1-name": ["Ada"], "guests-a11-name": ["Ben"] }, removed: [] },
    { inputs: { "guests-_rows": ["a11"] }, removed: ["guests-a1"] },
  );
  assert.deepEqual(merged, {
    inputs: { "guests-a11-name": ["Ben"], "guests-_rows": ["a11"] },
    removed: ["guests-a1"],
  });
});

test("what another window has written since is not sent from here", async () => {
  const { queue, timers, sent } = openQueue([]);
  queue.add({ inputs: { name: ["old"], town: ["Bath"] }, removed: [] });
  queue.yieldTo(["name"]);
  await timers.run();
  assert.deepEqual(sent, [typed("town", "Bath")]);
});
