import { permissionsOf } from "@seatbook/core";
import type { Permission } from "@seatbook/server/contract";

export interface FakeClientOptions {
  /** Default: `user`. */
  licenseModel?: "team" | "user";
  /** A model that takes effect with the next month. */
  nextLicenseModel?: "team" | "user";
  /** Members who are in an active team. Default 117. */
  activeMembers?: number;
  /** Members who are in none, four of whom became inactive in the running month. Default 11, the last of them the owner. */
  inactiveMembers?: number;
  /** For how many months there has been something to bill, 1 to 12, the running one included; 0: there are no teams and no
   *  members yet. Default 12. */
  months?: number;
  /** ISO 4217. Default: EUR. */
  currency?: string;
  /** Whether people, teams and addresses are as long as they come, half of them without a space. Default: no. */
  longNames?: boolean;
  /** What an administrator has given of the billing details and the mailbox: everything (default), or nothing yet. */
  billingDetails?: "complete" | "none";
  /** Whether only the provider's accounting changes the mailbox. Default: no. */
  mailboxApproval?: boolean;
  /** Default: everything. */
  permissions?: Permission[];
  /** The instant it is, ISO 8601. Default 2026-11-23T09:30:00Z. */
  now?: string;
  /** Default: Europe/Berlin. */
  timeZone?: string;
  /** How long each answer takes. Default 0. */
  delayMs?: number;
}

export type Settings = Required<Omit<FakeClientOptions, "now">> & {
  /** Epoch ms. */
  now: number;
};

/** The options with their defaults. */
export function settingsOf(options: FakeClientOptions): Settings {
  const { licenseModel = "user", nextLicenseModel = licenseModel, now = "2026-11-23T09:30:00Z" } = options;
  return {
    activeMembers: 117,
    inactiveMembers: 11,
    months: 12,
    currency: "EUR",
    longNames: false,
    billingDetails: "complete",
    mailboxApproval: false,
    permissions: [...permissionsOf.admin],
    timeZone: "Europe/Berlin",
    delayMs: 0,
    ...options,
    licenseModel,
    nextLicenseModel,
    now: Date.parse(now),
  };
}
