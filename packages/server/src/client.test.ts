// @seatbook/client against the routes that it was generated from.
import { createClient, isSeatbookError, type SeatbookClient } from "@seatbook/client";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { apiKey, billedBody, inPath, sellerSetup, TestServer, workspaceBody } from "./test/test-server.ts";

type Acme = ReturnType<SeatbookClient["workspace"]>;
type OperationId = Exclude<keyof SeatbookClient, "workspace"> | keyof Acme;

/** What the operations are called on: a client of the whole server, a workspace, and the number of an invoice of it. */
interface Subject {
  server: TestServer;
  seatbook: SeatbookClient;
  acme: Acme;
  number: string;
}

const month = "2026-09";
const people = ["ana", "bo", "cy"].map((id) => ({ id, name: id, email: `${id}@acme.example`, teams: ["design"] }));
const directory = { teams: [{ id: "design", name: "Design" }], members: people };
const workspace = { ...workspaceBody, ...billedBody, mailbox: ["ap@acme.example"] };

/** A client whose every answer is held against what the route documents. */
function clientOf(server: TestServer, as: { apiKey: string } | { token: string } = { apiKey }): SeatbookClient {
  return createClient({
    url: "http://seatbook.invalid",
    ...as,
    fetch: async (url, { method = "GET", headers, body }) => {
      const { pathname, search } = new URL(url);
      const given = new Headers(headers);
      // The server of the tests says itself what it sends.
      if (given.get("Content-Type") === "application/json") given.delete("Content-Type");
      const sent = body === undefined || body === null ? {} : { body: await new Response(body).text() };
      const answer = await server.request(method, pathname + search, {
        ...sent,
        headers: Object.fromEntries(given),
      });
      return new Response(answer.status === 304 ? null : answer.text, answer);
    },
  });
}

/** A workspace with an invoice, in the month after it. */
async function subjectOf(
  server = new TestServer({ seller: sellerSetup, now: "2026-09-01T09:00:00Z" }),
): Promise<Subject> {
  const seatbook = clientOf(server);
  const acme = seatbook.workspace("acme");
  await acme.putWorkspace(workspace);
  await acme.putDirectory(directory);
  server.at("2026-10-02T09:00:00Z");
  const { invoice = "" } = await acme.closeMonth(month);
  await server.idle();
  return { server, seatbook, acme, number: invoice };
}

const endpoint = { url: "https://app.acme.example/webhooks", workspaces: ["acme"] };

/** With a webhook endpoint. */
function onEndpoint(call: (endpoint: { id: string }, subject: Subject) => Promise<unknown>) {
  return async (subject: Subject): Promise<unknown> =>
    call(await subject.seatbook.createWebhookEndpoint(endpoint), subject);
}

