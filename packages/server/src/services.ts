import type { CountingRule } from "@seatbook/core";
import type { ApiKeys } from "./api-keys/api-keys.ts";
import type { Billing } from "./billing/billing.ts";
import type { Tokens } from "./tokens.ts";
import type { Webhooks } from "./webhooks/webhooks.ts";
import type { Workspaces } from "./workspaces.ts";

/** What the routes work with; made once, by `createApp`. */
export type Services = {
  readonly workspaces: Workspaces;
  readonly billing: Billing;
  readonly webhooks: Webhooks;
  readonly tokens: Tokens;
  readonly apiKeys: ApiKeys;
  /** The server's clock, epoch ms. */
  readonly now: () => number;
  readonly rule: CountingRule;
  /** YYYY-MM-DD, see R1. */
  readonly legacyContractsBefore: string;
  /** Of the body of `PUT …/directory`. */
  readonly maxDirectoryBytes: number;
  /** Where people and programs reach the server: addresses in answers begin with it. */
  readonly publicUrl: () => string;
  readonly newId: () => string;
};
