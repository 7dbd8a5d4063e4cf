import { hash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { AuditEntry, Mailbox, OutboxMail, Page, WorkspaceSummary } from "./contract/types.ts";
import { billedBody, type Client, sellerSetup, TestServer, workspaceBody } from "./test/test-server.ts";

const acme = "/v1/workspaces/acme";
const mailboxPath = `${acme}/mailbox`;

let server: TestServer;
let operator: Client;
let admin: Client;

async function open(differing: Partial<typeof sellerSetup> = {}): Promise<void> {
  server = new TestServer({
    seller: { ...sellerSetup, ...differing },
    publicUrl: () => "https://billing.example.com",
    now: "2026-10-02T09:00:00Z",
  });
  operator = server.operator;
  await operator.put(acme, { ...workspaceBody, ...billedBody });
  await operator.put(`${acme}/members/kim`, { name: "Kim Tran", email: "kim@acme.example", role: "admin" });
  admin = await server.session("acme", "admin", "kim");
}

beforeEach(() => open());

/** What has been mailed, oldest first. */
async function outbox(): Promise<OutboxMail[]> {
  await server.idle();
  return (await operator.get<Page<OutboxMail>>("/v1/outbox?limit=200")).items.toReversed();
}

/** The link in the last mail to `address`, without the server's own address. */
async function linkTo(address: string): Promise<string> {
  const mail = (await outbox()).findLast(({ to, text }) => to === address && text.includes("/mailbox/confirm"));
  const link = /https:\/\/billing\.example\.com(\S+)/.exec(mail?.text ?? "")?.[1];
  if (link === undefined) throw new Error(`${address} was sent no link`);
  return link;
}

async function openPage(link: string): Promise<{ status: number; page: string; headers: Headers }> {
  const response = await server.app.request(link);
  return { status: response.status, page: await response.text(), headers: response.headers };
}

/** Presses the button on the page that the link opens. */
async function press(link: string): Promise<{ status: number; page: string }> {
  const token = new URL(link, "https://x.example").searchParams.get("token") ?? "";
  const response = await server.app.request("/mailbox/confirm", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token }).toString(),
  });
  return { status: response.status, page: await response.text() };
}

const change = (...mailbox: string[]) => admin.put<Mailbox>(mailboxPath, { mailbox });
const inForce = async () => (await admin.get<Mailbox>(mailboxPath)).mailbox;

