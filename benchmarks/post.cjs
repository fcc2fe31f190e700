// Sends the same answers again and again on behalf of sending.py, as so many visitors at once.
// Arguments: address, body, visitors, seconds. Prints how many were received a second.
"use strict";

const { randomInt, randomUUID } = require("node:crypto");
const { Agent, request } = require("node:http");

const [address, body, visitors, seconds] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(visitors) });

function send() {
  const sent = `${body}&_attempt=${randomUUID()}`;
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": sent.length,
    // Each is somebody else: one visitor may not send so often.
    "x-forwarded-for": `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
  };
  return new Promise((resolve, reject) => {
    const asked = request(address, { agent, method: "POST", headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    });
    asked.on("error", reject);
    asked.end(sent);
  });
}

async function visit(end) {
  let received = 0;
  while (performance.now() < end) {
    const status = await send();
    if (status !== 303) throw new Error(`The server answered ${status}.`);
    received += 1;
  }
  return received;
}

async function main() {
  const start = performance.now();
  const end = start + Number(seconds) * 1000;
  const counts = await Promise.all(Array.from({ length: Number(visitors) }, () => visit(end)));
  const received = counts.reduce((sum, count) => sum + count, 0);
  console.log((received * 1000) / (performance.now() - start));
  process.exit(0);
}

main();
