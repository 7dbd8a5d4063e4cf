import { describe, expect, test } from "vitest";
import type { Erasure, Member, MonthItem, PendingItem } from "../contract/types.ts";
import { type TestServer, workspaceBody } from "../test/test-server.ts";
import { verifyStore } from "../verify/verify.ts";
import { findWords } from "./test/find-words.ts";
import { openServer, personStore, words } from "./test/person-store.ts";

const acme = "/v1/workspaces/acme";
const now = "2026-11-05T09:00:00Z";
const silent = { begin: () => {}, advance: () => {} };

/** What is to stay as it is: everything that can be exported, of which only names are to change. */
async function exportsOf(server: TestServer): Promise<Map<string, string>> {
  const { operator } = server;
  const paths = [
    "",
    "/months",
    "/invoices",
    "/teams",
    "/mailbox",
    "/billing-details",
    "/licenses.csv",
    "/invoices.csv",
  ];
  const files = new Map<string, string>();
  for (const workspace of ["acme", "other"]) {
    const base = `/v1/workspaces/${workspace}`;
    const months = await operator.get<MonthItem[]>(`${base}/months`);
    const { items } = await operator.get<{ items: { number: string }[] }>(`${base}/invoices`);
    const all = [
      ...paths,
      ...months.flatMap(({ month }) => [`/months/${month}/licenses`, `/months/${month}/licenses.csv`]),
      ...items.flatMap(({ number }) => [`/invoices/${number}`, `/invoices/${number}.xml`]),
    ];
    for (const path of all) files.set(base + path, (await operator.request("GET", base + path)).text);
  }
  files.set("register", (await operator.request("GET", "/v1/invoices.csv")).text);
  return files;
}

function withoutPerson(text: string): string {
  return text
    .replaceAll(/Añá Quixote-Ruíz|Añá Q\. Ruíz-Vela|Erased member/g, "NAME")
    .replaceAll(/Ana\.Quixote@acme\.example|quixote\+old@acme\.example|erased-\d+-\d+@erased\.invalid/g, "ADDRESS")
    .replaceAll(/"(email|detail)":"[^"]*(?:ADDRESS[^"]*)?"/g, '"$1":""')
    .replaceAll(/NAME(,|";")ADDRESS/g, "NAME$1")
    .replaceAll(/"version":\d+/g, "");
}

describe("a person who is everywhere", () => {
  test("is nowhere in the store after it, and every number is what it was", async () => {
    const data = await personStore();
    // Or the test would prove nothing.
    const places = findWords(data, words);
    for (const word of words) expect(places.some((place) => place.startsWith(word))).toBe(true);
    for (const log of ["workspace:acme:0", "workspace:acme:snapshot", "outbox:", "workspaces:0"]) {
      expect(
        places.filter((place) => place.includes(log)),
        log,
      ).not.toEqual([]);
    }
    const server = openServer(data, now);
    const before = await exportsOf(server);
    const { hash: _, ...verified } = await verifyStore(server.driver, silent);
    expect(verified.findings).toEqual([]);

    const erasure = await server.operator.post<Erasure>(`${acme}/members/ana/erase`, undefined, {
      "Idempotency-Key": "e",
    });
    expect(erasure).toEqual({ member: "ana", status: "done", erasedAt: "2026-11-05T09:00:00.000Z", kept: [] });
    await server.idle();
    expect(findWords(data, words)).toEqual([]);

    for (const on of [server, openServer(data, now)]) {
      const after = await exportsOf(on);
      expect([...after.keys()]).toEqual([...before.keys()]);
      for (const [path, text] of after) {
        const was = before.get(path) ?? "";
        expect(withoutPerson(text), path).toBe(withoutPerson(was));
        if (findWords(new Map([["", was]]), words).length === 0 && path !== acme) expect(text, path).toBe(was);
      }
      const ana = await on.operator.get<Member>(`${acme}/members/ana`);
      expect(ana).toMatchObject({ name: "Erased member", email: "", status: "removed" });
      expect(ana.restorableUntil).toBeUndefined();
    }
    await server.idle();
    expect(findWords(data, words)).toEqual([]);
    const after = await verifyStore(server.driver, silent);
    expect(after.findings).toEqual([]);
    expect(after.notes).toEqual([]);
    expect(after).toMatchObject({ workspaces: verified.workspaces, numbers: verified.numbers });
    const pending = await server.operator.get<{ items: PendingItem[] }>("/v1/pending");
    expect(pending.items.filter(({ kind }) => kind === "erasure-unfinished")).toEqual([]);
  });

  test("is not in the server's log, nor is anybody else", async () => {
    const log: string[] = [];
    await personStore(log);
    expect(log.length).toBeGreaterThan(20);
    const others = ["Anabel", "bo@acme.example", "ap@acme.example", "Acme GmbH", "Team of the same id", "other"];
    expect(findWords(new Map([["log", log.join("\n")]]), [...words, ...others])).toEqual([]);
  });
});

test("an address by which only the identity provider knows the person is erased, and not while mails go there", async () => {
  const data = new Map<string, string>();
  const { operator } = openServer(data, now);
  const workspace = { ...workspaceBody, mailbox: ["zed.login@corp.example"] };
  await operator.put(acme, workspace);
  const user = { userName: "Zed.Login@corp.example", externalId: "z1", displayName: "Zed Quixote" };
  const { body } = await operator.request("POST", `${acme}/scim/v2/Users`, {
    body: { ...user, emails: [{ value: "zed@acme.example", primary: true }] },
  });
  const path = `${acme}/members/${String(Reflect.get(Object(body), "id"))}`;
  await operator.delete(path);
  expect(await operator.refused("POST", `${path}/erase`)).toMatchObject({ code: "mailbox-has-address" });
  await operator.put(acme, { ...workspace, mailbox: ["ap@corp.example"] });
  expect(await operator.post<Erasure>(`${path}/erase`)).toMatchObject({ status: "done", kept: [] });
  expect(findWords(data, ["Zed.Login@corp.example", "zed.login@corp.example", "zed@acme.example"])).toEqual([]);
});
