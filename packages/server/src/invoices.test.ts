import { hash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { memory } from "@seatbook/storage";
import { beforeEach, describe, expect, test } from "vitest";
import type {
  BillingDetails,
  Invoice,
  InvoiceItem,
  MonthItem,
  OutboxMail,
  Page,
  PendingItem,
  PendingRun,
  WorkspaceSummary,
} from "./contract/types.ts";
import { makeDocuments } from "./invoice-document/documents.ts";
import { billedBody, type Client, inPath, sellerSetup, TestServer, workspaceBody } from "./test/test-server.ts";

const acme = "/v1/workspaces/acme";

let server: TestServer;
let operator: Client;

beforeEach(() => {
  server = new TestServer({ seller: sellerSetup, now: "2026-09-01T09:00:00Z" });
  operator = server.operator;
});

/** Two people in a team since September. */
async function create(id: string, differing: object = {}): Promise<string> {
  const path = `/v1/workspaces/${inPath(id)}`;
  await operator.put(path, { ...workspaceBody, ...billedBody, ...differing });
  await operator.put(`${path}/directory`, {
    teams: [{ id: "t", name: "Design" }],
    members: ["ana", "bo"].map((member) => ({
      id: member,
      name: member,
      email: `${member}@acme.example`,
      teams: ["t"],
    })),
  });
  return path;
}

/** Closes September a day late. */
async function closeSeptember(path = acme): Promise<MonthItem> {
  server.at("2026-10-02T09:00:00Z");
  const month = await operator.post<MonthItem>(`${path}/months/2026-09/close`);
  await server.idle();
  return month;
}

async function invoicesOf(path = acme): Promise<InvoiceItem[]> {
  return (await operator.get<Page<InvoiceItem>>(`${path}/invoices`)).items;
}

const run = () => operator.post<PendingRun>("/v1/pending/run");
const pending = async () => (await operator.get<{ items: PendingItem[] }>("/v1/pending")).items;
const pay = (paidOn: string) => operator.post<Invoice>("/v1/invoices/2026-000001/payments", { paidOn });
const refusePayment = (paidOn: string) =>
  operator.refused("POST", "/v1/invoices/2026-000001/payments", { body: { paidOn } });

/** The fields for which a workspace that differs so is refused. */
async function fieldsRefused(differing: object): Promise<string[]> {
  const problem = await operator.refused("PUT", acme, { body: { ...workspaceBody, ...billedBody, ...differing } });
  expect(problem.status).toBe(422);
  return problem.errors?.map(({ field }) => field) ?? [];
}

async function bytesOf(
  path: string,
): Promise<{ status: number; type: string | null; name: string | null; sha: string }> {
  const headers = { Authorization: `Bearer ${operator.token}` };
  const response = await server.app.request(path, { headers });
  const sha = hash("sha256", new Uint8Array(await response.arrayBuffer()));
  const name = response.headers.get("Content-Disposition");
  return { status: response.status, type: response.headers.get("Content-Type"), name, sha };
}

describe("closing a month issues its invoice", () => {
  test("the answer and the list of months name it, the list of invoices has it", async () => {
    await create("acme");
    expect(await closeSeptember()).toMatchObject({ status: "closed", licenses: 2, invoice: "2026-000001" });
    const [september] = await operator.get<MonthItem[]>(`${acme}/months`);
    expect(september).toMatchObject({ month: "2026-09", invoice: "2026-000001" });
    expect(await invoicesOf()).toEqual([
      {
        number: "2026-000001",
        type: "invoice",
        month: "2026-09",
        issuedOn: "2026-10-02",
        dueOn: "2026-10-16",
        status: "open",
        net: { currency: "EUR", minor: 9800 },
        tax: { currency: "EUR", minor: 1862 },
        gross: { currency: "EUR", minor: 11_662 },
        licenses: 2,
        licenseModel: "user",
        mails: [expect.objectContaining({ to: "ap@acme.example", status: "sent" })],
      },
    ]);
  });

  test("an idempotency key gets the same answer, the number in it, and closing again changes nothing", async () => {
    await create("acme");
    server.at("2026-10-02T09:00:00Z");
    const headers = { "Idempotency-Key": "close-september" };
    const first = await operator.post<MonthItem>(`${acme}/months/2026-09/close`, undefined, headers);
    expect(first.invoice).toBe("2026-000001");
    expect(await operator.post(`${acme}/months/2026-09/close`, undefined, headers)).toEqual(first);
    expect(await operator.post(`${acme}/months/2026-09/close`)).toEqual(first);
    expect(await invoicesOf()).toHaveLength(1);
  });

  test("If-Match holds for it", async () => {
    await create("acme");
    server.at("2026-10-02T09:00:00Z");
    const { etag } = await operator.request("GET", acme);
    await operator.put(`${acme}/teams/u`, { name: "Late" });
    const headers = { "If-Match": etag };
    expect(await operator.refused("POST", `${acme}/months/2026-09/close`, { headers })).toMatchObject({ status: 412 });
    expect(await invoicesOf()).toEqual([]);
  });

  test("closing all numbers all, without gaps", async () => {
    for (const id of ["b", "a", "c", "no details"])
      await create(id, id === "no details" ? { price: { currency: "EUR", unitMinor: 0 } } : {});
    server.at("2026-10-02T09:00:00Z");
    await operator.post("/v1/months/2026-09/close");
    await server.idle();
    const { items, total } = await operator.get<Page<InvoiceItem & { workspace: string }>>("/v1/invoices");
    expect(total).toBe(3);
    expect(items.map(({ number }) => number)).toEqual(["2026-000003", "2026-000002", "2026-000001"]);
    expect(items.map(({ workspace }) => workspace).toSorted()).toEqual(["a", "b", "c"]);
    expect(await operator.all("/v1/invoices", 2)).toEqual(items);
  });

  test("without a seller months close without invoices", async () => {
    server = new TestServer({ now: "2026-09-01T09:00:00Z" });
    operator = server.operator;
    await create("acme");
    expect(await closeSeptember()).not.toHaveProperty("invoice");
    expect(await invoicesOf()).toEqual([]);
    expect(await operator.refused("POST", `${acme}/months/2026-09/invoice`)).toMatchObject({
      status: 409,
      code: "seller-missing",
    });
  });
});

describe("an invoice and its files", () => {
  test("the invoice tells everything that is on the document", async () => {
    await create("acme", { customer: { ...billedBody.customer, reference: "PO 7" } });
    await closeSeptember();
    expect(await operator.get<Invoice>(`${acme}/invoices/2026-000001`)).toMatchObject({
      period: { first: "2026-09-01", last: "2026-09-30" },
      language: "en",
      seller: { name: "Northwind Software GmbH", bank: { iban: "DE89370400440532013000" } },
      customer: { name: "Acme GmbH", address: { countryName: "Germany" }, reference: "PO 7" },
      lines: [
        {
          description: "User licenses, September 2026",
          quantity: 2,
          unit: { currency: "EUR", minor: 4900 },
          net: { currency: "EUR", minor: 9800 },
          category: "S",
          ratePercent: 19,
        },
      ],
      taxes: [{ category: "S", ratePercent: 19, tax: { currency: "EUR", minor: 1862 } }],
      xrechnung: true,
    });
  });

  test("more PDFs than can be made are refused until some are, or nobody waits for them any more", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const driver = memory();
    server = new TestServer({ driver, seller: sellerSetup, now: "2026-09-01T09:00:00Z" });
    operator = server.operator;
    await create("acme");
    await closeSeptember();
    const slow = new TestServer({
      driver,
      now: "2026-10-02T09:00:00Z",
      makeDocuments: async (input, signal) => {
        const gone = new Promise<never>((_, reject) => {
          signal?.addEventListener("abort", () => reject(new Error("gone")));
        });
        await Promise.race([promise, gone]);
        return makeDocuments(input);
      },
    });
    const headers = { Authorization: `Bearer ${operator.token}` };
    const request = async (signal: AbortSignal) =>
      slow.app.request(`${acme}/invoices/2026-000001.pdf`, { headers, signal });
    const waiting = new AbortController();
    const first = request(waiting.signal);
    const others = Array.from({ length: 99 }, () => request(new AbortController().signal));
    await nextTurn();
    const refused = await request(new AbortController().signal);
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "5"]);
    expect(await refused.json()).toMatchObject({ code: "busy" });
    waiting.abort();
    expect((await first).status).toBe(408);
    const next = request(new AbortController().signal);
    resolve();
    expect((await next).status).toBe(200);
    for (const other of others) expect((await other).status).toBe(200);
  });

  test("PDF and XML with type and name; who has them is told so", async () => {
    await create("acme");
    await closeSeptember();
    const pdf = await bytesOf(`${acme}/invoices/2026-000001.pdf`);
    expect(pdf).toMatchObject({
      status: 200,
      type: "application/pdf",
      name: 'attachment; filename="Invoice-2026-000001.pdf"',
    });
    const { etag } = await operator.request("GET", `${acme}/invoices/2026-000001.pdf`);
    const headers = { "If-None-Match": etag };
    expect((await operator.request("GET", `${acme}/invoices/2026-000001.pdf`, { headers })).status).toBe(304);
    expect(await bytesOf(`${acme}/invoices/2026-000001.xml`)).toMatchObject({
      status: 200,
      type: "application/xml; charset=utf-8",
      name: 'attachment; filename="Invoice-2026-000001.xml"',
    });
  });

  test("XRechnung on request, where the customer has a reference", async () => {
    await create("acme");
    await closeSeptember();
    expect(await operator.refused("GET", `${acme}/invoices/2026-000001.xml?profile=xrechnung`)).toMatchObject({
      status: 409,
      code: "customer-reference-missing",
      errors: [{ field: "reference" }],
    });
    await operator.put(`${acme}/billing-details`, { ...billedBody.customer, reference: "04011000-12345-34" });
    server.at("2026-11-02T09:00:00Z");
    await operator.post(`${acme}/months/2026-10/close`);
    const { text } = await operator.request("GET", `${acme}/invoices/2026-000002.xml?profile=xrechnung`);
    expect(text).toContain("xrechnung_3.0");
    expect(text).toContain("04011000-12345-34");
    expect((await operator.request("GET", `${acme}/invoices/2026-000002.xml`)).text).not.toContain("xrechnung");
  });

  test("a number with a slash is an address like any other", async () => {
    const numberFormat = { template: "RE/{year}/{number}", restart: "yearly" } as const;
    server = new TestServer({ seller: { ...sellerSetup, numberFormat }, now: "2026-09-01T09:00:00Z" });
    operator = server.operator;
    await create("acme");
    await closeSeptember();
    const number = inPath("RE/2026/1");
    expect(await operator.get<Invoice>(`${acme}/invoices/${number}`)).toMatchObject({ number: "RE/2026/1" });
    expect(await bytesOf(`${acme}/invoices/${number}.pdf`)).toMatchObject({
      status: 200,
      name: 'attachment; filename="Invoice-RE-2026-1.pdf"',
    });
    expect(await operator.post<Invoice>(`/v1/invoices/${number}/cancel`, { reason: "x" })).toMatchObject({
      number: "RE/2026/2",
    });
  });

  test("another workspace's invoice is not there", async () => {
    await create("acme");
    await create("other");
    await closeSeptember();
    const admin = await server.session("other", "admin");
    for (const file of ["2026-000001", "2026-000001.pdf", "2026-000001.xml"]) {
      const there = await admin.refused("GET", `/v1/workspaces/other/invoices/${file}`);
      expect(there).toMatchObject({ status: 404, code: "invoice-not-found" });
      expect(await admin.refused("GET", `${acme}/invoices/${file}`)).toMatchObject({ code: "workspace-not-found" });
    }
  });
});