describe("R12: a change of the mailbox", () => {
  test("is confirmed from each new address and announced to the old one; the old one stays until then", async () => {
    expect(await admin.get<Mailbox>(mailboxPath)).toEqual({ mailbox: ["ap@acme.example"], mailed: true });
    expect(await change("new@acme.example", "two@acme.example")).toMatchObject({
      mailbox: ["ap@acme.example"],
      change: {
        mailbox: [
          { address: "new@acme.example", confirmed: false, mail: { status: "queued" } },
          { address: "two@acme.example", confirmed: false, mail: { status: "queued" } },
        ],
        requestedBy: { type: "member", id: "kim", name: "Kim Tran" },
        expiresAt: "2026-10-04T09:00:00.000Z",
      },
    });
    const mails = await outbox();
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ["new@acme.example", "Confirm new@acme.example for the invoices of Acme"],
      ["two@acme.example", "Confirm two@acme.example for the invoices of Acme"],
      ["ap@acme.example", "The mailbox for the invoices of Acme is to change"],
    ]);
    expect(mails[2]?.text).toContain("new@acme.example, two@acme.example");
    expect(mails[0]?.text).toContain("Kim Tran");
    expect(mails[0]?.text).toContain("4 October 2026, 11:00 (Europe/Berlin)");

    expect(await press(await linkTo("new@acme.example"))).toMatchObject({ status: 200 });
    expect(await inForce()).toEqual(["ap@acme.example"]);
    const { status, page } = await press(await linkTo("two@acme.example"));
    expect(status).toBe(200);
    expect(page).toContain("The invoices of Acme are now mailed to two@acme.example.");
    expect(await admin.get<Mailbox>(mailboxPath)).toEqual({
      mailbox: ["new@acme.example", "two@acme.example"],
      mailed: true,
    });
  });

  test("opening the link only asks: a mail scanner that follows it confirms nothing", async () => {
    await change("new@acme.example");
    const { status, page, headers } = await openPage(await linkTo("new@acme.example"));
    expect(status).toBe(200);
    expect(page).toContain("Receive the invoices of Acme?");
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? "";
    expect(policy).toContain(`'sha256-${hash("sha256", style, "base64")}'`);
    // Below whatever path people reach the server at.
    expect(page).toContain('action="confirm"');
    expect(await inForce()).toEqual(["ap@acme.example"]);
  });

  test("a link works once, for 48 hours, and only as it was signed", async () => {
    await change("new@acme.example");
    const link = await linkTo("new@acme.example");
    expect((await press(`${link}x`)).status).toBe(404);
    expect((await openPage("/mailbox/confirm")).status).toBe(400);
    const session = admin.token ?? "";
    expect((await press(`/mailbox/confirm?token=${session}`)).status).toBe(404);
    server.at("2026-10-04T09:00:01Z");
    expect((await press(link)).status).toBe(404);
    admin = await server.session("acme", "admin", "kim");
    expect(await inForce()).toEqual(["ap@acme.example"]);

    await change("new@acme.example");
    const second = await linkTo("new@acme.example");
    expect((await press(second)).status).toBe(200);
    expect((await press(second)).status).toBe(409);
    expect(await inForce()).toEqual(["new@acme.example"]);
  });

  test("a link's token is no session, and a session is no link", async () => {
    await change("new@acme.example");
    const token = new URL(await linkTo("new@acme.example"), "https://x.example").searchParams.get("token");
    expect(await server.client(token ?? "").refused("GET", acme)).toMatchObject({ status: 401 });
  });

  test("can be withdrawn, and its links mailed again", async () => {
    await change("new@acme.example");
    server.at("2026-10-02T09:50:00Z");
    const resent = await admin.post<Mailbox>(`${mailboxPath}/resend`);
    expect(resent.change?.expiresAt).toBe("2026-10-04T09:50:00.000Z");
    expect((await outbox()).filter(({ to }) => to === "new@acme.example")).toHaveLength(2);
    expect(await admin.post<Mailbox>(`${mailboxPath}/withdraw`)).not.toHaveProperty("change");
    expect((await press(await linkTo("new@acme.example"))).status).toBe(409);
    expect(await admin.refused("POST", `${mailboxPath}/resend`)).toMatchObject({ code: "mailbox-change-not-found" });
  });

  test("asking the same again changes nothing: the links that were mailed go on to work", async () => {
    await change("new@acme.example", "two@acme.example");
    const before = await outbox();
    server.at("2026-10-02T09:30:00Z");
    expect(await change("two@acme.example", "new@acme.example")).toMatchObject({
      change: { requestedAt: "2026-10-02T09:00:00.000Z", expiresAt: "2026-10-04T09:00:00.000Z" },
    });
    expect(await outbox()).toEqual(before);
    expect((await press(await linkTo("new@acme.example"))).status).toBe(200);
    expect((await press(await linkTo("two@acme.example"))).status).toBe(200);
    expect(await inForce()).toEqual(["new@acme.example", "two@acme.example"]);
  });

  test("that it was not confirmed in time is told until one asks again", async () => {
    await change("new@acme.example");
    server.at("2026-10-04T09:00:00Z");
    admin = await server.session("acme", "admin", "kim");
    const expired = await admin.get<Mailbox>(mailboxPath);
    expect(expired).not.toHaveProperty("change");
    expect(expired.expiredChange).toEqual({ mailbox: ["new@acme.example"], expiredAt: "2026-10-04T09:00:00.000Z" });
    const again = await change("new@acme.example");
    expect(again.change?.mailbox).toMatchObject([{ address: "new@acme.example", confirmed: false }]);
    expect(again).not.toHaveProperty("expiredChange");
  });

  test("asking for other addresses replaces the change, and the links of the first are of no use", async () => {
    await change("new@acme.example");
    const first = await linkTo("new@acme.example");
    await change("newer@acme.example");
    expect((await press(first)).status).toBe(409);
    expect((await press(await linkTo("newer@acme.example"))).status).toBe(200);
    expect(await inForce()).toEqual(["newer@acme.example"]);
  });

  test("is in the audit trail, step by step", async () => {
    await change("new@acme.example");
    await press(await linkTo("new@acme.example"));
    const entries = await operator.all<AuditEntry>(`${acme}/events`);
    const types = entries.flatMap(({ events }) => events.map(({ type }) => type));
    expect(types).toEqual(
      expect.arrayContaining(["MailboxChangeRequested", "MailQueued", "MailboxAddressConfirmed", "MailboxChanged"]),
    );
    const requested = entries.flatMap(({ events }) => events).find(({ type }) => type === "MailboxChangeRequested");
    expect(requested).toMatchObject({ expiresAt: "2026-10-04T09:00:00.000Z" });
  });

  test("a page with nasty names and addresses shows them, and runs none of it", async () => {
    await operator.put(acme, { ...workspaceBody, name: '<script>alert("1")</script> & Co' });
    await change("x'onload=alert(1)&<b>@acme.example".replaceAll(/[<>]/g, ""));
    const { page } = await openPage(await linkTo("x'onload=alert(1)&b@acme.example"));
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("&lt;script&gt;");
  });
});

