import type { CountingRule } from "@seatbook/core";
import * as v from "valibot";
import { date } from "./contract/values.ts";
import { readTrustedProxies } from "./rate-limits/client-address.ts";
import { defaultQuotas, type Quotas } from "./rate-limits/rate-limits.ts";
import { readAllowance } from "./webhooks/addresses.ts";

export type Config = {
  port: number;
  host: string;
  /** Where metrics are read without a key. */
  metricsPort: number | undefined;
  storage: string;
  singleProcess: boolean;
  apiKeys: string[];
  tokenSecret: string | undefined;
  /** What it was, or will be. */
  acceptedTokenSecret: string | undefined;
  origins: string[];
  rule: CountingRule;
  legacyContractsBefore: string;
  maxDirectoryBytes: number;
  /** Absent: nothing is limited. */
  rateLimits: Quotas | undefined;
  /** Addresses and ranges. */
  trustedProxies: string[];
  /** How many members are held in memory. */
  heldMembers: number;
  /** Path of the seller's JSON file. */
  seller: string | undefined;
  /** Address of an SMTP server. */
  smtp: string | undefined;
  /** Without a slash at the end. */
  publicUrl: string | undefined;
  /** What webhooks may be sent to besides the public internet, see `readAllowance`. */
  webhookAllow: string[];
  demoClock: boolean;
};

/** The server cannot work with what it was given; one sentence for each mistake. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join("\n"));
    this.name = "ConfigError";
    this.mistakes = mistakes;
  }
}

const flag = v.optional(
  v.pipe(
    v.picklist(["0", "1"], "Give 1 for on or 0 for off."),
    v.transform((value) => value === "1"),
  ),
  "0",
);

const list = v.optional(
  v.pipe(
    v.string(),
    v.transform((value) =>
      value
        .split(",")
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ""),
    ),
  ),
  "",
);

const tokenSecret = v.pipe(v.string(), v.minLength(32, "Give at least 32 characters."));

function isAllowance(entries: readonly string[]): boolean {
  try {
    readAllowance(entries);
    return true;
  } catch {
    return false;
  }
}

const wholeNumber = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,12}$/, `Give a whole number from ${least} to ${most}.`),
    v.transform(Number),
    v.minValue(least, `Give at least ${least}.`),
    v.maxValue(most, `Give at most ${most}.`),
  );

const quota = /^(?:key|session|address|failures)=[1-9]\d{0,8}$/;

function readQuotas(value: string): Quotas {
  const given = value.split(",").filter((each) => each !== "");
  const numbers = given.map((each) => each.split("=")).map(([name = "", number]) => [name, Number(number)]);
  return { ...defaultQuotas, ...Object.fromEntries(numbers) };
}

const environment = v.object({
  SEATBOOK_PORT: v.optional(wholeNumber(0, 65_535), "8787"),
  SEATBOOK_HOST: v.optional(v.string(), "127.0.0.1"),
  SEATBOOK_METRICS_PORT: v.optional(wholeNumber(0, 65_535)),
  SEATBOOK_STORAGE: v.optional(v.string(), "sqlite:./data/seatbook.db"),
  SEATBOOK_SINGLE_PROCESS: flag,
  SEATBOOK_API_KEYS: v.pipe(
    list,
    v.check(
      (keys) => keys.every((key) => key.length >= 32),
      "Give keys of at least 32 characters each, separated by commas.",
    ),
    v.check(
      (keys) => keys.every((key) => /^[\x21-\x7e]+$/.test(key)),
      "Give keys of visible ASCII characters without spaces.",
    ),
  ),
  SEATBOOK_TOKEN_SECRET: v.optional(tokenSecret),
  SEATBOOK_ACCEPTED_TOKEN_SECRET: v.optional(tokenSecret),
  SEATBOOK_ORIGINS: v.pipe(
    list,
    v.check(
      (origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      "Give origins such as https://app.example.com, without a path, separated by commas.",
    ),
  ),
  SEATBOOK_COUNTING: v.optional(
    v.picklist(["any-in-month", "month-start"], "Give any-in-month or month-start."),
    "any-in-month",
  ),
  SEATBOOK_LEGACY_CONTRACTS_BEFORE: v.optional(date, "2023-03-01"),
  SEATBOOK_MAX_DIRECTORY_BYTES: v.optional(wholeNumber(1024, 1_073_741_824), String(64 << 20)),
  SEATBOOK_HELD_MEMBERS: v.optional(wholeNumber(0, 100_000_000), "500000"),
  SEATBOOK_RATE_LIMITS: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (value) => ["", "off"].includes(value) || value.split(",").every((each) => quota.test(each)),
        "Give off, or numbers of requests a minute such as key=60000,session=1200,address=60000,failures=600.",
      ),
      v.transform((value) => (value === "off" ? undefined : readQuotas(value))),
    ),
    "",
  ),
  SEATBOOK_TRUSTED_PROXIES: v.pipe(
    list,
    v.check((entries) => {
      try {
        return Boolean(readTrustedProxies(entries));
      } catch {
        return false;
      }
    }, "Give addresses and ranges such as 10.0.0.0/8, separated by commas."),
  ),
  SEATBOOK_SELLER: v.optional(v.string()),
  SEATBOOK_SMTP: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (value) => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) && new URL(value).hostname !== "",
        "Give an address such as smtp://user:password@mail.example.com:587.",
      ),
      v.check(
        (value) => ["", "?insecure"].includes(new URL(value).search),
        "Nothing but ?insecure may follow the address, and only where the password may be sent without TLS.",
      ),
    ),
  ),
  SEATBOOK_PUBLIC_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
        "Give an address such as https://billing.example.com.",
      ),
      v.transform((value) => value.replace(/\/+$/, "")),
    ),
  ),
  SEATBOOK_WEBHOOK_ALLOW: v.pipe(
    list,
    v.check(
      (entries) => isAllowance(entries),
      "Give private, host names, addresses or ranges such as 10.0.0.0/8, separated by commas.",
    ),
  ),
  SEATBOOK_DEMO_CLOCK: flag,
});

/** What the host's own programs are told by, in the examples and the docs: one environment may be for both. */
const ofClients: readonly string[] = ["SEATBOOK_URL", "SEATBOOK_API_KEY", "SEATBOOK_WEBHOOK_SECRET"];

