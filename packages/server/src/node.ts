import { randomBytes } from "node:crypto";
import type { CreateDriver } from "@seatbook/storage";
import type { Hono } from "hono";
import { collectDefaultMetrics } from "prom-client";
import { ApiKeys } from "./api-keys/api-keys.ts";
import { everything } from "./api-keys/scopes.ts";
import type { BillingLogEntry } from "./billing/scheduler.ts";
import { SellerRegister } from "./billing/seller-register.ts";
import type { Config } from "./config.ts";
import type { RequestLogEntry } from "./middleware/log.ts";
import { type Listener, listen } from "./listen.ts";
import { openApp } from "./open-app.ts";
import type { WebhookLogEntry } from "./webhooks/dispatcher.ts";
import { metricsFetch } from "./routes/metrics.ts";

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
  log: (entry: RequestLogEntry | BillingLogEntry | WebhookLogEntry) => void,
): Promise<RunningServer> {
  let url = "";
  const { driver, seatbook } = await openApp(config, () => url, log);
  const { app, scheduler, webhooks, metrics, readiness, resealSecrets, close } = seatbook;
  const listeners: Listener[] = [];
  const end = async (): Promise<void> => {
    readiness.stop();
    const stopped = Promise.all([scheduler.stop(), webhooks.stop()]);
    await Promise.all(listeners.map((listener) => listener.close()));
    await stopped;
    await close();
    await driver.dispose?.();
  };
  const open = async (fetch: Hono["fetch"], port: number): Promise<Listener> => {
    const listener = await listen(fetch, port, config.host);
    listeners.push(listener);
    return listener;
  };
  collectDefaultMetrics({ register: metrics.registry });
  try {
    const warnings = [...((await driver.warnings?.()) ?? []), ...(await warningsOf(config, driver))];
    const { metricsPort } = config;
    const metricsListener = metricsPort === undefined ? undefined : await open(metricsFetch(metrics), metricsPort);
    ({ url } = await open(app.fetch, config.port));
    await resealSecrets();
    scheduler.start();
    webhooks.start();
    return { url, metricsUrl: metricsListener && `${metricsListener.url}/metrics`, warnings, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function warningsOf(config: Config, driver: CreateDriver): Promise<string[]> {
  const warnings: string[] = [];
  if (config.apiKeys.length === 0 && !(await hasApiKeys(driver))) {
    warnings.push(
      "The operator's routes are closed: set SEATBOOK_API_KEYS to open them, or make a key with `seatbook keys create`.",
    );
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

async function hasApiKeys(driver: CreateDriver): Promise<boolean> {
  const apiKeys = await new ApiKeys(driver, Date.now, randomBytes).list(everything);
  return apiKeys.some(({ revokedAt }) => revokedAt === undefined);
}
