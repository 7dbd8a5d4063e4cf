import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { openDriver } from "../open.ts";
import type { MaybePromise } from "../maybe-promise.ts";
import { declare, type Case, type Skip, type TestRunner } from "./runner.ts";
import { add, collect, openTally } from "./tally.ts";

export interface ProcessSuiteOptions {
  /** Title of the suite. */
  name: string;
  /** The URL of a new, empty store that several processes can open; called once per case. */
  url: () => MaybePromise<string>;
  /** A module that exports `openDriver(url)`, as a `file:` URL. Default: this package's own. */
  module?: string;
  skip?: Skip[];
  /** For example vitest's or node:test's. */
  test: TestRunner;
}

/** Declares the suite for a driver that outlives its process: `kill -9` in the middle of appending, and two processes that
 *  append at once. Some seconds on a disk that syncs. */
export function testProcesses({ name, url, module = OWN_MODULE, skip = [], test }: ProcessSuiteOptions): void {
  declare(test, name, cases, skip, async (check) => check.run({ module, url: await url() }));
}

type Subject = { module: string; url: string };

// Run from source, in a repository that has it, the writer is TypeScript as well.
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
const OWN_MODULE = new URL(`../open${EXTENSION}`, import.meta.url).href;
const WRITER = fileURLToPath(new URL(`./writer${EXTENSION}`, import.meta.url));

function startWriter({ module, url }: Subject, label: string, count: number) {
  const conditions = EXTENSION === ".ts" ? ["--conditions=@seatbook/source"] : [];
  const writer = spawn(process.execPath, [...conditions, WRITER, module, url, "log", label, String(count)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const acknowledged: number[] = [];
  const lines = createInterface({ input: writer.stdout }).on("line", (line) => acknowledged.push(Number(line)));
  let complaint = "";
  writer.stderr.on("data", (chunk) => (complaint += String(chunk)));
  const ended = Promise.all([once(writer, "close"), once(lines, "close")]).then(([[code]]) => ({ code, complaint }));
  return {
    acknowledged,
    ended,
    /** Sends `kill -9` as soon as so many appends are acknowledged. */
    killAfter(appends: number): void {
      lines.on("line", () => {
        if (acknowledged.length === appends) writer.kill("SIGKILL");
      });
    },
  };
}

async function withTally<T>(
  { module, url }: Subject,
  work: (tally: ReturnType<typeof openTally>) => Promise<T>,
): Promise<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever runs the suite promises it
  const opener = (await import(/* @vite-ignore */ module)) as { openDriver: typeof openDriver };
  const driver = await opener.openDriver(url);
  try {
    return await work(openTally(driver, "log"));
  } finally {
    await driver.dispose?.();
  }
}

const cases: Case<Subject>[] = [
  {
    name: "kill -9 amid 1,000 appends: every acknowledged record is there, none is half, and the log goes on",
    async run(subject) {
      let before = 0;
      for (const [round, kill] of [150, 333, 7].entries()) {
        const writer = startWriter(subject, `writer-${round}`, 1000);
        writer.killAfter(kill);
        const { code, complaint } = await writer.ended;
        assert.equal(code, null, `the writer was to be killed, but ended: ${complaint}`);
        assert.ok(writer.acknowledged.length >= kill);
        const acknowledged = writer.acknowledged.length;
        assert.deepEqual(
          writer.acknowledged,
          Array.from({ length: acknowledged }, (_, index) => before + index + 1),
        );
        before = await withTally(subject, async (tally) => {
          const written = (await collect(tally.log.readFrom(before + 1))).map(([, record]) => record.events);
          // The append under way when the process was killed may or may not have been written, but not in part.
          assert.ok(written.length === acknowledged || written.length === acknowledged + 1);
          assert.deepEqual(
            written,
            written.map((_, index) => [{ label: `writer-${round}-${index + 1}` }]),
          );
          const { labels } = await tally.current();
          assert.equal(labels.length, before + written.length);
          return (await tally.run(add(`after-${round}`))).version;
        });
      }
    },
  },
  {
    name: "two processes, 200 appends each: none lost, none twice",
    async run(subject) {
      const writers = ["a", "b"].map((label) => startWriter(subject, label, 200));
      for (const { code, complaint } of await Promise.all(writers.map(({ ended }) => ended))) {
        assert.equal(code, 0, complaint);
      }
      const versions = writers.flatMap(({ acknowledged }) => acknowledged).toSorted((a, b) => a - b);
      assert.deepEqual(
        versions,
        Array.from({ length: 400 }, (_, index) => index + 1),
      );
      await withTally(subject, async (tally) => {
        const { labels } = await tally.current();
        assert.equal(labels.length, 400);
        for (const label of ["a", "b"]) {
          assert.deepEqual(
            labels.filter((one) => one.startsWith(`${label}-`)),
            Array.from({ length: 200 }, (_, index) => `${label}-${index + 1}`),
          );
        }
      });
    },
  },
];
