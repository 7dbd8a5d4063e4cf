import { type CreateDriver, parseRecordKey, recordKey, StorageError } from "@seatbook/storage";
import * as v from "valibot";
import { isWebhookDeliveriesLog, isWorkspaceLog, logNames } from "../journals/log-names.ts";
import { readEach, toText } from "../store/entries.ts";
import { type Listing, listStore } from "../store/listing.ts";
import type { Progress } from "../store/progress.ts";
import { StoreHash } from "../store/store-hash.ts";
import { readMark, unfinishedKey } from "../store/unfinished.ts";
import { ApiKeysCheck } from "./api-keys-check.ts";
import { Catalog } from "./catalog.ts";
import { type Finding, Findings, type Note } from "./findings.ts";
import { LooseKeys } from "./loose-keys.ts";
import { Numbers } from "./numbers.ts";
import { PlainLogCheck } from "./plain-log-check.ts";
import {
  clockSet,
  mailWritten,
  numberGiven,
  recordOf,
  webhookDeliveryEvent,
  webhookEndpointEvent,
  workspaceRegistered,
} from "./record-shapes.ts";
import { checkSnapshot, logsWithSnapshot } from "./snapshots.ts";
import { WebhookChecks } from "./webhooks.ts";
import { WorkspaceCheck } from "./workspace-check.ts";

/** What a store is found to be. `hash`: of all keys and values, snapshots left out; two stores with the same hash hold the same.
 *  `untold`: how many more findings a log has than are listed. */
export type Verification = {
  hash: string;
  keys: number;
  workspaces: number;
  numbers: number;
  findings: Finding[];
  untold: { at: string; count: number }[];
  notes: Note[];
};

/** What is checked of one log, record by record. */
type Check = { readonly name: string; add(version: number, text: string | undefined): void; end(): void };

/** Reads a whole store, writes nothing, and tells everything that is not as it must be. Servers may work on the store meanwhile:
 *  what is read last is what others depend on. Holds one workspace at a time.
 *  @throws StorageError for a store that holds nothing. */
export async function verifyStore(driver: CreateDriver, progress: Progress): Promise<Verification> {
  return new Verifier(driver, progress).run();
}

class Verifier {
  readonly #driver: CreateDriver;
  readonly #progress: Progress;
  readonly #findings = new Findings();
  readonly #hash = new StoreHash();
  readonly #numbers = new Numbers(logNames.register, this.#findings);
  readonly #catalog = new Catalog(this.#findings);
  readonly #webhooks = new WebhookChecks(this.#findings);
  readonly #loose = new LooseKeys(this.#findings);
  /** The logos of invoices, each with a log that has it. */
  readonly #logos = new Map<string, string>();
  /** Whether a log has grown since it was listed. */
  #isMoving = false;

  constructor(driver: CreateDriver, progress: Progress) {
    this.#driver = driver;
    this.#progress = progress;
  }