describe("the page that a link opens", () => {
  test("says who asked, whom and when, before anything is pressed", async () => {
    await change("new@acme.example");
    const { page } = await openPage(await linkTo("new@acme.example"));
    expect(page).toContain(
      "On 2 October 2026, 11:00 (Europe/Berlin), Kim Tran asked Northwind Software GmbH to mail the invoices of Acme to new@acme.example.",
    );
    await operator.put(mailboxPath, { mailbox: ["newer@acme.example"] });
    const byOperator = await openPage(await linkTo("newer@acme.example"));
    expect(byOperator.page).toContain("Northwind Software GmbH was asked to mail the invoices");
  });

  test("says at once that the address is confirmed, and whether others are waited for", async () => {
    await change("new@acme.example", "two@acme.example");
    const [first, second] = [await linkTo("new@acme.example"), await linkTo("two@acme.example")];
    await press(first);
    const waiting = await openPage(first);
    expect(waiting).toMatchObject({ status: 200, page: expect.stringContaining("This address is confirmed.") });
    expect(waiting.page).toContain("as soon as the other new addresses are confirmed");
    expect(waiting.page).toContain("You can close this page.");
    expect(waiting.page).not.toContain("<form");
    await press(second);
    const { page } = await openPage(first);
    expect(page).toContain("The invoices of Acme are now mailed to new@acme.example.");
    expect(page).not.toContain("two@acme.example");
  });

  test("says at once that the request was withdrawn, without a button", async () => {
    await change("new@acme.example");
    const link = await linkTo("new@acme.example");
    await admin.post(`${mailboxPath}/withdraw`);
    const { status, page } = await openPage(link);
    expect(status).toBe(409);
    expect(page).toContain("This request no longer stands.");
    expect(page).not.toContain("<form");
  });

  test("says that the link has expired, in the customer's language", async () => {
    await operator.put(acme, {
      ...workspaceBody,
      ...billedBody,
      customer: { ...billedBody.customer, language: "fr" },
    });
    await change("new@acme.example");
    const link = await linkTo("new@acme.example");
    server.at("2026-10-04T09:00:00Z");
    for (const { status, page } of [await openPage(link), await press(link)]) {
      expect(status).toBe(404);
      expect(page).toContain('<html lang="fr">');
      expect(page).toContain("Ce lien a expiré.");
      expect(page).toContain("jusqu’au 4 octobre 2026 à 11\u{a0}h\u{a0}00 (Europe/Berlin)");
      expect(page).toContain("Kim Tran");
    }
  });

  test.each([
    ["multipart/form-data", "token=x"],
    ["application/json", '{"token":"x"}'],
    ["application/x-www-form-urlencoded", ""],
    ["application/x-www-form-urlencoded", "token=%ff%"],
  ])("%s %j is answered with a page, and confirms nothing", async (type, body) => {
    const response = await server.app.request("/mailbox/confirm", {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
    expect(response.status).toBe(body.includes("%") ? 404 : 400);
    expect(await response.text()).toContain("This link is incomplete.");
  });

  test("a body that is too large is refused, with its length told or not", async () => {
    const body = `token=${"x".repeat(10_000)}`;
    const stream = new Blob([body]).stream();
    for (const init of [
      { body, headers: { "Content-Length": String(body.length) } },
      { body: stream, duplex: "half" as const, headers: { "Transfer-Encoding": "chunked" } },
    ]) {
      const response = await server.app.request("/mailbox/confirm", { method: "POST", ...init });
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ code: "body-too-large" });
    }
  });
});

test("a link that has expired, or is of no use any more, is not mailed", async () => {
  const sent: string[] = [];
  const transport = {
    send: async ({ to }: { to: string }) => {
      sent.push(to);
      return { outcome: "deferred" as const, detail: "451 greylisted" };
    },
  };
  server = new TestServer({ seller: sellerSetup, transport, now: "2026-10-02T09:00:00Z" });
  await server.operator.put(acme, { ...workspaceBody, ...billedBody, mailbox: [] });
  admin = await server.session("acme", "admin", "kim");
  await change("new@acme.example");
  await server.idle();
  expect(sent).toEqual(["new@acme.example"]);
  server.at("2026-10-04T09:00:00Z");
  await server.operator.post("/v1/pending/run");
  expect(sent).toHaveLength(1);
});

