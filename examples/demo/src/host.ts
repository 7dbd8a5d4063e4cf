import { readFile } from "node:fs/promises";
import type { MonthItem } from "@seatbook/server";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { SeatbookApi, SessionRole } from "./seatbook-api.ts";
import { type DemoWorkspace, setClock } from "./story.ts";

/** A month that moving the clock has closed. */
type ClosedMonth = { month: string; workspaces: { name: string; licenses: number }[] };

const page = new URL("../page/", import.meta.url);

const files = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/host.js": ["host.js", "text/javascript; charset=utf-8"],
  "/style.css": ["style.css", "text/css; charset=utf-8"],
  "/icon.svg": ["icon.svg", "image/svg+xml"],
} as const;

/** As strict as a host page can be: the widgets need nothing more. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

/** The product that embeds Seatbook: its page, its backend, and what only a demo has, a clock to move.
 *  @param now where the clock stands, epoch ms. */
export function hostApp(api: SeatbookApi, workspaces: readonly DemoWorkspace[], now: number): Hono {
  const clock = new Clock(api, workspaces, now);
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    c.header("Content-Security-Policy", contentSecurityPolicy);
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
    const body = await c.req.json<{ workspace?: unknown; role?: unknown }>();
    const { signsIn, id } = findWorkspace(workspaces, body.workspace);
    const role = (["admin", "billing", "viewer"] satisfies SessionRole[]).find((known) => known === body.role);
    if (!role) throw new HTTPException(400, { message: "There is no such role." });
    const { token } = await api.session(id, signsIn[role].id, role);
    return c.json({ token });
  });

  app.post("/demo/clock", async (c) => {
    const body = await c.req.json<{ workspace?: unknown; to?: unknown }>();
    const { timeZone } = findWorkspace(workspaces, body.workspace);
    if (body.to !== "next-day" && body.to !== "next-month") {
      throw new HTTPException(400, { message: "The clock moves to the next day or the next month." });
    }
    const closed = await clock.move(body.to, timeZone);
    return c.json({ now: clock.iso, closed });
  });
  return app;
}

function findWorkspace(workspaces: readonly DemoWorkspace[], id: unknown): DemoWorkspace {
  const found = workspaces.find((workspace) => workspace.id === id);
  if (!found) throw new HTTPException(404, { message: "There is no such workspace." });
  return found;
}

class Clock {
  readonly #api: SeatbookApi;
  readonly #workspaces: readonly DemoWorkspace[];
  /** Epoch ms. */
  #now: number;
  #moving: Promise<unknown> = Promise.resolve();

  constructor(api: SeatbookApi, workspaces: readonly DemoWorkspace[], now: number) {
    this.#api = api;
    this.#workspaces = workspaces;
    this.#now = now;
  }

  get iso(): string {
    return new Date(this.#now).toISOString();
  }

  /** Moves to the same time tomorrow, or to 09:00 on the first of next month, in `timeZone`. Closes the month that ended. */
  move(to: "next-day" | "next-month", timeZone: string): Promise<ClosedMonth[]> {
    // A second click waits for the first.
    const moved = this.#moving.then(async () => this.#move(to, timeZone));
    this.#moving = moved.catch(() => {});
    return moved;
  }

  async #move(to: "next-day" | "next-month", timeZone: string): Promise<ClosedMonth[]> {
    const from = Temporal.Instant.fromEpochMilliseconds(this.#now).toZonedDateTimeISO(timeZone);
    const target =
      to === "next-day"
        ? from.add({ days: 1 })
        : from.toPlainDate().with({ day: 1 }).add({ months: 1 }).toZonedDateTime({ timeZone, plainTime: "09:00" });
    await setClock(this.#api, target.epochMilliseconds);
    this.#now = target.epochMilliseconds;
    return from.month === target.month ? [] : [await this.#close(from.toPlainDate().toPlainYearMonth().toString())];
  }

  /** A server left alone would do this by itself, in the first night of the month. */
  async #close(month: string): Promise<ClosedMonth> {
    await this.#api.send("POST", `/v1/months/${month}/close`, {});
    const workspaces = await Promise.all(
      this.#workspaces.map(async ({ id, name }) => {
        const months = await this.#api.send<MonthItem[]>("GET", `/v1/workspaces/${id}/months`);
        const closed = months.find((item) => item.month === month && item.status === "closed");
        return closed ? [{ name, licenses: closed.licenses }] : [];
      }),
    );
    return { month, workspaces: workspaces.flat() };
  }
}
