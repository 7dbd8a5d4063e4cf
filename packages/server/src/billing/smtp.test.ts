import { hash } from "node:crypto";
import { memory } from "@seatbook/storage";
import type { ParsedMail } from "mailparser";
import type { SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import type { InvoiceItem, Page } from "../contract/types.ts";
import { SmtpReceiver } from "../test/smtp-receiver.ts";
import { billedBody, inPath, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";
import { type SmtpOptions, smtpTransport } from "./smtp.ts";

const acme = "/v1/workspaces/acme";
const receivers: SmtpReceiver[] = [];

afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});

async function receive(optionsOf?: (receiver: SmtpReceiver) => SMTPServerOptions): Promise<SmtpReceiver> {
  const receiver = await SmtpReceiver.start(optionsOf);
  receivers.push(receiver);
  return receiver;
}

function open(url: string, driver = memory(), options?: SmtpOptions): TestServer {
  const transport = smtpTransport(url, options);
  return new TestServer({ seller: sellerSetup, transport, driver, now: "2026-09-01T09:00:00Z" });
}

/** September closed on the second of October; what could be mailed was. */
async function closeSeptember(server: TestServer, differing: object = {}): Promise<void> {
  const { operator } = server;
  await operator.put(acme, { ...workspaceBody, ...billedBody, ...differing });
  await operator.put(`${acme}/directory`, {
    teams: [{ id: "t", name: "Design" }],
    members: [{ id: "ana", name: "Ana", email: "ana@acme.example", teams: ["t"] }],
  });
  server.at("2026-10-02T09:00:00Z");
  await operator.post(`${acme}/months/2026-09/close`);
  await server.idle();
}

/** What is due by then is done. */
async function runAt(server: TestServer, instant: string): Promise<void> {
  server.at(instant);
  await server.operator.post("/v1/pending/run");
}

async function mailsOf(server: TestServer): Promise<InvoiceItem["mails"]> {
  const { items } = await server.operator.get<Page<InvoiceItem>>(`${acme}/invoices`);
  return items.flatMap(({ mails }) => mails);
}

/** An SMTP answer that is no success. */
function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

const to = (mail: ParsedMail): string =>
  [mail.to ?? []]
    .flat()
    .map(({ text }) => text)
    .join();

