import fc from "fast-check";
import { expect, test } from "vitest";
import { EventQueue, type QueuedEvent } from "./event-queue.ts";

test("the soonest comes first, and of two at the same time the one that was queued first", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(20), { freq: 3 })), (steps) => {
      const queue = new EventQueue<QueuedEvent>();
      const expected: QueuedEvent[] = [];
      for (const [order, time] of steps.entries()) {
        if (time === null) {
          expected.sort((a, b) => a.time - b.time || a.order - b.order);
          expect(queue.take()).toEqual(expected.shift());
        } else {
          queue.add({ time, order });
          expected.push({ time, order });
        }
      }
    }),
  );
});