  async run(): Promise<Verification> {
    if ((await readMark(this.#driver)) !== undefined) {
      const detail = "This store is an unfinished copy: parts of it are missing.";
      this.#findings.add(unfinishedKey, undefined, { code: "unfinished-copy", detail });
    }
    const listing = await listStore(this.#driver);
    if (listing.keys.length === 0) throw new StorageError("There is nothing in the store. Is its URL right?");
    this.#progress.begin("Checking", listing.keys.length);
    await this.#readAll(listing);
    this.#catalog.end();
    this.#numbers.end();
    this.#webhooks.end();
    await this.#checkLogos();
    await this.#checkSnapshots(listing);
    if (this.#isMoving) {
      this.#findings.note("the store", "Servers wrote to the store meanwhile: its hash says nothing.");
    }
    const { list, untold, notes } = this.#findings;
    return {
      hash: this.#hash.digest(),
      keys: this.#hash.keys,
      workspaces: this.#catalog.count,
      numbers: this.#numbers.count,
      findings: list,
      untold: Array.from(untold, ([at, count]) => ({ at, count })),
      notes,
    };
  }

  /** In the order of the keys: the register comes before the workspaces, and the catalog after them. Each log is read on to
   *  where it ends by then, and the register once more at the end. */
  async #readAll({ keys, logs }: Listing): Promise<void> {
    const register = this.#checkOf(logNames.register);
    let registerEnd = 0;
    let check: Check | undefined;
    const finish = async (): Promise<void> => {
      if (!check) return;
      const end = await this.#readOn(check, logs.get(check.name) ?? 0);
      if (check === register) registerEnd = end;
      else check.end();
      check = undefined;
    };
    for await (const { key, text } of readEach(this.#driver, keys)) {
      const record = parseRecordKey(key);
      if (record?.log !== check?.name) await finish();
      if (text !== undefined) this.#hash.add({ key, text });
      if (record) {
        check ??= record.log === register.name ? register : this.#checkOf(record.log);
        check.add(record.version, text);
      } else if (text !== undefined) this.#loose.add(key, text);
      this.#progress.advance();
    }
    await finish();
    this.#numbers.endWorkspaces();
    await this.#readOn(register, registerEnd);
    register.end();
  }

  /** Reads what a log has after a version. Gives its last version. */
  async #readOn(check: Check, after: number): Promise<number> {
    for (let version = after + 1; ; version++) {
      const text = toText(await this.#driver.getItem(recordKey(check.name, version)));
      if (text === undefined) return version - 1;
      this.#isMoving = true;
      check.add(version, text);
    }
  }

  #checkOf(log: string): Check {
    const findings = this.#findings;
    if (isWorkspaceLog(log)) {
      this.#catalog.find(log);
      return new WorkspaceCheck(log, findings, this.#numbers, this.#logos);
    }
    if (isWebhookDeliveriesLog(log)) {
      this.#webhooks.find(log);
      return new PlainLogCheck(log, recordOf(webhookDeliveryEvent), findings, (version, event) =>
        this.#webhooks.deliver(log, version, event),
      );
    }
    switch (log) {
      case logNames.register:
        return new PlainLogCheck(
          log,
          recordOf(numberGiven),
          findings,
          (version, event) => this.#numbers.give(version, event),
          () => this.#numbers.forgiveAll(),
        );
      case logNames.catalog:
        return new PlainLogCheck(
          log,
          recordOf(workspaceRegistered),
          findings,
          (version, event) => this.#catalog.list(version, event),
          () => this.#catalog.forgive(),
        );
      case logNames.outbox:
        return new PlainLogCheck(log, recordOf(mailWritten), findings);
      case logNames.webhookEndpoints:
        return new PlainLogCheck(
          log,
          recordOf(webhookEndpointEvent),
          findings,
          (version, event) => this.#webhooks.change(version, event),
          () => this.#webhooks.forgive(),
        );
      case logNames.apiKeys:
        return new ApiKeysCheck(log, findings);
      case logNames.demoClock:
        return new PlainLogCheck(log, recordOf(clockSet), findings);
      default:
        findings.note(log, "This log is not known to this version of Seatbook.");
        return new PlainLogCheck(log, recordOf(v.unknown()), findings);
    }
  }

  async #checkSnapshots({ snapshots }: Listing): Promise<void> {
    const logs = logsWithSnapshot(snapshots);
    this.#progress.begin("Checking snapshots", logs.length);
    for (const log of logs) {
      await checkSnapshot(this.#driver, log, this.#findings);
      this.#progress.advance();
    }
  }

  async #checkLogos(): Promise<void> {
    for (const [name, log] of this.#logos) {
      if (this.#loose.hasLogo(name) || (await this.#driver.hasItem(`logos:${name}`, {}))) continue;
      const detail = `The logo ${name} of an invoice is missing.`;
      this.#findings.add(log, undefined, { code: "logo-missing", detail });
    }
  }
}
