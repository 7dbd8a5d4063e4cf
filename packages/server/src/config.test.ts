import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const key = "k".repeat(32);

function mistakesOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe("the configuration", () => {
  test("has the documented defaults, and an empty variable counts as absent", () => {
    const defaults = {
      port: 8787,
      host: "127.0.0.1",
      storage: "sqlite:./data/seatbook.db",
      singleProcess: false,
      apiKeys: [],
      tokenSecret: undefined,
      acceptedTokenSecret: undefined,
      origins: [],
      rule: "any-in-month",
      legacyContractsBefore: "2023-03-01",
      maxDirectoryBytes: 64 * 1024 * 1024,
      heldMembers: 500_000,
      rateLimits: { key: 6_000_000, session: 120_000, address: 6_000_000, failures: 6_000 },
      trustedProxies: [],
      webhookAllow: [],
      demoClock: false,
    };
    expect(readConfig({})).toEqual(defaults);
    expect(readConfig({ SEATBOOK_PORT: "", SEATBOOK_API_KEYS: "", PATH: "/bin", OTHER: "x" })).toEqual(defaults);
  });

  test("takes every variable", () => {
    expect(
      readConfig({
        SEATBOOK_PORT: "0",
        SEATBOOK_HOST: "::",
        SEATBOOK_STORAGE: "memory:",
        SEATBOOK_SINGLE_PROCESS: "1",
        SEATBOOK_API_KEYS: ` ${key}, ${key}2 ,`,
        SEATBOOK_TOKEN_SECRET: key,
        SEATBOOK_ACCEPTED_TOKEN_SECRET: `${key}-before`,
        SEATBOOK_ORIGINS: "https://app.example.com,http://localhost:5173",
        SEATBOOK_COUNTING: "month-start",
        SEATBOOK_LEGACY_CONTRACTS_BEFORE: "2020-02-29",
        SEATBOOK_MAX_DIRECTORY_BYTES: "1024",
        SEATBOOK_HELD_MEMBERS: "2000",
        SEATBOOK_RATE_LIMITS: "key=100,failures=5",
        SEATBOOK_TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::1",
        SEATBOOK_METRICS_PORT: "9464",
        SEATBOOK_WEBHOOK_ALLOW: "hooks.internal, 10.0.0.0/8",
        SEATBOOK_DEMO_CLOCK: "1",
        SEATBOOK_SELLER: "./seller.json",
        SEATBOOK_SMTP: "smtp://user:password@mail.example.com:587",
        SEATBOOK_PUBLIC_URL: "https://billing.example.com/",
      }),
    ).toEqual({
      port: 0,
      host: "::",
      storage: "memory:",
      singleProcess: true,
      apiKeys: [key, `${key}2`],
      tokenSecret: key,
      acceptedTokenSecret: `${key}-before`,
      origins: ["https://app.example.com", "http://localhost:5173"],
      rule: "month-start",
      legacyContractsBefore: "2020-02-29",
      maxDirectoryBytes: 1024,
      heldMembers: 2000,
      rateLimits: { key: 100, session: 120_000, address: 6_000_000, failures: 5 },
      trustedProxies: ["10.0.0.0/8", "2001:db8::1"],
      metricsPort: 9464,
      webhookAllow: ["hooks.internal", "10.0.0.0/8"],
      demoClock: true,
      seller: "./seller.json",
      smtp: "smtp://user:password@mail.example.com:587",
      publicUrl: "https://billing.example.com",
    });
  });

  test.each([
    ["SEATBOOK_PORT", ["x", "-1", "65536", "80.5", " 80", "1e3"]],
    ["SEATBOOK_SINGLE_PROCESS", ["yes", "true", "2"]],
    ["SEATBOOK_API_KEYS", ["short", `${key},short`, "ä".repeat(32), `${"k".repeat(16)} ${"k".repeat(16)}`]],
    ["SEATBOOK_TOKEN_SECRET", ["x".repeat(31)]],
    ["SEATBOOK_ACCEPTED_TOKEN_SECRET", ["x".repeat(31)]],
    ["SEATBOOK_ORIGINS", ["*", "app.example.com", "https://app.example.com/", "https://a.example/path", "null"]],
    ["SEATBOOK_COUNTING", ["monthly", "ANY-IN-MONTH"]],
    ["SEATBOOK_LEGACY_CONTRACTS_BEFORE", ["2023-02-30", "1.3.2023", "2023-03"]],
    ["SEATBOOK_MAX_DIRECTORY_BYTES", ["8MB", "1", "0", "99999999999"]],
    ["SEATBOOK_WEBHOOK_ALLOW", ["10.0.0.0/33", "http://a.example", "a b", "1.2.3"]],
    ["SEATBOOK_RATE_LIMITS", ["on", "key", "key=0", "key=-1", "keys=5", "key=5,", "key=5;session=5", "key=1e3"]],
    ["SEATBOOK_TRUSTED_PROXIES", ["*", "10.0.0.0/33", "proxy.internal", "true"]],
    ["SEATBOOK_DEMO_CLOCK", ["on", "false"]],
    [
      "SEATBOOK_SMTP",
      [
        "post.acme.example",
        "https://user:secret@post.acme.example",
        "smtp://user:secret@post.acme.example?pool=true",
        "smtp://user:secret@post.acme.example?insecure&requireTLS=false",
      ],
    ],
    ["SEATBOOK_PUBLIC_URL", ["acme.example", "ftp://acme.example"]],
    ["SEATBOOK_PROT", ["8787"]],
    ["SEATBOOK_", ["x"]],
  ])("%s: a wrong value gives one sentence that names it and not the value", (name, values) => {
    for (const value of values) {
      const mistakes = mistakesOf({ [name]: value });
      expect(mistakes, value).toEqual([expect.stringMatching(new RegExp(`^${name}: [A-Z].*\\.$`))]);
      // What was meant to be a secret is not printed.
      if (/KEYS|SECRET|SMTP/.test(name)) expect(mistakes.join()).not.toContain(value);
    }
  });

  test("a password may be sent in the clear where the address says so", () => {
    const smtp = "smtp://user:password@mail.example.com?insecure";
    expect(readConfig({ SEATBOOK_SMTP: smtp }).smtp).toBe(smtp);
  });

  test("what the host's own programs need may stand beside it, in one environment", () => {
    const env = { SEATBOOK_URL: "http://127.0.0.1:8787", SEATBOOK_API_KEY: key, SEATBOOK_WEBHOOK_SECRET: "whsec_x" };
    expect(readConfig({ ...env, SEATBOOK_API_KEYS: key })).toMatchObject({ apiKeys: [key] });
    expect(mistakesOf(env)).toEqual([
      "SEATBOOK_API_KEY: The server's keys are in SEATBOOK_API_KEYS. Set that beside it.",
    ]);
  });

  test("all mistakes are told at once", () => {
    const mistakes = mistakesOf({ SEATBOOK_PORT: "x", SEATBOOK_COUNTING: "y", SEATBOOK_OTHER: "z" });
    expect(mistakes.map((mistake) => mistake.split(":")[0])).toEqual([
      "SEATBOOK_PORT",
      "SEATBOOK_COUNTING",
      "SEATBOOK_OTHER",
    ]);
  });
});