describe("a price, tax, customer or model change after close changes no document made before", () => {
  test("same bytes, also for a server that starts anew", async () => {
    const driver = memory();
    server = new TestServer({ seller: { ...sellerSetup, annex: true }, driver, now: "2026-09-01T09:00:00Z" });
    operator = server.operator;
    await create("acme", { customer: { ...billedBody.customer, reference: "PO 7" } });
    await closeSeptember();
    const { number: canceled } = await operator.post<Invoice>("/v1/invoices/2026-000001/cancel", { reason: "Typo" });
    await operator.post(`${acme}/months/2026-09/invoice`);
    await server.idle();
    const paths = ["2026-000001", canceled, "2026-000003"].flatMap((number) =>
      [".pdf", ".xml", ".xml?profile=xrechnung"].map((file) => `${acme}/invoices/${number}${file}`),
    );
    const before = await Promise.all(paths.map(bytesOf));
    expect(new Set(before.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(before.map(({ sha }) => sha)).size).toBe(9);

    await operator.put(acme, {
      ...workspaceBody,
      ...billedBody,
      name: "Renamed",
      licenseModel: "team",
      timeZone: "Asia/Tokyo",
      price: { currency: "USD", unitMinor: 1 },
      tax: { treatment: "reverse-charge" },
      customer: { ...billedBody.customer, name: "Someone else", language: "fr", reference: "PO 8" },
      mailbox: ["other@acme.example"],
    });
    await operator.put(`${acme}/members/ana`, { name: "Renamed", email: "renamed@acme.example", teams: [] });
    await operator.post(`${acme}/teams/t/archive`);
    await operator.post("/v1/invoices/2026-000003/payments", { paidOn: "2026-10-02" });
    server.at("2026-12-09T09:00:00Z");
    await operator.post("/v1/months/2026-10/close");
    expect(await Promise.all(paths.map(bytesOf))).toEqual(before);

    const seller = { ...sellerSetup.seller, name: "Renamed Software SE", accountingEmail: "x@y.example" };
    server = new TestServer({
      seller: { ...sellerSetup, seller, paymentDays: 30 },
      driver,
      now: "2027-01-09T09:00:00Z",
    });
    operator = server.operator;
    expect(await Promise.all(paths.map(bytesOf))).toEqual(before);
  });
});

describe("R10: a correction is a credit note and, if needed, a new invoice", () => {
  test("canceling answers the credit note, again and again the same one", async () => {
    await create("acme");
    await closeSeptember();
    const creditNote = await operator.post<Invoice>("/v1/invoices/2026-000001/cancel", { reason: "Wrong address" });
    await server.idle();
    expect(creditNote).toMatchObject({
      number: "2026-000002",
      type: "credit-note",
      corrects: "2026-000001",
      reason: "Wrong address",
      status: "paid",
      gross: { currency: "EUR", minor: 11_662 },
    });
    const again = await operator.post<Invoice>("/v1/invoices/2026-000001/cancel", { reason: "Another" });
    expect(again).toMatchObject({ number: "2026-000002", reason: "Wrong address" });
    expect(await invoicesOf()).toMatchObject([
      { number: "2026-000002", type: "credit-note" },
      { number: "2026-000001", status: "canceled", creditNote: "2026-000002" },
    ]);
    const [september] = await operator.get<MonthItem[]>(`${acme}/months`);
    expect(september).not.toHaveProperty("invoice");
    const mailed = await operator.get<Page<OutboxMail>>("/v1/outbox");
    expect(mailed.items[0]?.subject).toContain("Credit note 2026-000002");
  });

  test("then the month is invoiced again by the details of then", async () => {
    await create("acme");
    await closeSeptember();
    await operator.post("/v1/invoices/2026-000001/cancel", { reason: "Wrong name" });
    await operator.put(`${acme}/billing-details`, { ...billedBody.customer, name: "Acme SE" });
    expect(await operator.post<Invoice>(`${acme}/months/2026-09/invoice`)).toMatchObject({
      number: "2026-000003",
      customer: { name: "Acme SE" },
      net: { currency: "EUR", minor: 9800 },
    });
    expect(await operator.post<Invoice>(`${acme}/months/2026-09/invoice`)).toMatchObject({ number: "2026-000003" });
  });

  test("without a seller nothing is canceled: nobody gives the credit note its number", async () => {
    await create("acme");
    await closeSeptember();
    const { driver } = server;
    const { operator: later } = new TestServer({ driver, now: "2026-10-03T09:00:00Z" });
    const body = { reason: "Wrong" };
    expect(await later.refused("POST", "/v1/invoices/2026-000001/cancel", { body })).toMatchObject({
      status: 409,
      code: "seller-missing",
    });
    expect(await invoicesOf()).toMatchObject([{ number: "2026-000001", status: "open" }]);
  });

  test("what cannot be canceled or issued is refused with a sentence", async () => {
    await create("acme");
    await closeSeptember();
    await operator.post("/v1/invoices/2026-000001/cancel", { reason: "Wrong" });
    const cancel = (number: string) =>
      operator.refused("POST", `/v1/invoices/${number}/cancel`, { body: { reason: "Wrong" } });
    expect(await cancel("2026-000002")).toMatchObject({ status: 409, code: "credit-note-not-cancelable" });
    expect(await cancel("2026-000009")).toMatchObject({ status: 404, code: "invoice-not-found" });
    expect(await operator.refused("POST", `${acme}/months/2026-10/invoice`)).toMatchObject({
      status: 409,
      code: "month-not-closed",
    });
  });
});

describe("payment recorded, overdue shown", () => {
  test("with the day, where the workspace is", async () => {
    await create("acme");
    await closeSeptember();
    server.at("2026-10-16T21:59:00Z");
    expect((await invoicesOf())[0]?.status).toBe("open");
    server.at("2026-10-16T22:01:00Z");
    expect((await invoicesOf())[0]?.status).toBe("overdue");
    expect(await refusePayment("2026-10-01")).toMatchObject({
      status: 422,
      code: "payment-before-issue",
      errors: [{ field: "paidOn" }],
    });
    expect(await pay("2026-10-17")).toMatchObject({ status: "paid", paidOn: "2026-10-17" });
    expect(await pay("2026-10-17")).toMatchObject({ status: "paid" });
    expect(await refusePayment("2026-10-16")).toMatchObject({ status: 409, code: "payment-recorded" });
    expect(await refusePayment("2026-10-18")).toMatchObject({
      status: 422,
      code: "payment-in-future",
      errors: [{ field: "paidOn" }],
    });
  });

  test("an ETag of the day before is no longer good", async () => {
    await create("acme");
    await closeSeptember();
    server.at("2026-10-16T12:00:00Z");
    const { etag } = await operator.request("GET", `${acme}/invoices`);
    const headers = { "If-None-Match": etag };
    expect((await operator.request("GET", `${acme}/invoices`, { headers })).status).toBe(304);
    server.at("2026-10-17T12:00:00Z");
    expect((await operator.request("GET", `${acme}/invoices`, { headers })).status).toBe(200);
  });
});

describe("a workspace or seller that lacks a mandatory field is told so when it is set", () => {
  test("reverse charge without the customer's VAT id is refused, with the field", async () => {
    await create("acme");
    const { vatId: _, ...noVatId } = billedBody.customer;
    const tax = { treatment: "reverse-charge" };
    const body = { ...workspaceBody, tax, customer: noVatId };
    expect(await operator.refused("PUT", acme, { body })).toMatchObject({
      status: 422,
      errors: [{ field: "customer.vatId" }],
    });
    await operator.put(acme, { ...workspaceBody, tax });
    const admin = await server.session("acme", "admin");
    expect(await admin.refused("PUT", `${acme}/billing-details`, { body: noVatId })).toMatchObject({
      status: 422,
      errors: [{ field: "vatId" }],
    });
    expect(await admin.get<BillingDetails>(`${acme}/billing-details`)).toMatchObject({ required: ["vatId"] });
  });

  test("a currency of three decimals, a VAT id without its country, a country that is none, a rate of three decimals", async () => {
    const { customer } = billedBody;
    expect(await fieldsRefused({ price: { currency: "KWD", unitMinor: 100 } })).toEqual(["price.currency"]);
    expect(await fieldsRefused({ customer: { ...customer, vatId: "123456789" } })).toEqual(["customer.vatId"]);
    expect(await fieldsRefused({ customer: { ...customer, address: { ...customer.address, country: "ZZ" } } })).toEqual(
      ["customer.address.country"],
    );
    expect(await fieldsRefused({ tax: { treatment: "standard", ratePercent: 19.125 } })).toEqual(["tax.ratePercent"]);
  });

  test("what is missing shows, the month closes meanwhile, and the invoice follows by itself", async () => {
    await create("acme", { customer: undefined, tax: undefined });
    expect((await operator.get<BillingDetails>(`${acme}/billing-details`)).missing.map(({ field }) => field)).toEqual([
      "customer",
      "tax",
    ]);
    expect(await closeSeptember()).not.toHaveProperty("invoice");
    expect(await pending()).toMatchObject([{ kind: "billing-details-missing", month: "2026-09", workspace: "acme" }]);

    await operator.put(acme, { ...workspaceBody, tax: billedBody.tax });
    server.at("2026-10-05T09:00:00Z");
    const billing = await server.session("acme", "billing");
    const details = await billing.put<BillingDetails>(`${acme}/billing-details`, billedBody.customer);
    expect(details.missing).toEqual([]);
    await server.idle();
    expect(await invoicesOf()).toMatchObject([{ number: "2026-000001", issuedOn: "2026-10-05" }]);
    expect(await pending()).toEqual([]);
  });

  test("a viewer may look at everything and change nothing", async () => {
    await create("acme");
    await closeSeptember();
    const viewer = await server.session("acme", "viewer");
    expect(await viewer.get<BillingDetails>(`${acme}/billing-details`)).toMatchObject({
      name: "Acme GmbH",
      missing: [],
    });
    for (const path of [
      "invoices",
      "invoices/2026-000001",
      "invoices/2026-000001.pdf",
      "invoices/2026-000001.xml",
      "mailbox",
    ]) {
      expect([path, (await viewer.request("GET", `${acme}/${path}`)).status]).toEqual([path, 200]);
    }
    for (const [method, path, body] of [
      ["PUT", "billing-details", billedBody.customer],
      ["PUT", "mailbox", { mailbox: ["x@acme.example"] }],
      ["POST", "mailbox/resend", undefined],
      ["POST", "mailbox/withdraw", undefined],
      ["POST", "invoices/2026-000001/send", undefined],
      ["POST", "months/2026-09/invoice", undefined],
    ] as const) {
      expect(await viewer.refused(method, `${acme}/${path}`, { body })).toMatchObject({ status: 403 });
    }
    expect((await viewer.get<WorkspaceSummary>(acme)).permissions).not.toContain("billing.manage");
  });
});

test("a mail that was not sent yet cannot have come back", async () => {
  const transport = { send: async () => ({ outcome: "deferred" as const, detail: "451 come again" }) };
  server = new TestServer({ seller: sellerSetup, transport, now: "2026-09-01T09:00:00Z" });
  operator = server.operator;
  await create("acme");
  await closeSeptember();
  const [mail] = (await operator.get<Page<{ id: string; status: string }>>(`${acme}/mails`)).items;
  expect(mail?.status).toBe("queued");
  const body = { detail: "mailbox unavailable" };
  expect(await operator.refused("POST", `${acme}/mails/${mail?.id}/bounce`, { body })).toMatchObject({
    status: 409,
    code: "mail-not-sent",
  });
  expect(await operator.refused("POST", `${acme}/mails/1-1/bounce`, { body })).toMatchObject({
    status: 404,
    code: "mail-not-found",
  });
});

describe("the scheduler", () => {
  test("closes months from 03:00 of the first day on, where the workspace is, and catches up", async () => {
    await create("berlin");
    await create("new-york", { timeZone: "America/New_York" });
    server.at("2026-10-01T00:59:59Z");
    expect((await run()).closed).toEqual([]);
    server.at("2026-10-01T01:00:00Z");
    expect(await run()).toMatchObject({
      closed: [{ workspace: "berlin", month: "2026-09" }],
      issued: [{ workspace: "berlin", number: "2026-000001" }],
      sent: 1,
      failed: [],
    });
    server.at("2026-12-01T03:00:00Z");
    const { closed } = await run();
    expect(closed.toSorted((a, b) => (a.month + a.workspace < b.month + b.workspace ? -1 : 1))).toEqual([
      { workspace: "new-york", month: "2026-09" },
      { workspace: "berlin", month: "2026-10" },
      { workspace: "new-york", month: "2026-10" },
      { workspace: "berlin", month: "2026-11" },
    ]);
    expect((await run()).closed).toEqual([]);
  });

  test("an idempotency key runs it once", async () => {
    await create("acme");
    server.at("2026-10-01T01:00:00Z");
    const headers = { "Idempotency-Key": "run" };
    const first = await operator.post<PendingRun>("/v1/pending/run", undefined, headers);
    expect(first.closed).toHaveLength(1);
    expect(await operator.post("/v1/pending/run", undefined, headers)).toEqual(first);
  });

  test("what is due and not done is pending", async () => {
    await create("acme", { mailbox: [] });
    server.at("2026-11-02T09:00:00Z");
    expect(await pending()).toMatchObject([
      { kind: "month-not-closed", month: "2026-09" },
      { kind: "month-not-closed", month: "2026-10" },
    ]);
    await run();
    expect(await pending()).toMatchObject([
      { kind: "mailbox-missing", number: "2026-000001" },
      { kind: "mailbox-missing", number: "2026-000002" },
    ]);
  });

  test("pages of what is pending", async () => {
    for (const id of ["a", "b", "c"]) await create(id);
    server.at("2026-11-02T09:00:00Z");
    const first = await operator.get<{ items: PendingItem[]; nextCursor?: string }>("/v1/pending?limit=1");
    expect(new Set(first.items.map(({ workspace }) => workspace))).toEqual(new Set(["a"]));
    expect(await operator.all<PendingItem>("/v1/pending", 1)).toHaveLength(6);
  });
});
