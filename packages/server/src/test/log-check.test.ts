import { expect, test } from "vitest";
import type { RequestLogEntry } from "../middleware/log.ts";
import { expectNothingPersonal } from "./log-check.ts";

const good: RequestLogEntry = {
  level: "info",
  requestId: "request-1",
  method: "GET",
  route: "/v1/workspaces/:ws",
  status: 200,
  durationMs: 0.3,
};
const check = (more: object) => () => {
  expectNothingPersonal([{ ...good, ...more }], new Set([good.route]));
};

test("an entry of the log may have a route's pattern, a key's id, a code and frames", () => {
  const frames = "TypeError\n    at run (file:///srv/node_modules/@hono/node-server/index.js:1:2)";
  expect(check({ key: "key_0123456789abc", code: "internal-error", error: frames })).not.toThrow();
});

test.each([
  ["an address that was asked for", { route: "/v1/workspaces/acme" }],
  ["a token instead of a key's id", { key: "eyJhbGciOiJIUzI1NiJ9.e30.x" }],
  ["an API key's text", { key: "sbk_0123456789abcdef" }],
  ["a name as a code", { code: "Ana Silva" }],
  ["an error's message", { error: "TypeError: Ana Silva\n    at run (file.ts:1:2)" }],
  ["a person's address in a frame", { error: "TypeError\n    at ana@acme.example (file.ts:1:2)" }],
  ["a secret in a frame", { error: "TypeError\n    at whsec_abc (file.ts:1:2)" }],
  ["a field more", { member: "ana" }],
])("and not %s", (_, more) => {
  expect(check(more)).toThrow();
});
