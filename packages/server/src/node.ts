import { randomBytes, randomUUID } from "node:crypto";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { collectDefaultMetrics } from "prom-client";
import { createApp } from "./app.ts";
import { readSeller } from "./billing/read-seller.ts";
import type { BillingLogEntry } from "./billing/scheduler.ts";
import { SellerRegister } from "./billing/seller-register.ts";
import { smtpTransport } from "./billing/smtp.ts";
import type { Config } from "./config.ts";
import { DemoClock } from "./demo-clock.ts";
import type { RequestLogEntry } from "./middleware/log.ts";
import { listen } from "./listen.ts";
import { metricsFetch } from "./routes/metrics.ts";
import { storedSecret } from "./tokens.ts";
import { readWidgets } from "./widgets-bundle.ts";

export type RunningServer = {
  /** Where it listens, for example http://127.0.0.1:8787. */
  readonly url: string;
  /** Where metrics are read without a key, if anywhere. */
  readonly metricsUrl: string | undefined;
  /** What the operator may have forgotten, one sentence each. */
  readonly warnings: readonly string[];
  /** Stops listening, lets what is under way end, and closes the store. */
  close(): Promise<void>;
};

/** Opens the store, listens, and closes months from then on. @throws ConfigError, StorageError and the system's errors,
 *  with a sentence for the operator. */
export async function startServer(
  config: Config,
  log: (entry: RequestLogEntry | BillingLogEntry) => void,
): Promise<RunningServer> {
  const driver = await openDriver(config.storage, { singleProcess: config.singleProcess });
  const demoClock = config.demoClock ? await DemoClock.open(driver, Date.now) : undefined;
  const seller = config.seller === undefined ? undefined : await readSeller(config.seller, driver);
  let url = "";
  const { app, scheduler, metrics, readiness, close } = createApp({
    driver,
    now: demoClock?.now ?? Date.now,
    apiKeys: config.apiKeys,
    tokenSecret: config.tokenSecret
      ? Buffer.from(config.tokenSecret)
      : await storedSecret(driver, () => randomBytes(32)),
    origins: config.origins,
    rule: config.rule,
    legacyContractsBefore: config.legacyContractsBefore,
    maxDirectoryBytes: config.maxDirectoryBytes,
    heldMembers: config.heldMembers,
    seller,
    transport: config.smtp === undefined ? undefined : smtpTransport(config.smtp),
    publicUrl: () => config.publicUrl ?? url,
    demoClock,
    widgets: await readWidgets(),
    log,
    newId: randomUUID,
    monotonicNow: () => performance.now(),
  });
  collectDefaultMetrics({ register: metrics.registry });
  const { host } = config;
  const listener = await listen(app.fetch, config.port, host);
  const scraped =
    config.metricsPort === undefined ? undefined : await listen(metricsFetch(metrics), config.metricsPort, host);
  url = listener.url;
  scheduler.start();
  return {
    url,
    metricsUrl: scraped && `${scraped.url}/metrics`,
    warnings: [...((await driver.warnings?.()) ?? []), ...(await warningsOf(config, driver))],
    close: async () => {
      readiness.stop();
      const stopped = scheduler.stop();
      await Promise.all([listener.close(), scraped?.close()]);
      await stopped;
      await close();
      await driver.dispose?.();
    },
  };
}

async function warningsOf(config: Config, driver: CreateDriver): Promise<string[]> {
  const warnings: string[] = [];
  if (config.apiKeys.length === 0) {
    warnings.push("The operator's routes are closed: set SEATBOOK_API_KEYS to open them.");
  }
  if (config.smtp !== undefined && config.publicUrl === undefined) {
    warnings.push(
      "Links in mails lead to where this server listens: set SEATBOOK_PUBLIC_URL to where people reach it.",
    );
  }
  if (config.seller === undefined && (await new SellerRegister(driver, Date.now).list()).length > 0) {
    warnings.push("This store has issued invoices, and now months close without: set SEATBOOK_SELLER on every server.");
  }
  return warnings;
}
