import { randomBytes, randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { type CreateDriver, openDriver } from "@seatbook/storage";
import { createApp } from "./app.ts";
import { readSeller } from "./billing/read-seller.ts";
import type { BillingLogEntry } from "./billing/scheduler.ts";
import { SellerRegister } from "./billing/seller-register.ts";
import { smtpTransport } from "./billing/smtp.ts";
import type { Config } from "./config.ts";
import { DemoClock } from "./demo-clock.ts";
import type { RequestLogEntry } from "./middleware/log.ts";
import { storedSecret } from "./tokens.ts";
import { readWidgets } from "./widgets-bundle.ts";

export type RunningServer = {
  /** Where it listens, for example http://127.0.0.1:8787. */
  readonly url: string;
  /** What the operator may have forgotten, one sentence each. */
  readonly warnings: readonly string[];
  /** Stops listening, lets what is under way end, and closes the store. */
  close(): Promise<void>;
};

/** How long a connection may go on when the server is closed. */
const graceMs = 5_000;

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
  const { app, scheduler, close } = createApp({
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
    seller,
    transport: config.smtp === undefined ? undefined : smtpTransport(config.smtp),
    publicUrl: () => config.publicUrl ?? url,
    demoClock,
    widgets: await readWidgets(),
    log,
    newId: randomUUID,
    monotonicNow: () => performance.now(),
  });
  const { port, host } = config;
  const { server, address } = await new Promise<{ server: ReturnType<typeof serve>; address: { port: number } }>(
    (resolve, reject) => {
      const starting = serve({ fetch: app.fetch, port, hostname: host }, (info) =>
        resolve({ server: starting, address: info }),
      );
      starting.once("error", reject);
    },
  );
  url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  scheduler.start();
  return {
    url,
    warnings: await warningsOf(config, driver),
    close: async () => {
      const stopped = scheduler.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if (!("closeIdleConnections" in server)) return;
        server.closeIdleConnections();
        // Whoever reads slowly, or never ends a request, does not keep it running.
        setTimeout(() => server.closeAllConnections(), graceMs).unref();
      });
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
