import type { CreateDriver } from "../driver.ts";
import { Journal } from "../journal.ts";
import type { SnapshotOptions } from "../journal-options.ts";
import type { LogRecord } from "../log.ts";

/** The smallest domain that shows a lost, doubled or misplaced event: a list of labels, in the order they were added. */
export type Tally = { labels: string[] };
export type Added = { label: string };
export type Writer = { writer: string };

export type TallyOptions = {
  now?: () => number;
  snapshot?: Partial<SnapshotOptions<Tally>>;
  /** Called after the events of each record, before its fold ends. */
  folded?: (version: number) => void;
};

export function openTally(
  driver: CreateDriver,
  name: string,
  options: TallyOptions = {},
): Journal<Tally, Added, Writer> {
  return new Journal({
    driver,
    name,
    now: options.now ?? Date.now,
    initial: (): Tally => ({ labels: [] }),
    evolve(state, record: LogRecord<Added, Writer>, version) {
      for (const { label } of record.events) state.labels.push(label);
      options.folded?.(version);
      return state;
    },
    fork: ({ labels }) => ({ labels: [...labels] }),
    snapshot: {
      format: 1,
      *encode({ labels }) {
        const all = [...labels];
        for (let from = 0; from < all.length; from += 2) yield { labels: all.slice(from, from + 2) };
      },
      decode,
      everyEvents: Number.POSITIVE_INFINITY,
      ...options.snapshot,
    },
  });
}

function decode(state: Tally, piece: unknown): Tally {
  if (typeof piece === "object" && piece !== null && "labels" in piece && Array.isArray(piece.labels)) {
    state.labels.push(...piece.labels.map(String));
    return state;
  }
  throw new TypeError("not a tally");
}

/** Adds a label and answers with its place in the list, 1 for the first. */
export function add(label: string, once?: { key: string; request: string }) {
  return {
    by: { writer: "test" },
    ...(once && { once }),
    decide: () => ({ events: [{ label }], answer: ({ labels }: Tally): number => labels.length }),
  };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