/** Each operation once, where its path is given. One that is missing, or is none, does not compile. */
const calls: Record<OperationId, (subject: Subject) => Promise<unknown>> = {
  getHealth: ({ seatbook }) => seatbook.getHealth(),
  getReadiness: ({ seatbook }) => seatbook.getReadiness(),
  getMetrics: ({ seatbook }) => seatbook.getMetrics(),
  getOpenApi: ({ seatbook }) => seatbook.getOpenApi(),
  listWorkspaces: ({ seatbook }) => seatbook.listWorkspaces({ limit: 1 }).page(),
  closeMonthOfAll: ({ seatbook }) => seatbook.closeMonthOfAll(month),
  downloadSellerInvoicesCsv: ({ seatbook }) =>
    seatbook.downloadSellerInvoicesCsv({ from: "2026-01-01", to: "2026-12-31" }),
  listSellerInvoices: ({ seatbook }) => seatbook.listSellerInvoices().page(),
  cancelInvoice: ({ seatbook, number }) => seatbook.cancelInvoice(number, { reason: "Wrong address" }),
  recordPayment: ({ seatbook, number }) => seatbook.recordPayment(number, { paidOn: "2026-10-02" }),
  listPending: ({ seatbook }) => seatbook.listPending().page(),
  runPending: ({ seatbook }) => seatbook.runPending(),
  createWebhookEndpoint: ({ seatbook }) => seatbook.createWebhookEndpoint(endpoint),
  listWebhookEndpoints: ({ seatbook }) => seatbook.listWebhookEndpoints(),
  getWebhookEndpoint: onEndpoint(({ id }, { seatbook }) => seatbook.getWebhookEndpoint(id)),
  changeWebhookEndpoint: onEndpoint(({ id }, { seatbook }) => seatbook.changeWebhookEndpoint(id, { enabled: false })),
  deleteWebhookEndpoint: onEndpoint(({ id }, { seatbook }) => seatbook.deleteWebhookEndpoint(id)),
  rotateWebhookSecret: onEndpoint(({ id }, { seatbook }) => seatbook.rotateWebhookSecret(id, { overlapHours: 1 })),
  testWebhookEndpoint: onEndpoint(({ id }, { seatbook }) => seatbook.testWebhookEndpoint(id)),
  listWebhookEndpointEvents: onEndpoint(({ id }, { seatbook }) => seatbook.listWebhookEndpointEvents(id)),
  listWebhookDeliveries: onEndpoint(({ id }, { seatbook }) =>
    seatbook.listWebhookDeliveries(id, { status: "failed", workspace: "acme" }).page(),
  ),
  resendWebhook: onEndpoint(async ({ id }, { seatbook, acme, server }) => {
    await acme.archiveTeam("design");
    await server.webhooks.run();
    const { items } = await seatbook.listWebhookDeliveries(id).page();
    return seatbook.resendWebhook(id, items[0]?.id ?? "");
  }),
  recoverWebhooks: onEndpoint(({ id }, { seatbook }) =>
    seatbook.recoverWebhooks(id, { since: "2026-10-01T00:00:00Z" }),
  ),
  listOutbox: ({ seatbook }) => seatbook.listOutbox().page(),
  createSession: ({ seatbook }) => seatbook.createSession({ workspace: "acme", member: "kim", role: "admin" }),
  listApiKeys: ({ seatbook }) => seatbook.listApiKeys().page(),
  createApiKey: ({ seatbook }) => seatbook.createApiKey({ name: "Host", scopes: ["read"] }),
  rotateApiKey: async ({ seatbook }) => {
    const { id } = await seatbook.createApiKey({ name: "Host", scopes: ["read"] });
    return seatbook.rotateApiKey(id, { overlapHours: 0 });
  },
  listApiKeyEvents: async ({ seatbook }) => {
    const { id } = await seatbook.createApiKey({ name: "Host", scopes: ["read"] });
    return seatbook.listApiKeyEvents(id);
  },
  revokeApiKey: async ({ seatbook }) => {
    const { id } = await seatbook.createApiKey({ name: "Host", scopes: ["read"] });
    return seatbook.revokeApiKey(id);
  },
  putWorkspace: ({ acme }) => acme.putWorkspace(workspace),
  getWorkspace: ({ acme }) => acme.getWorkspace(),
  putDirectory: ({ acme }) => acme.putDirectory(directory, { dryRun: true }),
  listTeams: ({ acme }) => acme.listTeams({ status: "active", sort: "-members" }).page(),
  putTeam: ({ acme }) => acme.putTeam("sales", { name: "Sales" }),
  archiveTeam: ({ acme }) => acme.archiveTeam("design"),
  unarchiveTeam: ({ acme }) => acme.unarchiveTeam("design"),
  listMembers: ({ acme }) => acme.listMembers({ query: "a", status: "active", team: "design", sort: "-joined" }).page(),
  getMember: ({ acme }) => acme.getMember("ana"),
  putMember: ({ acme }) => acme.putMember("di", { name: "Di", email: "di@acme.example", role: "admin" }),
  removeMember: ({ acme }) => acme.removeMember("ana"),
  eraseMember: async ({ acme }) => {
    await acme.removeMember("ana");
    return acme.eraseMember("ana", { keepMailbox: true });
  },
  restoreMember: async ({ acme }) => {
    await acme.removeMember("ana");
    return acme.restoreMember("ana");
  },
  getInactiveMembers: ({ acme }) => acme.getInactiveMembers(),
  removeInactiveMembers: async ({ acme }) => {
    await acme.archiveTeam("design");
    const { fingerprint } = await acme.getInactiveMembers();
    return acme.removeInactiveMembers({ fingerprint });
  },
  previewCommands: ({ acme }) => acme.previewCommands({ commands: [{ type: "archive-team", team: "design" }] }),
  listMonths: ({ acme }) => acme.listMonths(),
  listLicenses: ({ acme }) => acme.listLicenses(month).page(),
  closeMonth: ({ acme }) => acme.closeMonth(month),
  downloadLicensesCsv: ({ acme }) => acme.downloadLicensesCsv(month, { separator: "semicolon" }),
  downloadLicensesXlsx: ({ acme }) => acme.downloadLicensesXlsx(month),
  downloadAllLicensesCsv: ({ acme }) => acme.downloadAllLicensesCsv(),
  downloadAllLicensesXlsx: ({ acme }) => acme.downloadAllLicensesXlsx(),
  downloadInvoicesCsv: ({ acme }) => acme.downloadInvoicesCsv(),
  listInvoices: ({ acme }) => acme.listInvoices().page(),
  downloadInvoicePdf: ({ acme, number }) => acme.downloadInvoicePdf(number),
  downloadInvoiceXml: ({ acme, number }) => acme.downloadInvoiceXml(number, { profile: "en16931" }),
  getInvoice: ({ acme, number }) => acme.getInvoice(number),
  sendInvoice: ({ acme, number }) => acme.sendInvoice(number),
  issueInvoice: async ({ seatbook, acme, number }) => {
    await seatbook.cancelInvoice(number, { reason: "Wrong address" });
    return acme.issueInvoice(month);
  },
  getBillingDetails: ({ acme }) => acme.getBillingDetails(),
  putBillingDetails: ({ acme }) => acme.putBillingDetails(billedBody.customer),
  getMailbox: ({ acme }) => acme.getMailbox(),
  putMailbox: ({ acme }) => acme.putMailbox({ mailbox: ["new@acme.example"] }),
  resendMailboxConfirmation: async ({ acme }) => {
    await acme.putMailbox({ mailbox: ["new@acme.example"] });
    return acme.resendMailboxConfirmation();
  },
  withdrawMailboxChange: async ({ acme }) => {
    await acme.putMailbox({ mailbox: ["new@acme.example"] });
    return acme.withdrawMailboxChange();
  },
  listMails: ({ acme }) => acme.listMails().page(),
  reportBounce: async ({ acme }) => {
    const { items } = await acme.listMails().page();
    return acme.reportBounce(items[0]?.id ?? "", { detail: "No such mailbox" });
  },
  getAccess: ({ acme }) => acme.getAccess("ana"),
  listEvents: ({ acme }) => acme.listEvents({ after: 1 }).page(),
};

