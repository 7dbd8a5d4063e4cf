import type { CountingRule } from "@seatbook/core";
import type { CreateDriver } from "@seatbook/storage";
import { Hono } from "hono";
import { openAPIRouteHandler } from "hono-openapi";
import { cors } from "hono/cors";
import type { DemoClock } from "./demo-clock.ts";
import { type AppEnv, authenticate } from "./middleware/authenticate.ts";
import { jsonBody } from "./middleware/body.ts";
import { wellFormedPath } from "./middleware/path.ts";
import { type RequestLogEntry, requestLog } from "./middleware/log.ts";
import { answerProblem, ProblemError } from "./problem.ts";
import { accessRoutes } from "./routes/access.ts";
import { demoClockRoutes } from "./routes/demo-clock.ts";
import { eventRoutes } from "./routes/events.ts";
import { inactiveMemberRoutes } from "./routes/inactive-members.ts";
import { memberRoutes } from "./routes/members.ts";
import { monthRoutes } from "./routes/months.ts";
import { previewRoutes } from "./routes/preview.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { teamRoutes } from "./routes/teams.ts";
import { type WidgetsBundle, widgetRoutes } from "./routes/widgets.ts";
import { workspaceRoutes } from "./routes/workspaces.ts";
import type { Services } from "./services.ts";
import { Tokens } from "./tokens.ts";
import { Workspaces } from "./workspaces.ts";

export type AppOptions = {
  driver: CreateDriver;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** At least 32 characters each; none closes the operator's routes. */
  apiKeys: readonly string[];
  /** Signs session tokens; at least 32 bytes. */
  tokenSecret: Uint8Array;
  /** Origins whose pages may call the server from a browser. */
  origins?: readonly string[];
  rule?: CountingRule;
  /** YYYY-MM-DD: contracts from before are billed by user license (R1). Default 2023-03-01. */
  legacyContractsBefore?: string;
  /** Default 1 MiB, and 8 MiB for a whole directory. */
  maxBodyBytes?: number;
  maxDirectoryBytes?: number;
  /** There only in trials and tests; then `now` is its clock. */
  demoClock?: DemoClock | undefined;
  /** What `/widgets.js` serves. */
  widgets?: WidgetsBundle | undefined;
  log?: (entry: RequestLogEntry) => void;
  newId: () => string;
  /** Milliseconds since anything, for durations. */
  monotonicNow: () => number;
};

const mebibyte = 1 << 20;

/** The HTTP server as a Hono app, and the workspaces behind it (flush them before the driver is disposed of). */
export function createApp(options: AppOptions): { app: Hono<AppEnv>; workspaces: Workspaces } {
  const { driver, now, apiKeys, tokenSecret, origins = [], demoClock, widgets, log = () => {} } = options;
  const workspaces = new Workspaces(driver, now);
  const services: Services = {
    workspaces,
    tokens: new Tokens(tokenSecret),
    now,
    rule: options.rule ?? "any-in-month",
    legacyContractsBefore: options.legacyContractsBefore ?? "2023-03-01",
  };
  const body = jsonBody(options.maxBodyBytes ?? mebibyte);
  const directoryBody = jsonBody(options.maxDirectoryBytes ?? 8 * mebibyte);

  // Not strict: a slash at the end of an address means nothing.
  const app = new Hono<AppEnv>({ strict: false });
  app.onError((error, c) => answerProblem(c, error));
  app.notFound((c) => answerProblem(c, new ProblemError("route-not-found")));
  app.use(requestLog(log, options.newId, options.monotonicNow));
  app.route("/", widgetRoutes(widgets));
  const allowOrigins = cors({
    origin: [...origins],
    allowHeaders: ["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"],
    exposeHeaders: ["ETag", "Content-Disposition", "X-Request-Id"],
    allowMethods: ["GET", "PUT", "POST", "DELETE"],
    maxAge: 600,
  });
  app.use("/v1/*", (c, next) => (c.req.header("Origin") === undefined ? next() : allowOrigins(c, next)));
  if (demoClock) {
    app.use("/v1/*", async (_, next) => {
      await demoClock.catchUp();
      await next();
    });
  }
  app.use("/v1/*", authenticate(apiKeys, services.tokens, now));
  app.use("/v1/*", wellFormedPath);
  app.use("/v1/*", (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    return c.req.path.endsWith("/directory") ? directoryBody(c, next) : body(c, next);
  });
  app.route("/", workspaceRoutes(services));
  app.route("/", teamRoutes(services));
  app.route("/", memberRoutes(services));
  app.route("/", inactiveMemberRoutes(services));
  app.route("/", previewRoutes(services));
  app.route("/", monthRoutes(services));
  app.route("/", sessionRoutes(services));
  app.route("/", accessRoutes(services));
  app.route("/", eventRoutes(services));
  if (demoClock) app.route("/", demoClockRoutes(demoClock));
  app.get(
    "/openapi.json",
    openAPIRouteHandler(app, {
      documentation: {
        info: { title: "Seatbook", version: "1", description: "Who is billed, and why." },
        components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
      },
    }),
  );
  return { app, workspaces };
}