/** Reads the server's configuration. An empty variable counts as absent. @throws ConfigError */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const result = v.safeParse(environment, given, { abortPipeEarly: true });
  const unknown = Object.keys(given).filter(
    (name) => name.startsWith("SEATBOOK_") && !Object.hasOwn(environment.entries, name) && !ofClients.includes(name),
  );
  // More likely one letter is missing than that there is to be no key.
  const isMisspelled = "SEATBOOK_API_KEY" in given && !("SEATBOOK_API_KEYS" in given);
  const mistakes = [
    ...(isMisspelled ? ["SEATBOOK_API_KEY: The server's keys are in SEATBOOK_API_KEYS. Set that beside it."] : []),
    ...(result.issues ?? []).map(({ path, message }) => `${String(path?.[0].key)}: ${message}`),
    ...unknown.map((name) => `${name}: There is no such setting. Take it out, or correct its name.`),
  ];
  if (!result.success || mistakes.length > 0) throw new ConfigError(mistakes);
  const { output } = result;
  return {
    port: output.SEATBOOK_PORT,
    host: output.SEATBOOK_HOST,
    metricsPort: output.SEATBOOK_METRICS_PORT,
    storage: output.SEATBOOK_STORAGE,
    singleProcess: output.SEATBOOK_SINGLE_PROCESS,
    apiKeys: output.SEATBOOK_API_KEYS,
    tokenSecret: output.SEATBOOK_TOKEN_SECRET,
    acceptedTokenSecret: output.SEATBOOK_ACCEPTED_TOKEN_SECRET,
    origins: output.SEATBOOK_ORIGINS,
    rule: output.SEATBOOK_COUNTING,
    legacyContractsBefore: output.SEATBOOK_LEGACY_CONTRACTS_BEFORE,
    maxDirectoryBytes: output.SEATBOOK_MAX_DIRECTORY_BYTES,
    heldMembers: output.SEATBOOK_HELD_MEMBERS,
    rateLimits: output.SEATBOOK_RATE_LIMITS,
    trustedProxies: output.SEATBOOK_TRUSTED_PROXIES,
    seller: output.SEATBOOK_SELLER,
    smtp: output.SEATBOOK_SMTP,
    publicUrl: output.SEATBOOK_PUBLIC_URL,
    webhookAllow: output.SEATBOOK_WEBHOOK_ALLOW,
    demoClock: output.SEATBOOK_DEMO_CLOCK,
  };
}
