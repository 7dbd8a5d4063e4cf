import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { Process } from "./process.ts";
import { Random } from "./random.ts";
import { Trace } from "./trace.ts";
import { VirtualTime } from "./virtual-time.ts";

const newTime = () => new VirtualTime(new Random(1, 1), new Trace());
const newProcess = (name: string) => new Process(name, 0, () => {});

test("an hour passes at once, and what waits goes on in the order of the time", async () => {
  const time = newTime();
  const happened: string[] = [];
  await time.run(async () => {
    const later = wait(3_600_000).then(() => happened.push("an hour"));
    setTimeout(() => happened.push("a minute"), 60_000);
    const canceled = setTimeout(() => happened.push("never"), 1_000);
    clearTimeout(canceled);
    await nextTurn();
    happened.push("a turn");
    await later;
  });
  expect(happened).toEqual(["a turn", "a minute", "an hour"]);
  expect(time.now).toBe(3_600_000);
});

test("time-outs, randomness and signatures are the simulation's, too", async () => {
  expect(await draw()).toEqual({ random: expect.any(Number), reason: "TimeoutError: It took too long.", bytes: 32 });
  expect(await draw()).toEqual(await draw());
});

test("whoever does not run in a simulation has the real time, and everybody has it afterwards", async () => {
  const { setTimeout: real } = globalThis;
  const start = Promise.withResolvers<void>();
  const outside = start.promise.then(() => new Promise((resolve) => void setTimeout(() => resolve("real"), 1)));
  await newTime().run(async () => {
    expect(setTimeout).not.toBe(real);
    start.resolve();
    await nextTurn();
  });
  expect(await outside).toBe("real");
  expect(setTimeout).toBe(real);
  expect(Math.random()).not.toBe(Math.random());
});

test("nothing happens to the dead, and to those who stand still it happens later", async () => {
  const time = newTime();
  const [dead, still] = [newProcess("dead"), newProcess("still")];
  const happened: [what: string, at: number][] = [];
  await time.run(async () => {
    for (const process of [dead, still]) {
      time.as(process, () => void setTimeout(() => happened.push([process.name, time.now]), 1_000));
    }
    dead.kill("in a test");
    still.standsUntil = 5_000;
    await time.sleep(10_000);
  });
  expect(happened).toEqual([["still", 5_000]]);
});

test("what can never end is told, instead of being waited for", async () => {
  const never = newTime().run(() => new Promise(() => {}));
  await expect(never).rejects.toThrow("nothing is left to happen");
});

async function draw() {
  return newTime().run(async () => {
    const signal = AbortSignal.timeout(450_000);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    const hmac = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", new Uint8Array(32), hmac, false, ["sign"]);
    const signature = await crypto.subtle.sign("HMAC", key, new Uint8Array(1));
    return { random: Math.random(), reason: String(signal.reason), bytes: signature.byteLength };
  });
}
