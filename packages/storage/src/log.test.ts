import { describe, expect, it } from "vitest";
import { isSnapshotKey, parseRecordKey, recordKey } from "./log.ts";

describe("the key of a record", () => {
  it.each([
    ["register", 1, "register:000000000001"],
    ["workspace:acme", 999_999_999_999, "workspace:acme:999999999999"],
    ["workspace:snapshot", 7, "workspace:snapshot:000000000007"],
  ])("of %s at %d is %s, and back", (log, version, key) => {
    expect(recordKey(log, version)).toBe(key);
    expect(parseRecordKey(key)).toEqual({ log, version });
    expect(isSnapshotKey(key)).toBe(false);
  });

  it.each([
    "register",
    "register:000000000000",
    "register:00000000001",
    "register:0000000000001x",
    ":000000000001",
    "register:snapshot",
    "register:snapshot:4-12:000001",
    "secrets:session-tokens",
  ])("is not %s", (key) => {
    expect(parseRecordKey(key)).toBeUndefined();
  });
});
