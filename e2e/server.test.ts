import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Member, MonthItem, Preview, Session, WorkspaceSummary } from "@seatbook/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ServerProcess } from "./support/process.ts";

const apiKey = "an-api-key-for-this-test-of-40-characters";

describe("the seatbook server, as a process", () => {
  let folder: string;
  let server: ServerProcess;

  const start = () =>
    ServerProcess.start("packages/server/src/cli.ts", [], {
      SEATBOOK_PORT: "0",
      SEATBOOK_STORAGE: `sqlite:${join(folder, "seatbook.db")}`,
      SEATBOOK_API_KEYS: apiKey,
      SEATBOOK_DEMO_CLOCK: "1",
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "seatbook-e2e-"));
    server = await start();
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  async function send(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const response = await fetch(server.url + path, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text;
  }

  async function ask<T>(...request: Parameters<typeof send>): Promise<T> {
    const answer: T = JSON.parse(await send(...request));
    return answer;
  }

  const setClock = (now: string) => send("PUT", "/v1/demo/clock", { now });
  const summary = () => ask<WorkspaceSummary>("GET", "/v1/workspaces/acme");

  async function crash(): Promise<void> {
    expect(await server.stop("SIGKILL")).toBeNull();
    server = await start();
  }

  /** R4's example: a team of five, archived on 12 November at 10:00 in Berlin. */
  async function founded(): Promise<void> {
    await setClock("2026-10-05T08:00:00Z");
    await send("PUT", "/v1/workspaces/acme", {
      name: "Acme",
      contractStart: "2021-01-01",
      timeZone: "Europe/Berlin",
      price: { currency: "EUR", unitMinor: 4900 },
    });
    const members = ["Ana", "Bo", "Cy", "Di", "Eva"].map((name) => ({
      id: name,
      name,
      email: `${name}@acme.example`,
      teams: ["A"],
    }));
    await send("PUT", "/v1/workspaces/acme/directory", { teams: [{ id: "A", name: "A" }], members });
  }

  it("bills the month in which a team is archived, and not the next, across restarts and crashes", async () => {
    await founded();
    await setClock("2026-11-01T08:00:00Z");
    await send("POST", "/v1/months/2026-10/close", {});

    await setClock("2026-11-12T09:00:00Z");
    const session = { workspace: "acme", member: "Ana", role: "admin" };
    const { token } = await ask<Session>("POST", "/v1/sessions", session);
    const asAna = { Authorization: `Bearer ${token}` };
    const commands = [{ type: "archive-team", team: "A" }];
    const preview = await ask<Preview>("POST", "/v1/workspaces/acme/preview", { commands }, asAna);
    expect([preview.currentMonth.after.licenses, preview.nextMonth.after.licenses]).toEqual([5, 0]);
    await send("POST", "/v1/workspaces/acme/teams/A/archive", {}, asAna);

    expect(await server.stop()).toBe(0);
    server = await start();
    const { currentMonth, nextMonth, version } = await summary();
    expect([currentMonth.licenses, nextMonth.licenses]).toEqual([5, 0]);
    // The secret that signs tokens is kept too; a repeated archive changes nothing.
    await send("POST", "/v1/workspaces/acme/teams/A/archive", {}, asAna);
    expect((await summary()).version).toBe(version);

    await crash();
    await setClock("2026-12-01T08:00:00Z");
    await send("POST", "/v1/months/2026-11/close", {});
    const exported = await send("GET", "/v1/workspaces/acme/months/2026-11/licenses.csv");
    expect(exported.trim().split("\n")).toHaveLength(1 + 5);

    await crash();
    expect(await send("GET", "/v1/workspaces/acme/months/2026-11/licenses.csv")).toBe(exported);
    await send("POST", "/v1/months/2026-11/close", {});
    const months = await ask<MonthItem[]>("GET", "/v1/workspaces/acme/months");
    expect(months.map(({ month, status, licenses }) => [month, status, licenses])).toEqual([
      ["2026-10", "closed", 5],
      ["2026-11", "closed", 5],
      ["2026-12", "open", 0],
    ]);
  });

  it("keeps every change that it acknowledged when it is killed in the middle of writing", async () => {
    await founded();
    const acknowledged: string[] = [];
    const addMember = async (id: string) => {
      const body = { name: id, email: `${id}@acme.example`, teams: ["A"] };
      await send("PUT", `/v1/workspaces/acme/members/${id}`, body, { "Idempotency-Key": `join-${id}` });
      acknowledged.push(id);
    };
    const wanted = Array.from({ length: 400 }, (_, index) => `new-${index}`);
    const writing = Promise.allSettled(wanted.map(addMember));
    await expect.poll(() => acknowledged.length, { interval: 1 }).toBeGreaterThan(20);
    await crash();
    await writing;
    const before = [...acknowledged];
    expect(before.length).toBeLessThan(wanted.length);

    const lost = await Promise.allSettled(before.map((id) => ask<Member>("GET", `/v1/workspaces/acme/members/${id}`)));
    expect(lost.filter(({ status }) => status === "rejected")).toEqual([]);

    // Whoever got no answer asks again, with the same key: nobody is there twice.
    await Promise.all(wanted.map(addMember));
    expect((await summary()).counts.members).toBe(5 + wanted.length);
  });
});
