/** Something that is to happen. `time` in virtual ms; of two at the same time the one that was queued first comes first. */
export type QueuedEvent = { time: number; order: number };

/** What is to happen, soonest first: a binary heap. */
export class EventQueue<E extends QueuedEvent> {
  readonly #heap: E[] = [];

  add(event: E): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isSooner(event, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = event;
  }

  /** Takes out the soonest. */
  take(): E | undefined {
    const heap = this.#heap;
    const [soonest] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return soonest;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      if (left === undefined) break;
      const isRight = right !== undefined && isSooner(right, left);
      const child = isRight ? right : left;
      if (!isSooner(child, last)) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = last;
    return soonest;
  }
}

function isSooner(one: QueuedEvent, other: QueuedEvent): boolean {
  return one.time < other.time || (one.time === other.time && one.order < other.order);
}
