import { readFile } from "node:fs/promises";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { Clock } from "./clock.ts";
import { outboxRoutes } from "./outbox.ts";
import type { SeatbookApi, SessionRole } from "./seatbook-api.ts";
import type { DemoWorkspace } from "./story.ts";

const page = new URL("../page/", import.meta.url);

const files = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/host.js": ["host.js", "text/javascript; charset=utf-8"],
  "/outbox.js": ["outbox.js", "text/javascript; charset=utf-8"],
  "/helpers.js": ["helpers.js", "text/javascript; charset=utf-8"],
  "/style.css": ["style.css", "text/css; charset=utf-8"],
  "/icon.svg": ["icon.svg", "image/svg+xml"],
} as const;

/** As strict as a host page can be: the widgets need nothing more, and the outbox a frame for a mail. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

/** The product that embeds Seatbook: its page, its backend, and what only a demo has, a clock to move and mails to read.
 *  @param now where the clock stands, epoch ms. */
export function hostApp(api: SeatbookApi, workspaces: readonly DemoWorkspace[], now: number): Hono {
  const clock = new Clock(api, workspaces, now);
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.has("Content-Security-Policy")) c.header("Content-Security-Policy", contentSecurityPolicy);
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "no-referrer");
  });
  for (const [path, [name, contentType]] of Object.entries(files)) {
    app.get(path, async (c) =>
      c.body(await readFile(new URL(name, page)), 200, { "Content-Type": contentType, "Cache-Control": "no-cache" }),
    );
  }

  app.get("/demo", (c) => c.json({ now: clock.iso, workspaces }));

  // A real host takes workspace and role from who is signed in, never from the browser.
  app.post("/demo/session", async (c) => {
    const body = await bodyOf(c);
    const { signsIn, id } = findWorkspace(workspaces, body.workspace);
    const role = (["admin", "billing", "viewer"] satisfies SessionRole[]).find((known) => known === body.role);
    if (!role) throw new HTTPException(400, { message: "There is no such role." });
    const { token } = await api.session(id, signsIn[role].id, role);
    return c.json({ token });
  });

  app.post("/demo/clock", async (c) => {
    const body = await bodyOf(c);
    const { timeZone } = findWorkspace(workspaces, body.workspace);
    if (body.to !== "next-day" && body.to !== "next-month") {
      throw new HTTPException(400, { message: "The clock moves to the next day or the next month." });
    }
    const closed = await clock.move(body.to, timeZone);
    return c.json({ now: clock.iso, closed });
  });

  app.route("/", outboxRoutes(api));
  return app;
}

async function bodyOf(c: Context): Promise<{ workspace?: unknown; role?: unknown; to?: unknown }> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (typeof body !== "object" || body === null) throw new HTTPException(400, { message: "Send a JSON object." });
  return body;
}

function findWorkspace(workspaces: readonly DemoWorkspace[], id: unknown): DemoWorkspace {
  const found = workspaces.find((workspace) => workspace.id === id);
  if (!found) throw new HTTPException(404, { message: "There is no such workspace." });
  return found;
}
