import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findBrowser } from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "seatbook-browser-"));
const chromium = join(folder, "chromium");
writeFileSync(chromium, "");
writeFileSync(join(folder, "google-chrome"), "");
afterAll(() => rmSync(folder, { recursive: true }));

test("CHROME_PATH wins", () => {
  const chosen = join(folder, "google-chrome");
  expect(findBrowser({ CHROME_PATH: chosen, PATH: folder }, "linux")).toBe(chosen);
});

test("CHROME_PATH that names no file is an error, not another browser", () => {
  expect(() => findBrowser({ CHROME_PATH: join(folder, "absent"), PATH: folder }, "linux")).toThrow(/names no file/);
});

test("a command in PATH is found", () => {
  expect(findBrowser({ PATH: folder }, "linux")).toBe(chromium);
});

test("where nothing is installed, nothing is found", () => {
  expect(findBrowser({ LOCALAPPDATA: folder }, "win32")).toBeUndefined();
});
