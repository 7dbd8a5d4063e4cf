import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Outage } from "./outage.ts";

/** A store that is there or not, and how often it was looked for. */
function store() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const state = { isThere: true, lookUps: 0 };
  const outage = new Outage(async () => {
    state.lookUps++;
    await Promise.resolve();
    if (!state.isThere) throw new Error(`look-up ${state.lookUps} failed`);
  });
  return { state, outage };
}

describe("Outage", () => {
  it("lets everybody pass, without a look-up, until there is a suspicion", async () => {
    const { state, outage } = store();
    await outage.pass();
    expect(state.lookUps).toBe(0);
  });

  it("lets those pass who waited for the look-up that finds nothing wrong", async () => {
    const { state, outage } = store();
    outage.suspect();
    outage.suspect();
    await Promise.all([outage.pass(), outage.pass()]);
    expect(state.lookUps).toBe(1);
  });

  it("turns everybody away at once while the store is away, and looks for it until it is back", async () => {
    const { state, outage } = store();
    state.isThere = false;
    outage.suspect();
    await expect(outage.pass()).rejects.toThrow("look-up 1 failed");
    await expect(outage.pass()).rejects.toThrow("look-up 1 failed");
    expect(state.lookUps).toBe(1);
    await vi.advanceTimersByTimeAsync(600);
    outage.suspect();
    await expect(outage.pass()).rejects.toThrow("look-up 3 failed");
    state.isThere = true;
    await vi.advanceTimersByTimeAsync(300);
    await outage.pass();
    expect(state.lookUps).toBe(4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.lookUps).toBe(4);
  });

  it("looks no more once it is stopped", async () => {
    const { state, outage } = store();
    state.isThere = false;
    outage.suspect();
    await expect(outage.pass()).rejects.toThrow("look-up 1 failed");
    outage.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.lookUps).toBeLessThanOrEqual(2);
  });
});
