import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InvoiceItem, Mailbox, MonthItem, Page } from "@seatbook/server";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerProcess } from "./support/process.ts";

const apiKey = "an-api-key-for-this-test-of-40-characters";

const seller = {
  name: "Northwind Software GmbH",
  address: { line1: "Torstraße 1", postalCode: "10119", city: "Berlin", country: "DE" },
  vatId: "DE123456789",
  contact: { name: "Ines Roth", phone: "+49 30 1234567", email: "accounting@northwind.example" },
  bank: { iban: "DE89370400440532013000" },
  accountingEmail: "billing@northwind.example",
};

describe("a month ends, and its invoice is in the mailbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "seatbook-billing-"));
  const mails: ParsedMail[] = [];
  const post = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    onData: (stream, _, callback) => {
      simpleParser(stream, (error: Error | null, mail) => {
        mails.push(mail);
        callback(error);
      });
    },
  });
  let server: ServerProcess;

  beforeAll(async () => {
    writeFileSync(join(folder, "seller.json"), JSON.stringify(seller));
    post.listen(0, "127.0.0.1");
    await once(post.server, "listening");
    const address = post.server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    server = await ServerProcess.start("packages/server/src/cli.ts", [], {
      SEATBOOK_PORT: "0",
      SEATBOOK_STORAGE: `sqlite:${join(folder, "seatbook.db")}`,
      SEATBOOK_API_KEYS: apiKey,
      SEATBOOK_DEMO_CLOCK: "1",
      SEATBOOK_SELLER: join(folder, "seller.json"),
      SEATBOOK_SMTP: `smtp://127.0.0.1:${port}`,
    });
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    await new Promise<void>((resolve) => post.close(resolve));
    rmSync(folder, { recursive: true });
  });

  async function send(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(server.url + path, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response;
  }

  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer: T = JSON.parse(await (await send(method, path, body)).text());
    return answer;
  }

  it("by itself: nobody closes, numbers or mails anything", async () => {
    await send("PUT", "/v1/demo/clock", { now: "2026-10-05T08:00:00Z" });
    await send("PUT", "/v1/workspaces/acme", {
      name: "Acme",
      contractStart: "2021-01-01",
      timeZone: "Europe/Berlin",
      price: { currency: "EUR", unitMinor: 4900 },
      tax: { treatment: "standard", ratePercent: 19 },
      customer: {
        name: "Acme GmbH",
        address: { line1: "Weg 1", postalCode: "20095", city: "Hamburg", country: "DE" },
        language: "de",
      },
      mailbox: ["ap@acme.example"],
    });
    await send("PUT", "/v1/workspaces/acme/teams/A", { name: "A" });
    await send("PUT", "/v1/workspaces/acme/members/ana", { name: "Ana", email: "ana@acme.example", teams: ["A"] });
    await send("PUT", "/v1/demo/clock", { now: "2026-11-01T02:00:00Z" });
    await expect.poll(() => mails.length, { timeout: 30_000 }).toBe(1);

    const [october] = await ask<MonthItem[]>("GET", "/v1/workspaces/acme/months");
    expect(october).toMatchObject({ month: "2026-10", status: "closed", invoice: "2026-000001" });
    const pdf = await (await send("GET", "/v1/workspaces/acme/invoices/2026-000001.pdf")).bytes();
    const [mail] = mails;
    expect(mail?.subject).toBe("Rechnung 2026-000001 von Northwind Software GmbH: Oktober 2026");
    expect(mail?.attachments[0]?.content.equals(pdf)).toBe(true);
    await expect
      .poll(async () => {
        const { items } = await ask<Page<InvoiceItem>>("GET", "/v1/workspaces/acme/invoices");
        return items[0]?.mails.map(({ status }) => status);
      })
      .toEqual(["sent"]);
  });

  it("and a new mailbox is in force once its link has been followed and the button pressed", async () => {
    await send("PUT", "/v1/workspaces/acme/mailbox", { mailbox: ["new@acme.example"] });
    await expect.poll(() => mails.length).toBe(3);
    const link = /http:\S+\/mailbox\/confirm\?token=\S+/.exec(mails.map(({ text }) => text).join("\n"))?.[0] ?? "";
    expect(link.startsWith(server.url)).toBe(true);
    expect(await (await fetch(link)).text()).toContain("Die Rechnungen von Acme empfangen?");
    const token = new URL(link).searchParams.get("token") ?? "";
    const pressed = await fetch(`${server.url}/mailbox/confirm`, {
      method: "POST",
      body: new URLSearchParams({ token }),
    });
    expect(await pressed.text()).toContain("Die Adresse ist bestätigt.");
    expect(await ask<Mailbox>("GET", "/v1/workspaces/acme/mailbox")).toEqual({
      mailbox: ["new@acme.example"],
      mailed: true,
    });
  });
});
