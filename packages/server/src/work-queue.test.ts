import { describe, expect, test } from "vitest";
import { atOnce } from "./for-each-of.ts";
import { WorkQueue } from "./work-queue.ts";

/** Work that ends when it is told to. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const queue = new WorkQueue(async (id: string) => {
    begun.push(id);
    await new Promise<void>((resolve) => void ends.set(id, resolve));
    return begun.length;
  });
  return { queue, begun, end: (id: string) => ends.get(id)?.() };
}

describe("a work queue", () => {
  test("works on so many ids at once, and on the others after them, in order", async () => {
    const { queue, begun, end } = held();
    const ids = Array.from({ length: atOnce + 2 }, (_, index) => `w${index}`);
    const all = ids.map((id) => queue.add(id));
    expect(begun).toEqual(ids.slice(0, atOnce));
    end("w3");
    await all[3];
    await expect.poll(() => begun).toEqual(ids.slice(0, atOnce + 1));
    for (const id of ids) end(id);
    await expect.poll(() => begun).toEqual(ids);
    for (const id of ids) end(id);
    await queue.idle();
    expect(queue.isIdle).toBe(true);
  });

  test("works on one id once at a time; whoever asks meanwhile gets what is done after that, once for all", async () => {
    const { queue, begun, end } = held();
    const first = queue.add("a");
    const later = [queue.add("a"), queue.add("a")];
    expect(begun).toEqual(["a"]);
    end("a");
    expect(await first).toBe(1);
    await expect.poll(() => begun).toEqual(["a", "a"]);
    end("a");
    expect(await Promise.all(later)).toEqual([2, 2]);
    await queue.idle();
    expect(begun).toEqual(["a", "a"]);
  });
});
