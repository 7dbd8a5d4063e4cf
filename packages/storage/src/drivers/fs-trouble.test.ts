import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { StoreUnavailableError } from "../errors.ts";
import { fs } from "./fs.ts";

const disk = vi.hoisted(() => ({ isFull: false }));

vi.mock(import("node:fs/promises"), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    async link(...paths: Parameters<typeof original.link>) {
      if (disk.isFull) throw Object.assign(new Error("ENOSPC: no space left on device, link"), { code: "ENOSPC" });
      return original.link(...paths);
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), "seatbook-fs-trouble-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("tells that its disk is full as trouble that may pass, and goes on when there is room", async () => {
  const driver = fs({ base: join(folder, "data") });
  disk.isFull = true;
  const refused = Promise.resolve(driver.createItem("a:1", "{}"));
  await expect(refused).rejects.toThrow(StoreUnavailableError);
  await expect(refused).rejects.toThrow(/cannot be used for now: ENOSPC/);
  disk.isFull = false;
  expect(await driver.getItem("a:1")).toBeNull();
  expect(await driver.createItem("a:1", "{}")).toBe(true);
  expect(statSync(join(folder, "data")).mode & 0o777).toBe(0o700);
});
