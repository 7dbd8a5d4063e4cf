import { memory } from "@seatbook/storage";
import { DemoClock } from "../../demo-clock.ts";
import type { OpenApiDocument } from "../../openapi/document-types.ts";
import { apiKey, billedBody, sellerSetup, TestServer, workspaceBody } from "../test-server.ts";
import { Hole } from "./arbitrary.ts";
import type { Caller } from "./requests.ts";

/** The bytes of API keys and secrets, which are the same each time. */
function countingRandom(): (bytes: number) => Uint8Array {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 251);
}

/** A server with something of everything: closed months, an invoice that was canceled, a change of the mailbox that waits. */
export class World {
  readonly server: TestServer;
  readonly document: OpenApiDocument;
  readonly store: ReadonlyMap<string, string>;
  readonly tokens: Record<Caller, string | undefined>;
  readonly #pools: Record<string, string[]>;

  private constructor(
    server: TestServer,
    store: ReadonlyMap<string, string>,
    tokens: World["tokens"],
    document: OpenApiDocument,
  ) {
    this.server = server;
    this.store = store;
    this.tokens = tokens;
    this.document = document;
    this.#pools = {
      ws: ["acme", "acme", "acme", "acme", "acme", "other", "new"],
      team: ["t1", "t2", "t3"],
      member: ["m1", "m2", "idle", "gone"],
      month: ["2026-09", "2026-10", "2026-11"],
      number: ["2026-000001", "2026-000002", "2026-000003"],
      endpoint: ["endpoint-1"],
      user: ["m1", "idle"],
      group: ["t1"],
    };
  }

  static async build(): Promise<World> {
    const store = new Map<string, string>();
    const driver = memory({ data: store });
    const server = new TestServer({
      driver,
      now: "2026-09-05T09:00:00Z",
      seller: sellerSetup,
      demoClock: await DemoClock.open(driver, () => Date.parse("2026-11-01T09:00:00Z")),
      random: countingRandom(),
    });
    const { operator } = server;
    for (const ws of ["acme", "other"]) {
      await operator.put(`/v1/workspaces/${ws}`, { ...workspaceBody, ...billedBody });
      await operator.put(`/v1/workspaces/${ws}/teams/t1`, { name: "One" });
      await operator.put(`/v1/workspaces/${ws}/members/m1`, { name: "Ana", email: "ana@acme.example", teams: ["t1"] });
    }
    const acme = "/v1/workspaces/acme";
    await operator.put(`${acme}/teams/t2`, { name: "Two" });
    await operator.post(`${acme}/teams/t2/archive`);
    await operator.put(`${acme}/members/m2`, {
      name: "Bo",
      email: "bo@acme.example",
      role: "owner",
      teams: ["t1", "t2"],
    });
    await operator.put(`${acme}/members/idle`, { name: "Ida", email: "ida@acme.example" });
    await operator.put(`${acme}/members/gone`, { name: "Gus", email: "gus@acme.example" });
    server.at("2026-10-01T09:00:00Z");
    await operator.post(`${acme}/months/2026-09/close`);
    await server.idle();
    await operator.post("/v1/invoices/2026-000001/cancel", { reason: "Wrong address" });
    server.at("2026-11-01T09:00:00Z");
    await operator.post(`${acme}/months/2026-10/close`);
    const tokens: World["tokens"] = {
      operator: apiKey,
      admin: (await server.session("acme", "admin", "m1")).token,
      billing: (await server.session("acme", "billing")).token,
      viewer: (await server.session("acme", "viewer")).token,
      other: (await server.session("other", "admin")).token,
      removed: (await server.session("acme", "admin", "gone")).token,
      nobody: undefined,
      garbage: "garbage",
    };
    await operator.delete(`${acme}/members/gone`);
    await operator.put(`${acme}/mailbox`, { mailbox: ["new@acme.example"] });
    await operator.request("POST", "/v1/webhook-endpoints", { body: { url: "https://hooks.acme.example/seatbook" } });
    await operator.post(`${acme}/teams/t1/archive`);
    await operator.post(`${acme}/teams/t1/unarchive`);
    await server.idle();
    await server.webhooks.run();
    const { body } = await server.request("GET", "/openapi.json");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is what openApiDocument made
    const world = new World(server, store, tokens, body as OpenApiDocument);
    const deliveries = await operator.get("/v1/webhook-endpoints/endpoint-1/deliveries");
    world.learn("/v1/webhook-endpoints/{endpoint}/deliveries", deliveries);
    world.learn("/v1/workspaces/{ws}/mails", await operator.get(`${acme}/mails`));
    world.learn("/v1/workspaces/{ws}/inactive-members", await operator.get(`${acme}/inactive-members`));
    return world;
  }

  /** `value` with an id that exists in each hole. */
  fill(value: unknown): unknown {
    if (value instanceof Hole) {
      const pool = this.#pools[value.pool] ?? [];
      return pool[value.pick % Math.max(pool.length, 1)] ?? "nowhere";
    }
    if (Array.isArray(value)) return value.map((item) => this.fill(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.fill(item)]));
  }

  /** Keeps the ids and cursors of an answer, for later requests to refer to. */
  learn(template: string, body: unknown): void {
    const within = Object.keys(this.document.paths).find((path) => path.startsWith(`${template}/{`)) ?? template;
    const own = /\{(\w+)\}[^{}]*$/.exec(within.slice(template.length)) ?? /\{(\w+)\}[^{}]*$/.exec(template);
    this.#learn(body, own?.[1] ?? "");
  }

  #learn(value: unknown, own: string): void {
    if (Array.isArray(value)) for (const item of value.slice(0, 5)) this.#learn(item, own);
    if (typeof value !== "object" || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      if (typeof item !== "string") this.#learn(item, own);
      else if (key === "id") this.#keep(own, item);
      else if (key === "fingerprint" || key === "number") this.#keep(key, item);
      else if (key === "nextCursor") this.#keep("cursor", item);
    }
  }

  #keep(name: string, value: string): void {
    // Only the last one is good for anything.
    if (name === "fingerprint") this.#pools[name] = [];
    const pool = (this.#pools[name] ??= []);
    if (pool.includes(value)) return;
    pool.push(value);
    // What was there from the beginning stays.
    if (pool.length > 20) pool.splice(6, 1);
  }
}
