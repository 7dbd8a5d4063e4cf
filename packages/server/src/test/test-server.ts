import { type CreateDriver, memory } from "@seatbook/storage";
import * as v from "valibot";
import { expect } from "vitest";
import { type AppOptions, createApp } from "../app.ts";
import * as responses from "../contract/responses.ts";
import { error as scimError } from "../contract/scim-responses.ts";
import type { Problem, Session } from "../contract/types.ts";
import { makeDocuments } from "../invoice-document/documents.ts";
import type { RequestLogEntry } from "../middleware/log.ts";
import { documentedRoutes, openApiDocument, toTemplate } from "../openapi/document.ts";
import { isScimPath, scimMediaType } from "../scim/scim-error.ts";
import { DocumentCheck } from "./document-check.ts";
import { apiKey, tokenSecret } from "./fixtures.ts";
import { expectNothingPersonal } from "./log-check.ts";

export * from "./fixtures.ts";

/** Everything an answer has, the body read. `body` is the parsed JSON, or the text of a file. */
export type Answer = { status: number; body: unknown; text: string; headers: Headers; etag: string };
export type Send = { body?: unknown; headers?: Record<string, string> };

/** A server in this process whose clock stands until it is set. Every answer is held against what the route documents:
 *  its schema, with no field more, and of problems the status too; and every entry of its log to have nobody's data. */
export class TestServer {
  readonly driver: CreateDriver;
  readonly app: ReturnType<typeof createApp>["app"];
  readonly scheduler: ReturnType<typeof createApp>["scheduler"];
  readonly webhooks: ReturnType<typeof createApp>["webhooks"];
  readonly resealSecrets: ReturnType<typeof createApp>["resealSecrets"];
  readonly log: RequestLogEntry[] = [];
  now: number;
  readonly #routes = new Map<string, string>();
  readonly #checked: DocumentCheck;
  /** Of all routes, for the log. */
  readonly #patterns: ReadonlySet<string>;
  /** Entries of the log that were not looked at. */
  readonly #logged: RequestLogEntry[] = [];
  /** Every documented route, as `GET /v1/workspaces/:ws`. */
  readonly routes: readonly string[];

  constructor({ now = "2026-11-01T09:00:00Z", ...options }: Partial<Omit<AppOptions, "now">> & { now?: string } = {}) {
    this.now = Date.parse(now);
    this.driver = options.driver ?? memory();
    let requests = 0;
    let endpoints = 0;
    const { app, scheduler, webhooks, resealSecrets } = createApp({
      driver: this.driver,
      now: () => this.now,
      apiKeys: [apiKey],
      tokenSecret,
      newId: () => `request-${++requests}`,
      newEndpointId: () => `endpoint-${++endpoints}`,
      postWebhook: async () => ({ status: 200, retryAfter: undefined, body: "" }),
      monotonicNow: () => 0,
      log: (entry) => {
        if (!("route" in entry)) throw new Error(entry.error);
        this.log.push(entry);
        this.#logged.push(entry);
        this.#routes.set(entry.requestId, `${entry.method} ${entry.route}`);
      },
      // In this thread: there is nobody here to wait.
      makeDocuments: async (input) => makeDocuments(input),
      ...options,
    });
    this.app = app;
    this.scheduler = scheduler;
    this.webhooks = webhooks;
    this.resealSecrets = resealSecrets;
    this.#checked = checkOf(this.app);
    this.#patterns = new Set(this.app.routes.map((route) => route.path));
    this.routes = documentedRoutes(this.app).map(({ method, path: pattern }) => `${method} ${pattern}`);
  }

  at(instant: string): this {
    this.now = Date.parse(instant);
    return this;
  }

  /** Waits until nothing is done in the background any more. */
  idle(): Promise<void> {
    return this.scheduler.idle();
  }

  get operator(): Client {
    return new Client(this, apiKey);
  }

  async session(workspace: string, role: "admin" | "billing" | "viewer", member = `host-${role}`): Promise<Client> {
    const { token } = await this.operator.post<Session>("/v1/sessions", { workspace, member, role });
    return new Client(this, token);
  }

  client(token: string | undefined): Client {
    return new Client(this, token);
  }

