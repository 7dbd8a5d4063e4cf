import { describe, expect, test } from "vitest";
import { createClient } from "./create-client.ts";
import type { ClientOptions } from "./options.ts";
import { FakeMachine, json, problem } from "./test/fake-machine.ts";

const stale = problem(401, "token-stale");
const sentTokens = (machine: FakeMachine) => machine.sent.map(({ headers }) => headers.get("Authorization"));

/** Gives `token-1`, then `token-2`, … */
function tokens() {
  let asked = 0;
  return { getToken: async () => `token-${++asked}`, asked: () => asked };
}

describe("the client asks", () => {
  test("with the API key, or the token", async () => {
    const machine = new FakeMachine(json({}));
    await machine.client({ apiKey: "the-key" }).getHealth();
    await machine.client({ apiKey: undefined, token: "the-token" }).getHealth();
    expect(sentTokens(machine)).toEqual(["Bearer the-key", "Bearer the-token"]);
  });

  test("for a token before the first request, once for all that need it", async () => {
    const machine = new FakeMachine(json({}));
    const { getToken, asked } = tokens();
    const client = machine.client({ apiKey: undefined, getToken });
    expect(asked()).toBe(0);
    await Promise.all([client.getHealth(), client.getHealth()]);
    await client.getHealth();
    expect(sentTokens(machine)).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-1"]);
  });

  test("for another token when that is no longer good, once for all that were refused", async () => {
    const machine = new FakeMachine(stale, stale, json({ status: "ok" }));
    const client = machine.client({ apiKey: undefined, ...tokens() });
    expect(await Promise.all([client.getHealth(), client.getHealth()])).toEqual([{ status: "ok" }, { status: "ok" }]);
    expect(sentTokens(machine)).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2"]);
  });

  test("not again and again where no token is good", async () => {
    const machine = new FakeMachine(stale);
    const client = machine.client({ apiKey: undefined, ...tokens() });
    await expect(client.getHealth()).rejects.toMatchObject({ code: "token-stale" });
    expect(sentTokens(machine)).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("nobody where it has a key", async () => {
    const machine = new FakeMachine(problem(401, "token-invalid"));
    await expect(machine.client().getHealth()).rejects.toMatchObject({ code: "token-invalid" });
    expect(machine.sent).toHaveLength(1);
  });

  test("again after no token could be had; what went wrong is the caller's to see", async () => {
    const machine = new FakeMachine(json({}));
    const failed = new Error("signed out");
    let calls = 0;
    const getToken = () => (++calls === 1 ? Promise.reject(failed) : "token");
    const client = machine.client({ apiKey: undefined, getToken });
    await expect(client.getHealth()).rejects.toBe(failed);
    await client.getHealth();
    expect(sentTokens(machine)).toEqual(["Bearer token"]);
  });
});

test("a client that nobody told as whom to ask says so", () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as JavaScript would call it
  expect(() => createClient({ url: "https://seatbook.example" } as ClientOptions)).toThrow(
    "Give apiKey, token or getToken, and none that is empty.",
  );
});

test("a client with a setting that is missing or wrong says so when it is made, not with each request", () => {
  for (const url of ["", "127.0.0.1:8787", "seatbook.example", "ftp://seatbook.example"])
    expect(() => createClient({ url, apiKey: "key" })).toThrow(/^url: Give the server's address/);
  for (const apiKey of ["", " \n"])
    expect(() => createClient({ url: "https://seatbook.example", apiKey })).toThrow(/^Give apiKey, /);
});

test("a line break after a key, as files have one, is not sent", async () => {
  const machine = new FakeMachine(json({ status: "running" }));
  await machine.client({ apiKey: "key\n" }).getHealth();
  expect(sentTokens(machine)).toEqual(["Bearer key"]);
});
