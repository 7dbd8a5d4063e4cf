import { hash } from "node:crypto";
import { type Language, Refusal } from "@seatbook/core";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { html, raw } from "hono/html";
import type { AppEnv } from "../middleware/authenticate.ts";
import type { Services } from "../services.ts";
import { type ConfirmationWords, confirmationWords } from "./mailbox-confirmation-words.ts";

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

/** Where the link of a confirmation mail leads. It only asks: mail scanners open every link, and must not confirm. */
export function mailboxConfirmationRoutes(services: Services) {
  const { billing, workspaces } = services;

  const languageOf = async (id: string): Promise<Language> =>
    (await workspaces.get(id)).state.profile.customer?.language ?? "en";

  return new Hono<AppEnv>()
    .get("/mailbox/confirm", async (c) => {
      const token = c.req.query("token") ?? "";
      const found = await billing.links.read(token, services.now());
      if (!found) return page(c, 404, "en", (words) => [words.useless, words.uselessMeaning]);
      const { state } = await workspaces.get(found.workspace);
      const { name } = state.profile;
      return page(c, 200, await languageOf(found.workspace), (words) => [
        words.question(name),
        words.meaning(name, found.address),
        html`<form method="post" action="confirm">
          <input type="hidden" name="token" value="${token}" />
          <button>${words.confirm}</button>
        </form>`,
      ]);
    })
    .post("/mailbox/confirm", bodyLimit({ maxSize: 10_000 }), async (c) => {
      const { token } = await c.req.parseBody();
      const found = await billing.links.read(typeof token === "string" ? token : "", services.now());
      if (!found) return page(c, 404, "en", (words) => [words.useless, words.uselessMeaning]);
      const { workspace: id, change, address } = found;
      const language = await languageOf(id);
      try {
        const isForOperator = billing.seller?.mailboxApproval === true;
        const command = { type: "confirm-mailbox", change, address, isForOperator } as const;
        await workspaces.run(id, command, { type: "system" });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { code, message } = error;
        return page(c, 409, language, (words) => [
          words.useless,
          code === "mailbox-by-operator" ? message : words.uselessMeaning,
        ]);
      }
      const { state } = await workspaces.get(id);
      const waiting = state.mailboxChange?.unconfirmed.length ?? 0;
      return page(c, 200, language, (words) => [
        words.confirmed,
        waiting > 0 ? words.othersWait : words.inForce(state.profile.name, state.profile.mailbox ?? []),
      ]);
    });
}

type Parts = [title: string, text: string, form?: ReturnType<typeof html>];

function page(
  c: Context<AppEnv>,
  status: 200 | 404 | 409,
  language: Language,
  partsOf: (words: ConfirmationWords) => Parts,
) {
  const [title, text, form = ""] = partsOf(confirmationWords[language]);
  c.header("Content-Security-Policy", securityPolicy);
  c.header("Cache-Control", "no-store");
  c.header("Referrer-Policy", "no-referrer");
  c.header("X-Content-Type-Options", "nosniff");
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
            <p>${text}</p>
            ${form}
          </main>
        </body>
      </html>`,
    status,
  );
}
