import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDriver } from "@seatbook/storage";
import { processEnvironment, type ServerProcess, startProcess } from "../../test/server-process.ts";
import { sellerSetup } from "../../test/test-server.ts";
import { type Ledger, mailIn, readLedger, wasAccepted } from "./ledger.ts";
import { keyOf } from "./post-office.ts";
import { SmtpInbox } from "./smtp-inbox.ts";

/** Two real processes of the `seatbook` command over one SQLite file, and a real mail server. */
export class RealServers {
  readonly inbox: SmtpInbox;
  /** How often a kill has hidden that a mail was accepted, by `keyOf` it. */
  readonly hidden = new Map<string, number>();
  readonly #processes: ServerProcess[] = [];
  readonly #folder: string;
  readonly #environment: Record<string, string>;

  private constructor(folder: string, inbox: SmtpInbox) {
    this.#folder = folder;
    this.inbox = inbox;
    this.#environment = {
      ...processEnvironment,
      SEATBOOK_STORAGE: `sqlite:${join(folder, "seatbook.db")}`,
      SEATBOOK_SELLER: join(folder, "seller.json"),
      SEATBOOK_SMTP: inbox.url,
    };
  }

  static async open(): Promise<RealServers> {
    const servers = new RealServers(await mkdtemp(join(tmpdir(), "seatbook-crash-")), await SmtpInbox.open());
    await writeFile(join(servers.#folder, "seller.json"), JSON.stringify(sellerSetup.seller));
    servers.#processes.push(...(await Promise.all([servers.#startOne(), servers.#startOne()])));
    return servers;
  }

  process(index: number): ServerProcess {
    const found = this.#processes[index % 2];
    if (!found) throw new Error("two processes run");
    return found;
  }

  /** Kills it as `kill -9` does, at any instant. */
  async kill(index: number): Promise<void> {
    await this.process(index).stop("SIGKILL");
  }

  /** Once the other one has come to its end: what it did not mail, the dead one did. */
  async noteHidden(): Promise<void> {
    await this.inbox.idle();
    const ledger = await this.ledger();
    for (const receipt of this.inbox.accepted) {
      const mail = mailIn(ledger, receipt);
      if (!mail || !wasAccepted(mail)) this.hidden.set(keyOf(receipt), (this.hidden.get(keyOf(receipt)) ?? 0) + 1);
    }
  }

  /** Starts another one in the place of the dead. */
  async restart(index: number): Promise<ServerProcess> {
    const server = await this.#startOne();
    this.#processes[index % 2] = server;
    return server;
  }

  /** What is in the file, as this process reads it. */
  async ledger(): Promise<Ledger> {
    const driver = await openDriver(this.#environment["SEATBOOK_STORAGE"] ?? "");
    const data = new Map<string, string>();
    for (const key of await driver.getKeys("", {})) {
      const value = await driver.getItem(key);
      if (typeof value === "string") data.set(key, value);
    }
    await driver.dispose?.();
    return readLedger(data);
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.map((server) => server.stop("SIGKILL")));
    await this.inbox.close();
    await rm(this.#folder, { recursive: true });
  }

  #startOne(): Promise<ServerProcess> {
    return startProcess(this.#environment);
  }
}
