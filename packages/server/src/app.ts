import { randomBytes } from "node:crypto";
import type { CountingRule, Month } from "@seatbook/core";
import type { CreateDriver, MaybePromise } from "@seatbook/storage";
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { ApiKeys } from "./api-keys/api-keys.ts";
import { type Billing, createBilling } from "./billing/billing.ts";
import { closeAll } from "./billing/close-all.ts";
import type { MakeDocuments } from "./billing/invoice-files.ts";
import type { BillingLogEntry } from "./billing/scheduler.ts";
import { checkSeller, type SellerSetup } from "./billing/seller.ts";
import type { MailTransport } from "./billing/transport.ts";
import type { CloseAll } from "./contract/types.ts";
import type { Directory } from "./directory/directory-body.ts";
import { syncDirectory, type Synced, type SyncOptions } from "./directory/sync-directory.ts";
import { Metrics } from "./metrics.ts";
import { Readiness } from "./readiness.ts";
import { readTrustedProxies } from "./rate-limits/client-address.ts";
import { type Quotas, rateLimits } from "./rate-limits/rate-limits.ts";
import type { Author } from "./journals/author.ts";
import { healthRoutes } from "./routes/health.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import type { DemoClock } from "./demo-clock.ts";
import { DocumentPool } from "./invoice-document/document-pool.ts";
import { type AppEnv, authenticate } from "./middleware/authenticate.ts";
import { bodyDocumentation, jsonBody } from "./middleware/body.ts";
import { wellFormedPath } from "./middleware/path.ts";
import { type RequestLogEntry, requestLog } from "./middleware/log.ts";
import { documents } from "./openapi.ts";
import type { OpenApiDocument } from "./openapi/document-types.ts";
import { openApiDocument } from "./openapi/document.ts";
import { answerProblem, ProblemError } from "./problem.ts";
import { accessRoutes } from "./routes/access.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { billingDetailsRoutes } from "./routes/billing-details.ts";
import { demoClockRoutes } from "./routes/demo-clock.ts";
import { erasureRoutes } from "./routes/erasures.ts";
import { eventRoutes } from "./routes/events.ts";
import { exportRoutes } from "./routes/exports.ts";
import { inactiveMemberRoutes } from "./routes/inactive-members.ts";
import { invoiceRoutes } from "./routes/invoices.ts";
import { mailboxConfirmationRoutes } from "./routes/mailbox-confirmation.ts";
import { mailboxRoutes } from "./routes/mailbox.ts";
import { mailRoutes } from "./routes/mails.ts";
import { memberRoutes } from "./routes/members.ts";
import { monthRoutes } from "./routes/months.ts";
import { openApiRoutes } from "./routes/openapi.ts";
import { outboxRoutes } from "./routes/outbox.ts";
import { pendingRoutes } from "./routes/pending.ts";
import { previewRoutes } from "./routes/preview.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { sellerInvoiceRoutes } from "./routes/seller-invoices.ts";
import { scimDiscoveryRoutes } from "./routes/scim-discovery.ts";
import { scimGroupRoutes } from "./routes/scim-groups.ts";
import { scimUserRoutes } from "./routes/scim-users.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { teamRoutes } from "./routes/teams.ts";
import { webhookDeliveryRoutes } from "./routes/webhook-deliveries.ts";
import { webhookEndpointRoutes } from "./routes/webhook-endpoints.ts";
import { widgetRoutes } from "./routes/widgets.ts";
import { workspaceRoutes } from "./routes/workspaces.ts";
import { answerScimError, isScimPath } from "./scim/scim-error.ts";
import type { Services } from "./services.ts";
import { Tokens } from "./tokens.ts";
import { readAllowance } from "./webhooks/addresses.ts";
import type { Dispatcher, WebhookLogEntry } from "./webhooks/dispatcher.ts";
import type { PostWebhook } from "./webhooks/post.ts";
import { Webhooks } from "./webhooks/webhooks.ts";
import type { WidgetsBundle } from "./widgets-bundle.ts";
import { type Workspace, Workspaces } from "./workspaces.ts";

