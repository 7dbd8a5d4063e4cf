import fc from "fast-check";
import { type FuzzRequest, fuzzRequests, writeBody } from "./requests.ts";
import { World } from "./world.ts";

/** A new world every so many requests: one in which everything was removed and closed refuses all. */
const requestsPerWorld = 250;

/** No request takes this long, on however busy a machine. */
const timeLimitMs = 15_000;

/** The operations that no run can bring to succeed, each with why. */
const neverSucceeds: Record<string, string> = {};

/** The operations other than GETs that change nothing, also where they succeed. */
const changesNothing = new Set(["previewCommands"]);

export type FuzzReport = {
  requests: number;
  /** How many answers there were of each operation and status, as `listMembers 200`. */
  answers: Map<string, number>;
  /** The operations that never succeeded. */
  unreached: string[];
};

export class FuzzFailure extends Error {}

/** Sends `count` requests that are generated from the OpenAPI document. The same seed sends the same.
 *  @throws FuzzFailure for the first answer that is not as it has to be. */
export async function fuzz(
  seed: number,
  count: number,
  onRequest: (done: number) => void = () => {},
): Promise<FuzzReport> {
  const answers = new Map<string, number>();
  const succeeded = new Set<string>();
  const { document } = await World.build();
  const requests = fuzzRequests(document);
  for (let done = 0; done < count;) {
    const world = await World.build();
    for (const request of fc.sample(requests, {
      seed: seed * 1009 + done,
      numRuns: Math.min(requestsPerWorld, count - done),
    })) {
      const status = await send(world, request, `Request ${done} of seed ${seed}`);
      const name = `${request.operationId} ${status}`;
      answers.set(name, (answers.get(name) ?? 0) + 1);
      if (status < 400) succeeded.add(request.operationId);
      onRequest(++done);
    }
  }
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
  const unreached = operations.map(({ operationId }) => operationId).filter((id) => !succeeded.has(id));
  return { requests: count, answers, unreached: unreached.filter((id) => neverSucceeds[id] === undefined) };
}

async function send(world: World, request: FuzzRequest, which: string): Promise<number> {
  const { server, store } = world;
  const path = request.template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = request.path[name];
    return typeof value === "string" ? value : encodeURIComponent(String(world.fill(value)));
  });
  const query = new URLSearchParams(
    Object.entries(request.query).map(([name, value]): [string, string] => [name, String(world.fill(value))]),
  ).toString();
  const address = query === "" ? path : `${path}?${query}`;
  const isRead = request.method === "GET" || request.method === "HEAD";
  const body = isRead ? undefined : writeBody(request.body, (value) => world.fill(value));
  const token = world.tokens[request.caller];
  const before = new Map(store);
  const startedAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeLimitMs} ms`)), timeLimitMs);
  });
  try {
    // Throws for an answer that is not as documented, and for a server error.
    const asked = server.request(request.method, address, {
      ...(body !== undefined && { body }),
      headers: {
        ...request.headers,
        ...(body !== undefined && { "Content-Type": request.contentType ?? "" }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
    });
    const answer = await Promise.race([asked, late]);
    await Promise.race([server.idle(), late]);
    const tookMs = performance.now() - startedAt;
    if (tookMs > timeLimitMs) throw new Error(`it took ${Math.round(tookMs)} ms`);
    const isDry = request.query["dryRun"] === "true";
    if (isRead || isDry || answer.status >= 400 || changesNothing.has(request.operationId)) refuseChange(before, store);
    if (answer.status < 300) world.learn(request.template, answer.body);
    return answer.status;
  } catch (error) {
    const sent = [
      `${request.method} ${address.slice(0, 500)}`,
      `as ${request.caller}`,
      JSON.stringify(request.headers),
      body?.slice(0, 2000),
    ];
    throw new FuzzFailure(
      `${which} failed: ${error instanceof Error ? error.message : String(error)}\n${sent.filter(Boolean).join("\n")}`,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Snapshots are a cache, and written whenever; messages are under way for what happened before. */
const isTruth = (key: string) => !key.includes("snapshot") && !key.startsWith("webhook-deliveries:");

function refuseChange(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  for (const [key, value] of after) {
    if (before.get(key) !== value && isTruth(key))
      throw new Error(`it changed the store: ${key} is ${value.slice(0, 500)}`);
  }
  for (const key of before.keys()) if (!after.has(key)) throw new Error(`it changed the store: ${key} is gone`);
}
