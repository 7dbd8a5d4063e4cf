import { randomBytes, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { type AppOptions, createApp, DemoClock, readSeller, type SeatbookApp } from "@seatbook/server";
import type { CreateDriver } from "@seatbook/storage";
import { SeatbookApi } from "./seatbook-api.ts";

const sellerFile = fileURLToPath(new URL("../seller.json", import.meta.url));

export type DemoOptions = Pick<AppOptions, "widgets" | "publicUrl" | "maxDirectoryBytes" | "makeDocuments">;

/** The Seatbook server of the demo: it issues the invoices of `seller.json` on a clock that can be moved, and for want of
 *  an SMTP server keeps the mails in its store. `api`: its operator. */
export async function openSeatbook(
  driver: CreateDriver,
  options: DemoOptions,
): Promise<SeatbookApp & { api: SeatbookApi }> {
  const apiKey = randomBytes(32).toString("base64url");
  const demoClock = await DemoClock.open(driver, Date.now);
  const seatbook = createApp({
    ...options,
    driver,
    now: demoClock.now,
    demoClock,
    apiKeys: [apiKey],
    tokenSecret: randomBytes(32),
    seller: await readSeller(sellerFile, driver),
    newId: randomUUID,
    monotonicNow: () => performance.now(),
  });
  return { ...seatbook, api: new SeatbookApi((request) => seatbook.app.fetch(request), apiKey) };
}
