import type { PendingRun } from "@seatbook/server";
import { memory, requireCreate } from "@seatbook/storage";
import type { Hono } from "hono";
import { beforeAll, describe, expect, it } from "vitest";
import type { ClosedMonth } from "./clock.ts";
import { hostApp } from "./host.ts";
import type { SeatbookApi } from "./seatbook-api.ts";
import { openSeatbook } from "./seatbook-server.ts";
import { playStory, setClock } from "./story.ts";

type Listed = {
  total: number;
  mails: { href: string; to: string; subject: string; language: string; files: { name: string; href: string }[] }[];
};

const pdf = new TextEncoder().encode("%PDF-1.7 and so on");

describe("the host", () => {
  let host: Hono;
  let api: SeatbookApi;

  beforeAll(async () => {
    ({ api } = await openSeatbook(requireCreate(memory()), {
      publicUrl: () => "http://demo.example/seatbook",
      makeDocuments: async () => ({ pdf, xml: pdf }),
    }));
    const now = Date.parse("2026-11-23T12:00:00Z");
    host = hostApp(api, await playStory(api, now), now);
  });

  async function ask<T>(path: string, init?: RequestInit): Promise<T> {
    const answer: T = JSON.parse(await (await host.request(path, init)).text());
    return answer;
  }

  const listOutbox = () => ask<Listed>("/demo/outbox");

  it("lists the mails, newest first, each in its language", async () => {
    const { total, mails } = await listOutbox();
    expect(mails).toHaveLength(total);
    expect(mails.slice(1, 4).map(({ to, language, files }) => [to, language, files.map(({ name }) => name)])).toEqual([
      ["einkauf@lindenhof.example", "de", []],
      ["buchhaltung@lindenhof.example", "de", ["Rechnung-2026-000034.pdf"]],
      ["factures@ateliergaronne.example", "fr", ["Facture-2026-000033.pdf"]],
    ]);
  });

  it("serves a mail that can run and reach nothing, with links that open elsewhere", async () => {
    const { mails } = await listOutbox();
    const answer = await host.request(mails[1]?.href ?? "");
    expect(answer.headers.get("Content-Security-Policy")).toBe(
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    );
    const html = await answer.text();
    expect(html).toContain('<base target="_blank" />');
    expect(html).toContain('<body tabindex="0" style=');
    expect(html).toContain('href="http://demo.example/seatbook/mailbox/confirm?token=');
  });

  it.each(["{", "null", ""])("says what is wrong with a body of %j", async (body) => {
    const answer = await host.request("/demo/session", { method: "POST", body });
    expect([answer.status, await answer.text()]).toEqual([400, "Send a JSON object."]);
  });

  it("hands out what is attached, and nothing else", async () => {
    const { mails } = await listOutbox();
    const attached = await host.request(mails[2]?.files[0]?.href ?? "");
    expect(attached.headers.get("Content-Type")).toBe("application/pdf");
    expect(attached.headers.get("Content-Disposition")).toBe('attachment; filename="Rechnung-2026-000034.pdf"');
    expect(new Uint8Array(await attached.arrayBuffer())).toEqual(pdf);

    expect((await host.request(`${mails[2]?.href}/other.pdf`)).status).toBe(404);
    expect((await host.request("/demo/outbox/0123456789abcdef0123456789abcdef")).status).toBe(404);
  });

  it("has the month invoiced and mailed as soon as the clock has left it", async () => {
    const before = await listOutbox();
    const body = JSON.stringify({ workspace: "lindenhof", to: "next-month" });
    const moved = await ask<{ now: string; closed: ClosedMonth[] }>("/demo/clock", { method: "POST", body });
    expect(moved.now).toBe("2026-12-01T08:00:00.000Z");
    const [closed] = moved.closed;
    expect(closed?.month).toBe("2026-11");
    expect(closed?.invoices.map(({ workspace, isMailed }) => [workspace, isMailed])).toEqual([
      ["Lindenhof Werke GmbH", true],
      ["Maple Harbor Studio", false],
      ["Atelier Garonne SARL", true],
    ]);
    const numbers = new Set(closed?.invoices.map(({ number }) => number));
    expect(numbers).toEqual(new Set(["2026-000036", "2026-000037", "2026-000038"]));
    expect((await listOutbox()).total).toBe(before.total + 2);
  });

  it("does nothing of what is due by being read, and all of it when it is asked to", async () => {
    await setClock(api, Date.parse("2027-01-01T09:00:00Z"));
    const before = await listOutbox();
    for (const path of ["/", "/demo", before.mails[0]?.href ?? ""]) expect((await host.request(path)).status).toBe(200);
    expect(await listOutbox()).toEqual(before);

    const { closed } = await ask<PendingRun>("/demo/outbox/deliver", { method: "POST" });
    expect(closed.map(({ month }) => month)).toEqual(["2026-12", "2026-12", "2026-12"]);
    expect((await listOutbox()).total).toBe(before.total + 2);
  });
});
