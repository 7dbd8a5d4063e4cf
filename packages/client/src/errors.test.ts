import { describe, expect, test } from "vitest";
import { isSeatbookError, SeatbookError } from "./errors.ts";
import { broken, FakeMachine, problem } from "./test/fake-machine.ts";

async function failure(machine: FakeMachine): Promise<unknown> {
  const result = machine
    .client({ maxRetries: 0 })
    .workspace("acme")
    .getWorkspace()
    .catch((error: unknown) => error);
  await machine.pass();
  return result;
}

describe("a SeatbookError", () => {
  test("has what the problem says", async () => {
    const errors = [{ field: "address.city", message: "This field is missing." }];
    const body = { code: "invalid-input", title: "Some fields are not valid.", detail: "Nothing was changed.", errors };
    const headers = { "X-Request-Id": "r-7", "Retry-After": "40" };
    const error = await failure(new FakeMachine(() => new Response(JSON.stringify(body), { status: 422, headers })));
    expect(error).toBeInstanceOf(SeatbookError);
    expect(error).toMatchObject({
      name: "SeatbookError",
      code: "invalid-input",
      status: 422,
      detail: "Nothing was changed.",
      message: "Nothing was changed.",
      errors,
      requestId: "r-7",
      retryAfterSeconds: 40,
    });
  });

  test("says so where something is not there", async () => {
    const error = await failure(new FakeMachine(problem(404, "workspace-not-found")));
    expect(error).toMatchObject({ errors: [], requestId: undefined, retryAfterSeconds: undefined });
  });

  test.each<[string, () => Response, number]>([
    ["a proxy's page", () => new Response("<h1>Bad gateway</h1>", { status: 502 }), 502],
    ["JSON of somebody else", () => new Response('{"error":"no"}', { status: 403 }), 403],
    ["JSON that is no object", () => new Response("null", { status: 500 }), 500],
    ["a success that is no JSON", () => new Response("<h1>Welcome</h1>"), 200],
    ["nothing at all", () => new Response(null, { status: 204 }), 204],
    ["a 304 that nobody asked for", () => new Response(null, { status: 304 }), 304],
  ])("is an unexpected answer where it is %s", async (_, react, status) => {
    const error = await failure(new FakeMachine(react));
    expect(error).toMatchObject({ code: "unexpected-answer", status });
    expect(error).toHaveProperty("message", expect.stringContaining(String(status)));
  });

  test("of a connection has the cause, and no status", async () => {
    const error = await failure(new FakeMachine(broken));
    expect(error).toMatchObject({ code: "connection-failed", status: 0, cause: { message: "fetch failed" } });
  });

  test("of a time-out says how long it was", async () => {
    const error = await failure(new FakeMachine(() => "silence"));
    expect(error).toMatchObject({
      code: "timed-out",
      status: 0,
      message: expect.stringContaining("30000 milliseconds"),
    });
  });

  test("of a newer server keeps its code", async () => {
    const error = await failure(new FakeMachine(problem(409, "not-thought-of-yet")));
    expect(error).toMatchObject({ code: "not-thought-of-yet" });
  });
});

test("isSeatbookError tells them from others, and by code", () => {
  const error = new SeatbookError({ code: "contended", detail: "Try again." });
  expect(isSeatbookError(error)).toBe(true);
  expect(isSeatbookError(error, "contended")).toBe(true);
  expect(isSeatbookError(error, "stale-version", "contended")).toBe(true);
  expect(isSeatbookError(error, "stale-version")).toBe(false);
  for (const other of [new Error("contended"), { code: "contended" }, undefined])
    expect(isSeatbookError(other, "contended")).toBe(false);
});