export type AppOptions = {
  driver: CreateDriver;
  /** The server's clock, epoch ms. */
  now: () => number;
  /** The store's clock, see `CreateDriver`. A server that is far ahead of it closes no months by itself, and is not ready. */
  storeNow?: (() => MaybePromise<number>) | undefined;
  /** At least 32 characters each, which may do everything; others are kept in the store. */
  apiKeys: readonly string[];
  /** Signs session tokens; at least 32 bytes. */
  tokenSecret: Uint8Array;
  /** Others whose tokens and links are accepted, and with which secrets of webhooks may be sealed, while the secret is changed. */
  acceptedTokenSecrets?: readonly Uint8Array[];
  /** Origins whose pages may call the server from a browser. */
  origins?: readonly string[];
  rule?: CountingRule;
  /** YYYY-MM-DD: contracts from before are billed by user license (R1). Default 2023-03-01. */
  legacyContractsBefore?: string;
  /** Without it months close without invoices. */
  seller?: SellerSetup | undefined;
  /** Where mails go; by default to the outbox of the store. */
  transport?: MailTransport | undefined;
  /** Default: worker threads, started when the first document is asked for. */
  makeDocuments?: MakeDocuments;
  /** Where people reach the server: links in mails begin with it. Default http://127.0.0.1:8787. */
  publicUrl?: () => string;
  /** The fewest events between two snapshots of a log. Default 1000. */
  snapshotEveryEvents?: number;
  /** Default 1 MiB, and 64 MiB for a whole directory. */
  maxBodyBytes?: number;
  maxDirectoryBytes?: number;
  /** How many requests a minute this process takes of whom. Without it, any number. */
  rateLimits?: Quotas | undefined;
  /** Addresses and ranges of the proxies whose `X-Forwarded-For` is believed. Default: none. */
  trustedProxies?: readonly string[];
  /** How many members are held in memory, over all workspaces; those of the workspaces that were used last. Default 500,000,
   *  which takes 200 to 700 MB. */
  heldMembers?: number;
  /** There only in trials and tests; then `now` is its clock. */
  demoClock?: DemoClock | undefined;
  /** What pages load from here, see `readWidgets`. Without it, nothing. */
  widgets?: WidgetsBundle | undefined;
  /** What webhooks may be sent to besides the public internet, see `readAllowance`. Default: nothing. */
  webhookAllow?: readonly string[];
  /** How webhooks are sent. Default: over the network. */
  postWebhook?: PostWebhook | undefined;
  /** The clock that the receivers of webhooks have, epoch ms. Default: `now`. */
  systemNow?: () => number;
  log?: (entry: RequestLogEntry | BillingLogEntry | WebhookLogEntry) => void;
  newId: () => string;
  /** Gives webhook endpoints their ids. Default: `newId`. */
  newEndpointId?: () => string;
  /** So many random bytes that nobody can guess, for API keys. Default: the machine's. */
  random?: (bytes: number) => Uint8Array;
  /** Milliseconds since anything, for durations. */
  monotonicNow: () => number;
};

const mebibyte = 1 << 20;

const isDirectory = /^\/v1\/workspaces\/[^/]+\/directory\/?$/;

/** A clock that is set from outside is looked at more often, and has to stand for so long before months are closed by it. */
const demoTickMs = 2_000;

export type SeatbookApp = {
  app: Hono<AppEnv>;
  workspaces: Workspaces;
  /** Closes months, issues and mails invoices by itself once it is started. */
  scheduler: Billing["scheduler"];
  /** Sends webhooks by itself once it is started. */
  webhooks: Dispatcher;
  /** Closes a month of these workspaces, as `POST /v1/months/:month/close` does of all. @param onEach is called after each. */
  closeMonth: (ids: readonly string[], month: Month, onEach?: () => void) => Promise<CloseAll>;
  /** Seals the secrets of webhooks anew that are sealed with an accepted secret; to be called at start. */
  resealSecrets: () => Promise<void>;
  /** What erases personal data. */
  erasing: Billing["erasing"];
  /** Makes a workspace's teams and members those of a directory, as `PUT …/directory` does. */
  syncDirectory: (workspace: Workspace, directory: Directory, by: Author, options: SyncOptions) => Promise<Synced>;
  /** What `/metrics` answers; for more of the process, or for another port. */
  metrics: Metrics;
  /** What `/readyz` answers. */
  readiness: Readiness;
  /** Waits for what is under way. Then the driver may be disposed of. */
  close: () => Promise<void>;
};