describe("accepted", () => {
  test("the mail opens with its attachment byte-equal to the .pdf route", async () => {
    const receiver = await receive();
    const server = open(receiver.url);
    await closeSeptember(server);
    const [mail] = receiver.mails;
    expect(receiver.mails).toHaveLength(1);
    expect(mail?.from?.text).toBe('"Northwind Software GmbH" <billing@northwind.example>');
    expect(mail && to(mail)).toBe("ap@acme.example");
    expect(mail?.subject).toBe("Invoice 2026-000001 from Northwind Software GmbH: September 2026");
    expect(mail?.text).toContain("€58.31");
    expect(mail?.html).toContain("€58.31");
    expect(mail?.messageId).toMatch(/^<[0-9a-f]{32}@northwind\.example>$/);
    const [attachment, ...more] = mail?.attachments ?? [];
    expect(more).toEqual([]);
    expect(attachment).toMatchObject({ filename: "Invoice-2026-000001.pdf", contentType: "application/pdf" });
    const response = await server.app.request(`${acme}/invoices/2026-000001.pdf`, {
      headers: { Authorization: `Bearer ${server.operator.token}` },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(hash("sha256", attachment?.content ?? "")).toBe(hash("sha256", bytes));
    expect(await mailsOf(server)).toMatchObject([{ to: "ap@acme.example", status: "sent", attempts: 1 }]);
  });

  test("in the customer's language, each recipient by itself", async () => {
    const receiver = await receive();
    const server = open(receiver.url);
    const mailbox = ["ap@acme.example", "chef@müller.example"];
    await closeSeptember(server, { mailbox, customer: { ...billedBody.customer, language: "de" } });
    expect(receiver.mails.map(to).toSorted()).toEqual(["ap@acme.example", "chef@müller.example"]);
    for (const { subject, text } of receiver.mails) {
      expect(subject).toBe("Rechnung 2026-000001 von Northwind Software GmbH: September 2026");
      expect(text).toContain("58,31\u00a0€");
    }
    expect(new Set(receiver.mails.map(({ messageId }) => messageId)).size).toBe(2);
  });

  test("its header names workspace and mail, in lines that every server takes, however long the id", async () => {
    const receiver = await receive();
    const server = open(receiver.url);
    const { operator } = server;
    const id = "😀".repeat(128);
    const path = `/v1/workspaces/${inPath(id)}`;
    await operator.put(path, { ...workspaceBody, ...billedBody });
    await operator.put(`${path}/teams/t`, { name: "Design" });
    await operator.put(`${path}/members/ana`, { name: "Ana", email: "ana@acme.example", teams: ["t"] });
    server.at("2026-10-02T09:00:00Z");
    await operator.post(`${path}/months/2026-09/close`);
    await server.idle();
    const [mail] = receiver.mails;
    for (const { line } of mail?.headerLines ?? []) {
      for (const each of line.split("\r\n")) expect(each.length).toBeLessThan(998);
    }
    const header = mail?.headerLines.find(({ key }) => key === "x-seatbook-mail")?.line ?? "";
    const reference = header.replaceAll(/^[^:]*:|\s/g, "");
    expect(reference.split("/").map(decodeURIComponent)).toEqual([id, expect.stringMatching(/^\d+-1$/)]);
  });

  test("is not sent again, whoever looks", async () => {
    const receiver = await receive();
    const driver = memory();
    const server = open(receiver.url, driver);
    await closeSeptember(server);
    await runAt(open(receiver.url, driver), "2026-10-02T12:00:00Z");
    await runAt(server, "2026-10-03T12:00:00Z");
    expect(receiver.mails).toHaveLength(1);
  });

  test("two servers at the same time send it once", async () => {
    const receiver = await receive();
    const driver = memory();
    const servers = [open(receiver.url, driver), open(receiver.url, driver), open(receiver.url, driver)];
    const [first] = servers;
    if (!first) throw new Error("there is a first one");
    await closeSeptember(first, { mailbox: [] });
    await first.operator.put(acme, { ...workspaceBody, mailbox: ["ap@acme.example", "b@acme.example"] });
    for (const server of servers) server.at("2026-10-02T10:00:00Z");
    await Promise.all(
      servers.map(async (server) => {
        await server.operator.request("POST", `${acme}/invoices/2026-000001/send`);
        await server.operator.post("/v1/pending/run");
        await server.idle();
      }),
    );
    expect(receiver.mails.map(to).toSorted()).toEqual(["ap@acme.example", "b@acme.example"]);
  });
});

test("refused: final, visible, and the other recipients get theirs", async () => {
  const receiver = await receive(() => ({
    onRcptTo: ({ address }, _, callback) =>
      callback(address.startsWith("gone@") ? answer(550, "mailbox unavailable") : null),
  }));
  const server = open(receiver.url);
  await closeSeptember(server, { mailbox: ["gone@acme.example", "ap@acme.example"] });
  await runAt(server, "2026-10-05T09:00:00Z");
  expect(receiver.mails.map(to)).toEqual(["ap@acme.example"]);
  expect(await mailsOf(server)).toMatchObject([
    { to: "gone@acme.example", status: "failed", attempts: 1, detail: expect.stringContaining("mailbox unavailable") },
    { to: "ap@acme.example", status: "sent" },
  ]);
  const { items } = await server.operator.get<{ items: object[] }>("/v1/pending");
  expect(items).toMatchObject([{ kind: "mail-failed", number: "2026-000001" }]);
});

test("greylisted: deferred, tried again when it is due, and received once", async () => {
  const seen = new Set<string>();
  const receiver = await receive(() => ({
    onRcptTo: ({ address }, _, callback) => {
      const isNew = !seen.has(address);
      seen.add(address);
      callback(isNew ? answer(451, "greylisted, come again") : null);
    },
  }));
  const server = open(receiver.url);
  await closeSeptember(server);
  expect(await mailsOf(server)).toMatchObject([
    {
      status: "queued",
      attempts: 1,
      retryAt: "2026-10-02T09:01:00.000Z",
      detail: expect.stringContaining("greylisted"),
    },
  ]);
  await runAt(server, "2026-10-02T09:00:59Z");
  expect(receiver.mails).toEqual([]);
  await runAt(server, "2026-10-02T09:01:00Z");
  await runAt(server, "2026-10-02T12:00:00Z");
  expect(receiver.mails).toHaveLength(1);
  expect(await mailsOf(server)).toMatchObject([{ status: "sent", attempts: 2 }]);
});

describe("slow", () => {
  test("a server that takes its time gets the mail once", async () => {
    const receiver = await receive((self) => ({
      onMailFrom: (_, __, callback) => void setTimeout(callback, 300),
      onData: (stream, _, callback) => self.take(stream, () => void setTimeout(callback, 300)),
    }));
    const server = open(receiver.url);
    await closeSeptember(server);
    expect(receiver.mails).toHaveLength(1);
    expect(await mailsOf(server)).toMatchObject([{ status: "sent", attempts: 1 }]);
  });

  test("a server that falls silent is given up, and tried again", async () => {
    let isSilent = true;
    const receiver = await receive(() => ({
      onMailFrom: (_, __, callback) => {
        if (!isSilent) callback();
      },
    }));
    const server = open(receiver.url, memory(), { silenceTimeoutMs: 200 });
    await closeSeptember(server);
    expect(await mailsOf(server)).toMatchObject([{ status: "queued", attempts: 1 }]);
    isSilent = false;
    await runAt(server, "2026-10-02T09:01:00Z");
    expect(receiver.mails).toHaveLength(1);
  });
});

describe("dropped mid-way", () => {
  test("while the mail is under way: nothing was received, and the next attempt is the first to arrive", async () => {
    let isDropping = true;
    const receiver = await receive((self) => ({
      onData: (stream, session, callback) => {
        if (isDropping) self.drop(session.id);
        else self.take(stream, callback);
      },
    }));
    const server = open(receiver.url);
    await closeSeptember(server);
    expect(receiver.mails).toEqual([]);
    isDropping = false;
    await runAt(server, "2026-10-02T09:01:00Z");
    await runAt(server, "2026-10-02T12:00:00Z");
    expect(receiver.mails).toHaveLength(1);
    expect(await mailsOf(server)).toMatchObject([{ status: "sent", attempts: 2 }]);
  });

  test("after it was accepted, before that was told: at most once more, with the same Message-ID", async () => {
    let isDropping = true;
    const receiver = await receive((self) => ({
      onData: (stream, session, callback) => {
        self.take(stream, (error) => {
          if (isDropping) self.drop(session.id);
          else callback(error);
        });
      },
    }));
    const server = open(receiver.url);
    await closeSeptember(server);
    isDropping = false;
    await runAt(server, "2026-10-02T09:01:00Z");
    await runAt(server, "2026-10-02T12:00:00Z");
    expect(receiver.mails).toHaveLength(2);
    expect(new Set(receiver.mails.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

test("nobody listens, or the password is wrong: nothing is lost", async () => {
  const receiver = await receive(() => ({
    authOptional: false,
    onAuth: ({ password }, _, callback) =>
      password === "right" ? callback(null, { user: "u" }) : callback(answer(535, "wrong password")),
  }));
  const driver = memory();
  const nobody = open("smtp://127.0.0.1:1", driver);
  await closeSeptember(nobody);
  expect(await mailsOf(nobody)).toMatchObject([{ status: "queued", attempts: 1 }]);
  const wrong = open(receiver.url.replace("//", "//u:wrong@"), driver);
  await runAt(wrong, "2026-10-02T09:01:00Z");
  expect(await mailsOf(wrong)).toMatchObject([{ status: "queued", attempts: 2 }]);
  await runAt(open(receiver.url.replace("//", "//u:right@"), driver), "2026-10-02T10:00:00Z");
  expect(receiver.mails).toHaveLength(1);
});

test("a password does not leave the machine in the clear, unless the operator says so", async () => {
  const passwords: unknown[] = [];
  const receiver = await receive(() => ({
    onAuth: ({ password }, _, callback) => {
      passwords.push(password);
      callback(null, { user: "u" });
    },
  }));
  const { port } = new URL(receiver.url);
  // An address of this machine that does not look like one, so that encryption is asked for; the server offers none.
  const url = `smtp://u:secret@0.0.0.0:${port}`;
  const mail = { id: "1", from: { name: "N", email: "n@n.example" }, to: "a@a.example", language: "en" } as const;
  const body = { subject: "S", text: "T", html: "H", attachments: [], reference: { workspace: "a", mail: "1" } };
  const signal = AbortSignal.timeout(5_000);
  for (const refused of [url, `${url}?requireTLS=false`, `${url}?ignoreTLS=true`]) {
    expect(await smtpTransport(refused).send({ ...mail, ...body }, signal)).toMatchObject({ outcome: "deferred" });
  }
  expect([passwords, receiver.mails]).toEqual([[], []]);
  expect(await smtpTransport(`${url}?insecure`).send({ ...mail, ...body }, signal)).toMatchObject({
    outcome: "accepted",
  });
  expect(passwords).toEqual(["secret"]);
});
