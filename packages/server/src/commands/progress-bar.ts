import type { Writable } from "node:stream";
import { type Options, Presets, SingleBar } from "cli-progress";
import { beforeInterrupt } from "../before-interrupt.ts";
import type { Progress } from "../store/progress.ts";

export type ProgressTerminal = { isTTY?: boolean | undefined };

const barFormat = "{what} {bar} {percentage} % | {value} of {total} | {eta_formatted} to go";
const countFormat = "{what} {value}";

/** How often it is told where no terminal shows a bar. */
const tellMs = 10_000;

type Shown = Progress & { end: () => void };

/** Does work whose progress is shown: by a bar on a terminal; by a line now and then on anything else.
 *  @param now milliseconds since anything. */
export async function withProgress<T>(
  stream: Writable & ProgressTerminal,
  work: (progress: Progress) => Promise<T>,
  now: () => number = () => performance.now(),
): Promise<T> {
  const shown = stream.isTTY === true ? bar(stream) : lines(stream, now);
  // A bar hides the cursor, and lets no line wrap.
  const takeBack = beforeInterrupt(shown.end);
  try {
    return await work(shown);
  } finally {
    takeBack();
    // A bar that is not ended keeps the process from ending.
    shown.end();
  }
}

function bar(stream: Writable): Shown {
  const options: Options = { stream, hideCursor: true, clearOnComplete: true };
  let shown: SingleBar | undefined;
  const end = (): void => {
    shown?.stop();
    shown = undefined;
  };
  return {
    begin(what, total) {
      end();
      shown = new SingleBar({ ...options, format: total > 0 ? barFormat : countFormat }, Presets.shades_classic);
      shown.start(total, 0, { what });
    },
    advance: () => shown?.increment(),
    end,
  };
}

function lines(stream: Writable, now: () => number): Shown {
  let what = "";
  let total = 0;
  let done = 0;
  let toldAt = 0;
  return {
    begin(begun, count) {
      what = begun;
      total = count;
      done = 0;
      toldAt = now();
    },
    advance() {
      done++;
      // A look at the clock for each would cost more than the work.
      if (done % 64 !== 0 || now() - toldAt < tellMs) return;
      toldAt = now();
      stream.write(`${what}: ${done}${total > 0 ? ` of ${total}` : ""}\n`);
    },
    end() {},
  };
}
