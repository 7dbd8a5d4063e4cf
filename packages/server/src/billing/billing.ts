import type { CountingRule } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import { Erasing } from "../erasure/erasing.ts";
import type { SnapshotPace } from "../journals/snapshot-pace.ts";
import type { Workspaces } from "../workspaces.ts";
import { mailComposer } from "./compose-mail.ts";
import { ConfirmationLinks } from "./confirmation-links.ts";
import { Delivery } from "./delivery.ts";
import { InvoiceFiles, type MakeDocuments } from "./invoice-files.ts";
import { Issuing } from "./issuing.ts";
import { Logos } from "./logos.ts";
import { Outbox } from "./outbox.ts";
import { Scheduler, type SchedulerOptions } from "./scheduler.ts";
import type { SellerSetup } from "./seller.ts";
import { SellerRegister } from "./seller-register.ts";
import type { MailTransport } from "./transport.ts";

/** What turns closed months into invoices in mailboxes, and what else is brought to its end by itself. */
export type Billing = {
  /** Absent where the server issues no invoices. */
  readonly seller: SellerSetup | undefined;
  readonly register: SellerRegister;
  readonly issuing: Issuing;
  readonly files: InvoiceFiles;
  readonly links: ConfirmationLinks;
  readonly outbox: Outbox;
  readonly erasing: Erasing;
  readonly scheduler: Scheduler;
};

export type BillingOptions = {
  driver: CreateDriver;
  workspaces: Workspaces;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** Of the register. */
  snapshots: SnapshotPace;
  rule: CountingRule;
  seller: SellerSetup | undefined;
  /** Default: the outbox of the store. */
  transport: MailTransport | undefined;
  makeDocuments: MakeDocuments;
  tokenSecret: Uint8Array;
  acceptedTokenSecrets: readonly Uint8Array[];
  publicUrl: () => string;
  scheduler: SchedulerOptions;
};

export function createBilling(options: BillingOptions): Billing {
  const { driver, workspaces, now, rule, seller, tokenSecret, publicUrl } = options;
  const register = new SellerRegister(driver, now, options.snapshots);
  const issuing = new Issuing(register, seller, rule, now);
  const files = new InvoiceFiles(new Logos(driver), options.makeDocuments);
  const links = new ConfirmationLinks(tokenSecret, options.acceptedTokenSecrets, publicUrl);
  const outbox = new Outbox(driver, now);
  const compose = mailComposer(files, links);
  const delivery = new Delivery(options.transport ?? outbox, compose, now);
  const erasing = new Erasing(driver, outbox);
  const scheduler = new Scheduler(workspaces, { issuing, delivery, erasing }, now, options.scheduler);
  return { seller, register, issuing, files, links, outbox, erasing, scheduler };
}