  async request(method: string, path: string, { body, headers = {} }: Send = {}): Promise<Answer> {
    const response = await this.app.request(path, {
      method,
      headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const answer = await readAnswer(response);
    expectNothingPersonal(this.#logged.splice(0), this.#patterns);
    this.#check(method, path, answer);
    return answer;
  }

  #check(method: string, path: string, { status, body, headers }: Answer): void {
    const route = this.#routes.get(headers.get("X-Request-Id") ?? "") ?? "";
    const what = `${method} ${path} (${route}) answered ${status} ${JSON.stringify(body)?.slice(0, 300)}`;
    if (method === "HEAD") {
      // A GET without its body.
      expect([body, status < 500], what).toEqual(["", true]);
      return;
    }
    if (status >= 400) {
      const isScim = isScimPath(new URL(path, "http://seatbook.example").pathname);
      const form = isScim ? scimError : responses.problem;
      expect(headers.get("Content-Type"), what).toBe(isScim ? scimMediaType : "application/problem+json");
      expect(v.parse(form, body), what).toStrictEqual(body);
      expect(body, what).toMatchObject({ status: isScim ? String(status) : status });
      expect(status, what).toBeLessThan(500);
    }
    const [, pattern = ""] = route.split(" ");
    if (!this.routes.includes(route)) return;
    const complaints = this.#checked.complaints(method, toTemplate(pattern), { status, headers, body });
    expect(complaints, what).toEqual([]);
  }
}

/** Someone who asks: an API key's or a session's holder, or nobody. */
export class Client {
  readonly token: string | undefined;
  readonly #server: TestServer;

  constructor(server: TestServer, token: string | undefined) {
    this.#server = server;
    this.token = token;
  }

  request(method: string, path: string, { headers = {}, ...send }: Send = {}): Promise<Answer> {
    const authorization = this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` };
    return this.#server.request(method, path, { ...send, headers: { ...authorization, ...headers } });
  }

  get = <T>(path: string, headers?: Record<string, string>): Promise<T> => this.#succeed<T>("GET", path, { headers });
  put = <T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T> =>
    this.#succeed<T>("PUT", path, { body, headers });
  post = <T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T> =>
    this.#succeed<T>("POST", path, { body, headers });
  delete = <T>(path: string, headers?: Record<string, string>): Promise<T> =>
    this.#succeed<T>("DELETE", path, { headers });

  /** The problem that the request is refused with. */
  async refused(method: string, path: string, send?: Send): Promise<Problem> {
    const { status, body } = await this.request(method, path, send);
    expect(status, `${method} ${path} answered ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400);
    return v.parse(responses.problem, body);
  }

  /** All items of a list, page by page. */
  async all<T>(path: string, limit = 200): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor !== undefined && { cursor }) });
      const page = await this.get<{ items: T[]; nextCursor?: string }>(
        `${path}${path.includes("?") ? "&" : "?"}${query.toString()}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  }

  async #succeed<T>(
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers: Record<string, string> | undefined },
  ): Promise<T> {
    const answer = await this.request(method, path, { body, ...(headers && { headers }) });
    expect(answer.status, `${method} ${path} answered ${answer.text.slice(0, 500)}`).toBe(200);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked against the schema that the route documents
    return answer.body as T;
  }
}

export async function readAnswer(response: Response): Promise<Answer> {
  // The byte order mark is part of a file: `text()` would take it away.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  const isJson = /[/+]json/.test(response.headers.get("Content-Type") ?? "") && text !== "";
  const body: unknown = isJson ? JSON.parse(text) : text;
  const { status, headers } = response;
  return { status, body, text, headers, etag: headers.get("ETag") ?? "" };
}

const checks = new Map<string, DocumentCheck>();

/** Made once for the servers that have the same routes: that takes longer than most tests. */
function checkOf(app: TestServer["app"]): DocumentCheck {
  const routes = app.routes.map(({ method, path }) => `${method} ${path}`).join();
  const check = checks.get(routes) ?? new DocumentCheck(openApiDocument(app, "http://127.0.0.1:8787"));
  checks.set(routes, check);
  return check;
}

/** A segment of a path. */
export const inPath = encodeURIComponent;