const document = v.object({
  paths: v.record(v.string(), v.record(v.string(), v.object({ operationId: v.string() }))),
});

/** By id, as `GET /v1/workspaces`; what identity providers ask by SCIM is theirs. */
async function documentedOperations(server: TestServer): Promise<Map<string, string>> {
  const { paths } = v.parse(document, await clientOf(server).getOpenApi());
  return new Map(
    Object.entries(paths)
      .filter(([path]) => !path.includes("/scim/"))
      .flatMap(([path, operations]) =>
        Object.entries(operations).map(
          ([method, { operationId }]) => [operationId, `${method.toUpperCase()} ${path}`] as const,
        ),
      ),
  );
}

test("every operation of the document is a method, and every method an operation", async () => {
  const operations = await documentedOperations(new TestServer());
  expect(Object.keys(calls).toSorted()).toEqual([...operations.keys()].toSorted());
});

test.for(Object.entries(calls))("%s is answered as the document says", async ([id, call]) => {
  const server = new TestServer({ seller: sellerSetup, now: "2026-09-01T09:00:00Z" });
  const subject = await subjectOf(server);
  const before = server.log.length;
  const answer = await call(subject);
  expect(answer).toBeTypeOf("object");
  const operations = await documentedOperations(server);
  const asked = server.log.slice(before).map(({ method, route }) => `${method} ${route}`);
  const [, method = "", path = ""] = /^(\w+) (.+)$/.exec(operations.get(id) ?? "") ?? [];
  // To the router a number and an extension are one segment.
  const route = path.replace(/\{number\}\.(\w+)$/, ":$1{.+\\.$1}").replaceAll(/\{(\w+)\}/g, ":$1");
  if (path.startsWith("/v1/")) expect(asked).toContain(`${method} ${route}`);
});

