import { hash } from "node:crypto";
import { confirmationStanding, instantOf, type Language, lastConfirmation, Refusal } from "@seatbook/core";
import { type Context, Hono } from "hono";
import { html, raw } from "hono/html";
import { requestOf, zoneOf } from "../billing/compose-mail.ts";
import { formatInstant } from "../invoice-document/format.ts";
import type { AppEnv } from "../middleware/authenticate.ts";
import { boundedBody } from "../middleware/body.ts";
import type { Services } from "../services.ts";
import { confirmationWords, type Said, unreadable } from "./mailbox-confirmation-words.ts";

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 32rem; margin: 12vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.3; text-wrap: balance; }
p { overflow-wrap: anywhere; }
button { font: inherit; font-weight: 600; padding: .6rem 1rem; border: 0; border-radius: 8px; background: #2456c8; color: #fff; }
button:focus-visible { outline: 2px solid #2456c8; outline-offset: 2px; }
`;

const securityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash("sha256", style, "base64")}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const maxBytes = 10_000;

const statuses = { open: 200, confirmed: 200, withdrawn: 409, expired: 404 } as const;

/** Where the link of a confirmation mail leads. It only asks: mail scanners open every link, and must not confirm. */
export function mailboxConfirmationRoutes({ billing, workspaces, now }: Services) {
  const isForOperator = billing.seller?.mailboxApproval === true;

  /** What a link is about and how that stands; undefined for one that is not ours. */
  const find = async (token: string) => {
    const confirmation = await billing.links.read(token);
    if (!confirmation) return undefined;
    const { workspace, change, address, expiresAt } = confirmation;
    const { state } = await workspaces.get(workspace);
    const mail = lastConfirmation(state, change, address);
    if (mail?.about.kind !== "mailbox-confirmation") return undefined;
    const { language, sender } = mail.about;
    const facts = {
      ...requestOf(state, mail, sender.name, language),
      address,
      until: formatInstant(expiresAt, zoneOf(state, mail), language),
      othersWait: state.mailboxChange?.version === change,
    };
    return {
      confirmation,
      standing: confirmationStanding(state, { ...confirmation, isForOperator }, instantOf(state, now())),
      language,
      facts,
    };
  };

  const answer = (c: Context<AppEnv>, token: string, found: Awaited<ReturnType<typeof find>>, isRepeated = false) => {
    if (!found) return page(c, token === "" ? 400 : 404, "en", unreadable);
    const { standing, language, facts } = found;
    const words = confirmationWords[language];
    const form = html`<form method="post" action="confirm">
      <input type="hidden" name="token" value="${token}" />
      <button>${words.confirm}</button>
    </form>`;
    const status = isRepeated ? 409 : statuses[standing];
    return page(c, status, language, words[standing](facts), standing === "open" ? form : "");
  };

  return new Hono<AppEnv>()
    .get("/mailbox/confirm", async (c) => {
      const token = c.req.query("token") ?? "";
      return answer(c, token, await find(token));
    })
    .post("/mailbox/confirm", boundedBody(maxBytes), async (c) => {
      const isForm = /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(c.req.header("Content-Type") ?? "");
      const body = await c.req.text();
      const token = (isForm && new URLSearchParams(body).get("token")) || "";
      const found = await find(token);
      if (found?.standing !== "open") return answer(c, token, found, found?.standing === "confirmed");
      const { workspace, change, address } = found.confirmation;
      try {
        const by = { type: "system", via: "link", request: c.get("requestId") } as const;
        const command = { type: "confirm-mailbox", change, address, isForOperator } as const;
        await workspaces.run(workspace, command, by);
      } catch (error) {
        // Something else came first: the page says how it stands now.
        if (!(error instanceof Refusal)) throw error;
      }
      return answer(c, token, await find(token));
    });
}

function page(
  c: Context<AppEnv>,
  status: 200 | 400 | 404 | 409,
  language: Language,
  { title, paragraphs }: Said,
  form: ReturnType<typeof html> | "" = "",
) {
  c.header("Content-Security-Policy", securityPolicy);
  c.header("Cache-Control", "no-store");
  c.header("Referrer-Policy", "no-referrer");
  c.header("X-Content-Type-Options", "nosniff");
  c.header("X-Frame-Options", "DENY");
  return c.html(
    html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          ${raw(`<style>${style}</style>`)}
        </head>
        <body>
          <main>
            <h1>${title}</h1>
            ${paragraphs.map((text) => html`<p>${text}</p>`)} ${form}
          </main>
        </body>
      </html>`,
    status,
  );
}
