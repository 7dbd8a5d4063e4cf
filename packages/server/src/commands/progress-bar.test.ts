import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { progressOn } from "./progress-bar.ts";

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
  test("is a bar on a terminal, which is taken away at the end", () => {
    const terminal = new Terminal(true);
    const progress = progressOn(terminal);
    progress.begin("Copying", 4);
    for (let step = 0; step < 4; step++) progress.advance();
    progress.begin("Comparing", 10);
    progress.end();
    expect(terminal.text).toMatch(/Copying .* 0 % \| 0 of 4/);
    expect(terminal.text).toMatch(/Comparing .* 0 % \| 0 of 10/);
    // The cursor is shown again, and the line is cleared.
    expect(terminal.text.trimEnd()).toMatch(/\u001b\[\?25h|\u001b\[\d?K|\u001b\[0J/);
    progress.end();
  });

  test("is a line every ten seconds elsewhere", () => {
    let now = 0;
    const file = new Terminal(false);
    const progress = progressOn(file, () => now);
    progress.begin("Copying", 10_000);
    for (let step = 0; step < 5000; step++) {
      now += 5;
      progress.advance();
    }
    progress.begin("Checking the backup", 0);
    now += 20_000;
    for (let step = 0; step < 64; step++) progress.advance();
    progress.end();
    expect(file.text.split("\n")).toEqual([
      "Copying: 2048 of 10000",
      "Copying: 4096 of 10000",
      "Checking the backup: 64",
      "",
    ]);
  });

  test("tells nothing of what is soon over", () => {
    const file = new Terminal(false);
    const progress = progressOn(file, () => 0);
    progress.begin("Copying", 3);
    for (let step = 0; step < 3; step++) progress.advance();
    progress.end();
    expect(file.text).toBe("");
  });
});
