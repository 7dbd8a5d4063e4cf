import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Progress } from "../store/progress.ts";
import { withProgress } from "./progress-bar.ts";

class Terminal extends Writable {
  text = "";
  readonly isTTY: boolean;
  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
  override _write(chunk: unknown, _: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

describe("progress", () => {
  test("is a bar on a terminal, which is taken away at the end, also where the work fails", async () => {
    const terminal = new Terminal(true);
    const failing = withProgress(terminal, async (progress) => {
      progress.begin("Copying", 4);
      for (let step = 0; step < 4; step++) progress.advance();
      progress.begin("Checking the backup", 0);
      throw new Error("out of reach");
    });
    await expect(failing).rejects.toThrow("out of reach");
    expect(terminal.text).toMatch(/Copying .* 0 % \| 0 of 4/);
    expect(terminal.text).toMatch(/Checking the backup 0/);
    const { length } = terminal.text;
    // It is not drawn any more.
    await sleep(300);
    expect(terminal.text).toHaveLength(length);
  });

  test("is a line every ten seconds elsewhere", async () => {
    let now = 0;
    const file = new Terminal(false);
    const work = async (progress: Progress): Promise<string> => {
      progress.begin("Copying", 10_000);
      for (let step = 0; step < 5000; step++) {
        now += 5;
        progress.advance();
      }
      progress.begin("Checking the backup", 0);
      now += 20_000;
      for (let step = 0; step < 64; step++) progress.advance();
      return "done";
    };
    expect(await withProgress(file, work, () => now)).toBe("done");
    expect(file.text.split("\n")).toEqual([
      "Copying: 2048 of 10000",
      "Copying: 4096 of 10000",
      "Checking the backup: 64",
      "",
    ]);
  });

  test("tells nothing of what is soon over", async () => {
    const file = new Terminal(false);
    await withProgress(file, async (progress) => {
      progress.begin("Copying", 3);
      for (let step = 0; step < 3; step++) progress.advance();
    });
    expect(file.text).toBe("");
  });
});
