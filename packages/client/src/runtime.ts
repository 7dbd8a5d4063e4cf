import type { Runtime } from "./options.ts";

/** Machines take more for less. */
const longestTimerMs = 2 ** 31 - 1;

export const machine: Runtime = {
  now: Date.now,
  random: Math.random,
  newKey,
  after: (milliseconds, action) => {
    if (milliseconds > longestTimerMs) return () => {};
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Pages that did not come by TLS have no `randomUUID`. A key has to be unique, not secret. */
function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