describe("the operator", () => {
  test("sets a mailbox without confirmation", async () => {
    await change("new@acme.example");
    await operator.put(acme, { ...workspaceBody, mailbox: ["set@acme.example"] });
    expect(await admin.get<Mailbox>(mailboxPath)).toEqual({ mailbox: ["set@acme.example"], mailed: true });
  });

  test("may demand approval: then members are told whom to ask, and change nothing", async () => {
    await open({ mailboxApproval: true });
    expect(await admin.get<Mailbox>(mailboxPath)).toMatchObject({
      accountingContact: { name: "Ines Roth", email: "accounting@northwind.example" },
    });
    const body = { mailbox: ["new@acme.example"] };
    expect(await admin.refused("PUT", mailboxPath, { body })).toMatchObject({
      status: 409,
      code: "mailbox-by-operator",
    });
    expect(await outbox()).toEqual([]);
  });

  test("who demands it from now on undoes what members had asked for: it is neither confirmed nor withdrawn by them", async () => {
    await change("new@acme.example");
    const link = await linkTo("new@acme.example");
    const { driver } = server;
    server = new TestServer({
      driver,
      seller: { ...sellerSetup, mailboxApproval: true },
      publicUrl: () => "https://billing.example.com",
      now: "2026-10-02T09:30:00Z",
    });
    operator = server.operator;
    admin = await server.session("acme", "admin", "kim");
    expect(await admin.refused("POST", `${mailboxPath}/withdraw`)).toMatchObject({
      status: 409,
      code: "mailbox-by-operator",
    });
    const { status, page } = await press(link);
    expect(status).toBe(409);
    expect(page).toContain("This request no longer stands.");
    expect(await inForce()).toEqual(["ap@acme.example"]);

    await operator.put<Mailbox>(mailboxPath, { mailbox: ["by-operator@acme.example"] });
    expect((await press(await linkTo("by-operator@acme.example"))).status).toBe(200);
    expect(await inForce()).toEqual(["by-operator@acme.example"]);
  });

  test("without a seller nobody is there to write the mails", async () => {
    server = new TestServer({ now: "2026-10-02T09:00:00Z" });
    await server.operator.put(acme, workspaceBody);
    const body = { mailbox: ["new@acme.example"] };
    expect(await server.operator.refused("PUT", mailboxPath, { body })).toMatchObject({ code: "seller-missing" });
  });
});

test("an administrator sees that a link could not be delivered", async () => {
  const transport = { send: async () => ({ outcome: "refused" as const, detail: "550 no such mailbox" }) };
  server = new TestServer({ seller: sellerSetup, transport, now: "2026-10-02T09:00:00Z" });
  await server.operator.put(acme, { ...workspaceBody, ...billedBody });
  admin = await server.session("acme", "admin", "kim");
  await change("nobody@acme.example");
  await server.idle();
  expect(await admin.get<Mailbox>(mailboxPath)).toMatchObject({
    change: { mailbox: [{ mail: { status: "failed", detail: "550 no such mailbox" } }] },
  });
});

test("asking too often is refused with 429", async () => {
  const twenty = Array.from({ length: 20 }, (_, index) => `${index}@stranger.example`);
  await change(...twenty);
  await admin.post(`${mailboxPath}/resend`);
  expect(await admin.refused("POST", `${mailboxPath}/resend`)).toMatchObject({
    status: 429,
    code: "too-many-confirmations",
  });
});

test("addresses that are none, none at all, or too many are refused with the field", async () => {
  for (const mailbox of [
    [],
    ["x"],
    ["a@b.example", "a b@c.example"],
    Array.from({ length: 21 }, (_, n) => `${n}@a.example`),
  ]) {
    const problem = await admin.refused("PUT", mailboxPath, { body: { mailbox } });
    expect(problem.status).toBe(422);
    expect(problem.errors?.[0]?.field).toMatch(/^mailbox/);
  }
});

test("a member whose session may only look is refused, and a removed one as well", async () => {
  const billing = await server.session("acme", "billing");
  expect((await billing.get<WorkspaceSummary>(acme)).permissions).toContain("billing.manage");
  await operator.delete(`${acme}/members/kim`);
  const body = { mailbox: ["new@acme.example"] };
  expect(await admin.refused("PUT", mailboxPath, { body })).toMatchObject({ status: 403 });
});