function answerError(c: Context<AppEnv>, error: unknown): Response {
  return isScimPath(c.req.path) ? answerScimError(c, error) : answerProblem(c, error);
}

/** The HTTP server as a Hono app, with what works behind it. @throws ConfigError for a seller who could issue no invoice. */
export function createApp(options: AppOptions): SeatbookApp {
  const {
    now,
    apiKeys,
    tokenSecret,
    acceptedTokenSecrets = [],
    origins = [],
    demoClock,
    widgets,
    log = () => {},
  } = options;
  if (options.seller) checkSeller(options.seller);
  const metrics = new Metrics(options.monotonicNow);
  const driver = metrics.watch(options.driver);
  const snapshots = { everyEvents: options.snapshotEveryEvents ?? 1000 };
  const workspaces = new Workspaces(driver, now, options.heldMembers ?? 500_000, snapshots, (id, events) =>
    webhooks.dispatcher.note(id, events),
  );
  const webhooks = new Webhooks({
    driver,
    workspaces,
    now,
    systemNow: options.systemNow ?? now,
    monotonicNow: options.monotonicNow,
    snapshots,
    tokenSecret,
    acceptedTokenSecrets,
    newEndpointId: options.newEndpointId ?? options.newId,
    allowance: readAllowance(options.webhookAllow ?? []),
    post: options.postWebhook,
    metrics,
    log,
    ...(demoClock && { tickMs: demoTickMs }),
  });
  const storeClock = { lastAt: () => workspaces.lastAt(), now: options.storeNow };
  const readiness = new Readiness(storeClock, now, options.monotonicNow);
  const rule = options.rule ?? "any-in-month";
  const pool = new DocumentPool();
  const publicUrl = options.publicUrl ?? (() => "http://127.0.0.1:8787");
  const billing = createBilling({
    driver,
    workspaces,
    now,
    snapshots,
    rule,
    seller: options.seller,
    transport: options.transport,
    makeDocuments: options.makeDocuments ?? ((input, signal) => pool.make(input, signal)),
    tokenSecret,
    acceptedTokenSecrets,
    publicUrl,
    scheduler: {
      log,
      note: (done) => metrics.noteBilling(done),
      isClockAhead: async () => (await readiness.check()).clock === "ahead",
      ...(demoClock && { clockVersion: () => demoClock.version(), tickMs: demoTickMs }),
    },
  });
  metrics.gauge(
    "seatbook_held_members",
    "Members held in memory, teams and records counted like members.",
    () => workspaces.heldMembers,
  );
  metrics.gauge(
    "seatbook_webhooks_pending",
    "Messages to webhook endpoints that were begun and are neither delivered nor given up, as far as this server knows.",
    () => webhooks.dispatcher.pending.count,
  );
  metrics.gauge(
    "seatbook_webhooks_oldest_pending_seconds",
    "How long ago the oldest of them happened; 0 where there is none.",
    () => Math.max((now() - (webhooks.dispatcher.pending.oldestAt ?? now())) / 1000, 0),
  );
  const keyRing = new ApiKeys(driver, now, options.random ?? randomBytes, snapshots);
  const services: Services = {
    workspaces,
    billing,
    webhooks,
    tokens: new Tokens(tokenSecret, acceptedTokenSecrets),
    apiKeys: keyRing,
    now,
    rule,
    legacyContractsBefore: options.legacyContractsBefore ?? "2023-03-01",
    maxDirectoryBytes: options.maxDirectoryBytes ?? 64 * mebibyte,
    publicUrl,
    newId: options.newId,
  };
  const body = jsonBody(options.maxBodyBytes ?? mebibyte);
  // A group comes with all its members.
  const scimBody = jsonBody(8 * mebibyte);

  // Not strict: a slash at the end of an address means nothing.
  const app = new Hono<AppEnv>({ strict: false });
  app.onError((error, c) => answerError(c, error));
  app.notFound((c) => answerError(c, new ProblemError("route-not-found")));
  app.route("/", healthRoutes(readiness));
  const noteRequest = (entry: RequestLogEntry): void => {
    metrics.noteRequest(entry);
    log(entry);
  };
  app.use(requestLog(noteRequest, options.newId, options.monotonicNow));
  app.route("/", widgetRoutes(widgets));
  const limits = rateLimits({
    quotas: options.rateLimits,
    isTrusted: readTrustedProxies(options.trustedProxies ?? []),
    now: options.monotonicNow,
  });
  app.use("/mailbox/*", limits.ofAddress);
  app.route("/", mailboxConfirmationRoutes(services));
  const allowOrigins = cors({
    origin: [...origins],
    allowHeaders: ["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"],
    exposeHeaders: ["ETag", "Content-Disposition", "X-Request-Id", "Retry-After", "RateLimit", "RateLimit-Policy"],
    allowMethods: ["GET", "PUT", "POST", "PATCH", "DELETE"],
    maxAge: 600,
  });
  app.use("/v1/*", (c, next) => (c.req.header("Origin") === undefined ? next() : allowOrigins(c, next)));
  if (demoClock) {
    app.use("/v1/*", async (_, next) => {
      await demoClock.catchUp();
      await next();
    });
  }
  app.use("/v1/*", limits.ofAddress);
  const authenticated = authenticate(apiKeys, keyRing, services.tokens, now);
  app.use("/v1/*", authenticated);
  app.use("/v1/*", limits.ofCaller);
  app.use("/v1/*", wellFormedPath);
  app.use(
    "/v1/*",
    documents(bodyDocumentation, (c, next) => {
      if (c.req.method === "GET" || c.req.method === "HEAD") return next();
      // The route reads it while it comes in, and knows how large it may be.
      if (c.req.method === "PUT" && isDirectory.test(c.req.path)) return next();
      return isScimPath(c.req.path) ? scimBody(c, next) : body(c, next);
    }),
  );
  app.route("/", workspaceRoutes(services));
  app.route("/", teamRoutes(services));
  app.route("/", memberRoutes(services));
  app.route("/", inactiveMemberRoutes(services));
  app.route("/", previewRoutes(services));
  app.route("/", monthRoutes(services));
  app.route("/", exportRoutes(services));
  app.route("/", invoiceRoutes(services));
  app.route("/", billingDetailsRoutes(services));
  app.route("/", mailboxRoutes(services));
  app.route("/", mailRoutes(services));
  app.route("/", sellerInvoiceRoutes(services));
  app.route("/", pendingRoutes(services));
  app.route("/", outboxRoutes(services));
  app.route("/", sessionRoutes(services));
  app.route("/", apiKeyRoutes(services));
  app.route("/", accessRoutes(services));
  app.route("/", scimDiscoveryRoutes(services));
  app.route("/", scimUserRoutes(services));
  app.route("/", scimGroupRoutes(services));
  app.route("/", eventRoutes(services));
  app.route("/", webhookEndpointRoutes(services));
  app.route("/", webhookDeliveryRoutes(services));
  app.route("/", erasureRoutes(services));
  if (demoClock) app.route("/", demoClockRoutes(demoClock));
  app.use("/metrics", limits.ofAddress);
  app.use("/metrics", authenticated);
  app.route("/", metricsRoutes(metrics));
  let document: OpenApiDocument | undefined;
  // Made when it is asked for first: until then nobody knows the address that people reach the server at.
  const openDocument = () => (document ??= openApiDocument(app, publicUrl()));
  app.route("/", openApiRoutes(openDocument));
  app.route("/", referenceRoutes(openDocument));
  const close = async (): Promise<void> => {
    await Promise.all([billing.scheduler.stop(), webhooks.dispatcher.stop()]);
    await pool.close();
    const logs = [workspaces, billing.register, billing.outbox, webhooks.endpoints, keyRing];
    await Promise.all(logs.map((each) => each.flush()));
  };
  return {
    app,
    workspaces,
    scheduler: billing.scheduler,
    webhooks: webhooks.dispatcher,
    resealSecrets: () => webhooks.resealSecrets(),
    erasing: billing.erasing,
    closeMonth: (ids, month, onEach) =>
      closeAll(services, ids, month, { type: "operator", via: "command-line" }, onEach),
    syncDirectory: (workspace, ...rest) => syncDirectory(rule, workspace, ...rest),
    metrics,
    readiness,
    close,
  };
}
