import type { InvoiceItem, Page } from "@seatbook/server";
import { freePort } from "../../scripts/free-port.ts";
import { ServerProcess } from "./process.ts";

const apiKey = "an-api-key-for-this-test-of-40-characters";
const workspace = "/v1/workspaces/acme";

/** Guests who left their team on 3 November: enough that their number must be typed before they are removed. */
export const guestCount = 27;

const guests = Array.from({ length: guestCount }, (_, index) => person(`guest-${index + 1}`, `Guest ${index + 1}`));

const teams = [
  { id: "design", name: "Design" },
  { id: "sales", name: "Sales" },
  { id: "support", name: "Support" },
];

const staff = [
  { ...person("mara", "Mara Kovač", "design"), role: "owner" },
  person("ana", "Ana Silva", "design", "sales"),
  person("bo", "Bo Lindqvist", "sales"),
  person("cy", "Cy Young", "support"),
  // Who is signed in; in no team.
  { ...person("kim", "Kim Tran"), role: "admin" },
];

function person(id: string, name: string, ...inTeams: string[]) {
  return { id, name, email: `${id}@acme.example`, teams: inTeams };
}

/** The example host (examples/embed) before a server of its own, on 12 November 2026. Its workspace is billed by user license,
 *  and has the invoice for October. */
export class ExampleHost {
  readonly url: string;
  readonly serverUrl: string;
  readonly #host: ServerProcess;
  readonly #server: ServerProcess;
  #now = Date.parse("2026-11-12T09:30:00Z");

  private constructor(host: ServerProcess, server: ServerProcess) {
    this.url = host.url;
    this.serverUrl = server.url;
    this.#host = host;
    this.#server = server;
  }

  static async start(): Promise<ExampleHost> {
    // The server must know who may ask it, and the host whom to ask.
    const port = await freePort();
    const server = await ServerProcess.start("packages/server/src/cli.ts", [], {
      SEATBOOK_PORT: "0",
      SEATBOOK_STORAGE: "memory:",
      SEATBOOK_API_KEYS: apiKey,
      SEATBOOK_ORIGINS: `http://127.0.0.1:${port}`,
      SEATBOOK_SELLER: "examples/demo/seller.json",
      SEATBOOK_DEMO_CLOCK: "1",
    });
    const host = await ServerProcess.start("examples/embed/src/host.ts", [], {
      PORT: String(port),
      SEATBOOK_URL: server.url,
      SEATBOOK_API_KEY: apiKey,
    });
    const started = new ExampleHost(host, server);
    await started.#foundWorkspace();
    return started;
  }

  async #foundWorkspace(): Promise<void> {
    await this.#setClock("2026-10-05T08:00:00Z");
    await this.send("PUT", workspace, {
      name: "Acme",
      contractStart: "2022-01-01",
      timeZone: "Europe/Berlin",
      price: { currency: "EUR", unitMinor: 4900 },
      tax: { treatment: "standard", ratePercent: 19 },
      customer: {
        name: "Acme GmbH",
        address: { line1: "Weg 1", postalCode: "20095", city: "Hamburg", country: "DE" },
        language: "en",
      },
      mailbox: ["invoices@acme.example"],
    });
    const inTeam = guests.map((guest) => ({ ...guest, teams: ["support"] }));
    await this.send("PUT", `${workspace}/directory`, { teams, members: [...staff, ...inTeam] });
    await this.#setClock("2026-11-03T09:00:00Z");
    await this.send("POST", `${workspace}/months/2026-10/close`);
    await this.send("PUT", `${workspace}/directory`, { teams, members: [...staff, ...guests] });
    await this.#setClock(new Date(this.#now).toISOString());
  }

  async #setClock(now: string): Promise<void> {
    await this.send("PUT", "/v1/demo/clock", { now });
  }

  /** Lets two hours pass on the server: every session that was given before has ended. */
  async endSessions(): Promise<void> {
    this.#now += 2 * 60 * 60_000;
    await this.#setClock(new Date(this.#now).toISOString());
  }

  /** The number of the invoice for October. */
  async invoiceNumber(): Promise<string> {
    const { items } = await this.ask<Page<InvoiceItem>>(`${workspace}/invoices`);
    return items[0]?.number ?? "";
  }

  async send(method: string, path: string, body?: object): Promise<string> {
    const response = await fetch(this.serverUrl + path, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text;
  }

  /** What the operator is answered. */
  async ask<T>(path: string): Promise<T> {
    const answer: T = JSON.parse(await this.send("GET", path));
    return answer;
  }

  /** @returns the server's exit code. */
  async stop(): Promise<number | null> {
    await this.#host.stop();
    return this.#server.stop();
  }
}
