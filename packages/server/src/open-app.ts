import { randomBytes, randomUUID } from "node:crypto";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { createApp, type SeatbookApp } from "./app.ts";
import { readSeller } from "./billing/read-seller.ts";
import type { BillingLogEntry } from "./billing/scheduler.ts";
import { smtpTransport } from "./billing/smtp.ts";
import type { Config } from "./config.ts";
import { DemoClock } from "./demo-clock.ts";
import type { RequestLogEntry } from "./middleware/log.ts";
import { requireFinished } from "./store/unfinished.ts";
import { storedSecret } from "./tokens.ts";
import type { WebhookLogEntry } from "./webhooks/dispatcher.ts";
import { readWidgets } from "./widgets-bundle.ts";

/** Opens the store, and what works on it by this configuration. Nothing is listened to, and nothing is done by itself yet.
 *  @param url where the server listens, once it does; links in mails begin with it unless `config` says otherwise.
 *  @throws ConfigError, StorageError, with a sentence for the operator. */
export async function openApp(
  config: Config,
  url: () => string,
  log: (entry: RequestLogEntry | BillingLogEntry | WebhookLogEntry) => void,
): Promise<{ driver: CreateDriver; seatbook: SeatbookApp }> {
  const driver = await openDriver(config.storage, { singleProcess: config.singleProcess });
  try {
    return { driver, seatbook: await openOn(driver, config, url, log) };
  } catch (error) {
    // Its connections would keep the process running.
    await driver.dispose?.();
    throw error;
  }
}

async function openOn(
  driver: CreateDriver,
  config: Config,
  url: () => string,
  log: (entry: RequestLogEntry | BillingLogEntry | WebhookLogEntry) => void,
): Promise<SeatbookApp> {
  await requireFinished(driver);
  const demoClock = config.demoClock ? await DemoClock.open(driver, Date.now) : undefined;
  const seller = config.seller === undefined ? undefined : await readSeller(config.seller, driver);
  return createApp({
    driver,
    now: demoClock?.now ?? Date.now,
    storeNow: demoClock || !driver.now ? undefined : () => driver.now?.() ?? Date.now(),
    apiKeys: config.apiKeys,
    tokenSecret: config.tokenSecret
      ? Buffer.from(config.tokenSecret)
      : await storedSecret(driver, () => randomBytes(32)),
    acceptedTokenSecrets: config.acceptedTokenSecret === undefined ? [] : [Buffer.from(config.acceptedTokenSecret)],
    origins: config.origins,
    rule: config.rule,
    legacyContractsBefore: config.legacyContractsBefore,
    maxDirectoryBytes: config.maxDirectoryBytes,
    heldMembers: config.heldMembers,
    rateLimits: config.rateLimits,
    trustedProxies: config.trustedProxies,
    seller,
    transport: config.smtp === undefined ? undefined : smtpTransport(config.smtp),
    publicUrl: () => config.publicUrl ?? url(),
    demoClock,
    widgets: await readWidgets(),
    webhookAllow: config.webhookAllow,
    systemNow: Date.now,
    log,
    newId: randomUUID,
    monotonicNow: () => performance.now(),
  });
}