describe("with the client", () => {
  test.each(["a/b", "ü", "%2F", "a b", "a?b#c", "a+b", "%2e%2e", "..."])("the id %j is one id", async (id) => {
    const server = new TestServer();
    const ws = clientOf(server).workspace(id);
    await ws.putWorkspace(workspaceBody);
    await ws.putTeam(id, { name: "Team" });
    await ws.putMember(id, { name: "Ana", email: "ana@acme.example", teams: [id] });
    expect((await ws.getMember(id)).id).toBe(id);
    expect((await ws.getWorkspace()).id).toBe(id);
    expect((await ws.listMembers({ team: id }).page()).items.map((member) => member.id)).toEqual([id]);
    await server.operator.get(`/v1/workspaces/${inPath(id)}/teams`);
    expect((await ws.getAccess(id)).access).toBe(true);
  });

  test("a list goes through all pages, in order", async () => {
    const acme = clientOf(new TestServer()).workspace("acme");
    await acme.putWorkspace(workspaceBody);
    const members = Array.from({ length: 23 }, (_, index) => {
      const id = `m${String(index).padStart(2, "0")}`;
      return { id, name: id, email: `${id}@acme.example` };
    });
    await acme.putDirectory({ teams: [], members });
    const ids: string[] = [];
    for await (const { id } of acme.listMembers({ limit: 5 })) ids.push(id);
    expect(ids).toEqual(members.map(({ id }) => id));
    const versions: number[] = [];
    for await (const { version } of acme.listEvents({ limit: 1 })) versions.push(version);
    expect(versions).toEqual([1, 2]);
  });

  test("a directory that is streamed is the one that was given", async () => {
    const { acme } = await subjectOf();
    const members = ReadableStream.from(people);
    const streamed = await acme.putDirectory({ teams: directory.teams, members }, { dryRun: true });
    expect(Object.values(streamed.changes).flat()).toEqual([]);
  });

  test("what is not valid names the fields, and what is refused its code", async () => {
    const { acme, seatbook } = await subjectOf();
    const invalid = await acme.putMember("eve", { name: "", email: "eve" }).catch((error: unknown) => error);
    expect(invalid).toMatchObject({
      code: "invalid-input",
      status: 422,
      errors: [{ field: "name" }, { field: "email" }],
    });
    expect(isSeatbookError(invalid) && invalid.requestId).toMatch(/^request-/);
    await expect(acme.getMember("nobody")).rejects.toMatchObject({ code: "member-not-found", status: 404 });
    await expect(seatbook.workspace("other").getWorkspace()).rejects.toMatchObject({ code: "workspace-not-found" });
  });

  test("a change for one version is made once, and refused where the workspace has moved on", async () => {
    const { acme } = await subjectOf();
    const { etag } = await acme.getWorkspace().withResponse();
    const key = { ifMatch: etag, idempotencyKey: "rename-ana" };
    const ana = { name: "Ana Silva", email: "ana@acme.example" };
    expect((await acme.putMember("ana", ana, key)).name).toBe("Ana Silva");
    // As after an answer that was lost.
    expect((await acme.putMember("ana", ana, key)).name).toBe("Ana Silva");
    await expect(acme.putMember("bo", ana, { ifMatch: etag })).rejects.toMatchObject({ code: "stale-version" });
  });

  test("nothing is kept for a session, or for a member who is as the host says already", async () => {
    const { acme, seatbook } = await subjectOf();
    const { version } = await acme.getWorkspace();
    await seatbook.createSession({ workspace: "acme", member: "kim", role: "viewer" });
    await acme.putMember("ana", { name: "ana", email: "ana@acme.example" });
    expect((await acme.getWorkspace()).version).toBe(version);
  });

  test("what has not changed is not sent again", async () => {
    const { acme, server } = await subjectOf();
    const first = await acme.getAccess("ana").withResponse();
    const second = await acme.getAccess("ana", { previous: first }).withResponse();
    expect([second.response.status, second.data]).toEqual([304, { access: true }]);
    await acme.removeMember("ana");
    const third = await acme.getAccess("ana", { previous: second }).withResponse();
    expect([third.response.status, third.data]).toEqual([200, { access: false }]);
    expect(server.log.at(-1)).toMatchObject({ status: 200 });
  });

  test("a session may do what its role allows", async () => {
    const { seatbook, server } = await subjectOf();
    const { token } = await seatbook.createSession({ workspace: "acme", member: "kim", role: "viewer" });
    const acme = clientOf(server, { token }).workspace("acme");
    expect((await acme.listMembers().page()).total).toBe(3);
    await expect(acme.removeMember("ana")).rejects.toMatchObject({ code: "forbidden", status: 403 });
  });
});
