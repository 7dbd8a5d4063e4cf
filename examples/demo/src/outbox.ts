import type { OutboxMail, Page, PendingRun } from "@seatbook/server";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { SeatbookApi } from "./seatbook-api.ts";

/** More mails are not shown. */
const mostMails = 200;

/** A mail may run nothing, load nothing and reach nothing around it; its links open in a tab of their own. */
const mailSecurityPolicy = [
  "sandbox allow-popups allow-popups-to-escape-sandbox",
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** The mails that the server would have sent, as their recipients would see them. */
export function outboxRoutes(api: SeatbookApi): Hono {
  return (
    new Hono()
      .get("/demo/outbox", async (c) => {
        const { items, total } = await readOutbox(api);
        return c.json({ total, mails: items.map(toListed) });
      })
      // The server does it by itself within moments; who has just asked for a mail need not wait and look again.
      .post("/demo/outbox/deliver", async (c) => c.json(await api.send<PendingRun>("POST", "/v1/pending/run", {})))
      .get("/demo/outbox/:id", async (c) => {
        const { html } = await findMail(api, c.req.param("id"));
        c.header("Content-Security-Policy", mailSecurityPolicy);
        return c.html(toPage(html));
      })
      .get("/demo/outbox/:id/:file", async (c) => {
        const { attachments } = await findMail(api, c.req.param("id"));
        const attachment = attachments.find(({ name }) => name === c.req.param("file"));
        if (!attachment) throw new HTTPException(404, { message: "Nothing of that name is attached." });
        const file = await api.file(attachment.href);
        c.header("Content-Disposition", `attachment; filename="${attachment.name}"`);
        return c.body(await file.arrayBuffer(), 200, { "Content-Type": attachment.contentType });
      })
  );
}

async function readOutbox(api: SeatbookApi): Promise<Page<OutboxMail>> {
  return api.send("GET", `/v1/outbox?limit=${mostMails}`);
}

async function findMail(api: SeatbookApi, id: string): Promise<OutboxMail> {
  const found = (await readOutbox(api)).items.find((mail) => idOf(mail) === id);
  if (!found) throw new HTTPException(404, { message: "There is no such mail." });
  return found;
}

function toListed(mail: OutboxMail) {
  const { at, from, to, subject, html, attachments } = mail;
  const href = `/demo/outbox/${idOf(mail)}`;
  const files = attachments.map(({ name }) => ({ name, href: `${href}/${encodeURIComponent(name)}` }));
  const language = /<html lang="([a-z]+)">/.exec(html)?.[1] ?? "en";
  return { href, at, from, to, subject, language, files };
}

/** As mail programs show it: links open elsewhere, and the keyboard scrolls a mail that has none. */
function toPage(html: string): string {
  return html.replace("<head>", '<head><base target="_blank" />').replace("<body", '<body tabindex="0"');
}

/** The part of the Message-ID before the at sign: hexadecimal digits. */
function idOf({ messageId }: OutboxMail): string {
  return messageId.slice(1, messageId.indexOf("@"));
}
