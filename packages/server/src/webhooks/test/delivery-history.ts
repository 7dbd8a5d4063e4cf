import { setImmediate as nextTurn } from "node:timers/promises";
import { memory } from "@seatbook/storage";
import { createApp } from "../../app.ts";
import type { WebhookDelivery, WebhookEndpointWithSecret } from "../../contract/types.ts";
import { crashingDriver, type Fault, FaultyProcess } from "../../test/crashing-driver.ts";
import { randomOf } from "../../test/random-of.ts";
import { apiKey, TestServer, tokenSecret, workspaceBody } from "../../test/test-server.ts";
import { verifyStore } from "../../verify/verify.ts";
import type { PostWebhook, WebhookReply } from "../post.ts";
import { ok, Receiver } from "./receiver.ts";

const url = "https://app.acme.example/webhooks";
const minuteMs = 60_000;

/** What webhooks are to tell, by workspace in the order in which it happened. */
export type Start = {
  data: ReadonlyMap<string, string>;
  secret: string;
  endpoint: string;
  now: number;
  expected: ReadonlyMap<string, readonly string[]>;
};

/** Two workspaces in which things have happened, and an endpoint that was told of nothing yet. */
export async function somethingHappened(): Promise<Start> {
  const data = new Map<string, string>();
  const server = new TestServer({ driver: memory({ data }), now: "2026-11-10T09:00:00Z" });
  const { operator } = server;
  for (const id of ["acme", "beta"]) {
    await operator.put(`/v1/workspaces/${id}`, workspaceBody);
    for (const team of ["a", "b"]) await operator.put(`/v1/workspaces/${id}/teams/${team}`, { name: team });
  }
  server.now += 1000;
  const { id, secret } = await operator.post<WebhookEndpointWithSecret>("/v1/webhook-endpoints", { url });
  await operator.post("/v1/workspaces/acme/teams/a/archive");
  await operator.post("/v1/workspaces/beta/teams/a/archive");
  await operator.post("/v1/workspaces/acme/teams/b/archive");
  await operator.post("/v1/workspaces/acme/teams/a/unarchive");
  await operator.post("/v1/workspaces/beta/teams/a/unarchive");
  const expected = new Map([
    ["acme", ["archived a", "archived b", "unarchived a"]],
    ["beta", ["archived a", "unarchived a"]],
  ]);
  return { data, secret, endpoint: id, now: server.now + 1000, expected };
}

export type DeliveryCase = {
  /** How many servers are at work at once. */
  servers: number;
  seed: number;
  /** By server, in the order in which they were started: those that replace dead ones count on. */
  faults: Readonly<Record<number, Fault>>;
  /** What the endpoint answers at its n-th request, from 1 on. Default: 200. */
  answer?: (request: number) => WebhookReply;
};

export type DeliveryOutcome = {
  mistakes: string[];
  /** How many effects each server had. */
  effects: number[];
  /** Every message that the endpoint took, with the workspace, in the order in which they came. */
  taken: { id: string; workspace: string; what: string; body: string }[];
  struck: number;
  isEnabled: boolean;
};

/** Servers deliver what has happened; whoever dies is replaced, and time passes until nothing is pending. */
export async function deliver(start: Start, situation: DeliveryCase): Promise<DeliveryOutcome> {
  const { servers, seed, faults, answer = () => ok } = situation;
  const data = new Map(start.data);
  const random = randomOf(seed);
  const clock = { now: start.now };
  const mistakes = new Set<string>();
  const receiver = new Receiver();
  receiver.secrets.set(url, start.secret);
  /** By message: who is sending it. */
  const underWay = new Map<string, FaultyProcess>();
  let requests = 0;
  receiver.answer = () => answer(++requests);
  const turn = async (): Promise<void> => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns--) await nextTurn();
  };
  const started: { process: FaultyProcess; app: ReturnType<typeof createApp> }[] = [];

  const open = (): void => {
    const process = new FaultyProcess(faults[started.length], () => {});
    const post: PostWebhook = async (request, signal) => {
      const { "webhook-id": id = "" } = request.headers;
      const other = underWay.get(id);
      if (other && !other.isGone) mistakes.add(`two servers send ${id} at once`);
      underWay.set(id, process);
      try {
        await turn();
        return await process.effect(async () => {
          await turn();
          return receiver.post(request, signal);
        });
      } finally {
        if (underWay.get(id) === process) underWay.delete(id);
      }
    };
    const app = createApp({
      driver: crashingDriver(data, process, servers > 1 ? turn : () => undefined),
      // No two machines agree on the time.
      now: () => clock.now + started.length * 3000,
      systemNow: () => performance.timeOrigin + performance.now(),
      apiKeys: [apiKey],
      tokenSecret,
      postWebhook: post,
      newId: () => "id",
      monotonicNow: () => 0,
      log: ({ error }) => {
        if (error !== undefined && !process.isStruck) mistakes.add(`a server complains: ${error}`);
      },
    });
    started.push({ process, app });
  };

  for (let server = 0; server < servers; server++) open();
  const isPending = async (): Promise<boolean> =>
    (await listed(data, start)).some(({ status }) => status === "pending");
  let quiet = 0;
  for (let round = 0; round < 60 && quiet < 2; round++) {
    const alive = started.filter(({ process }) => !process.isGone);
    for (let missing = servers - alive.length; missing > 0; missing--) open();
    const working = started.filter(({ process }) => !process.isGone);
    await Promise.all(working.map(({ process, app }) => Promise.race([app.webhooks.run(), process.standstill])));
    clock.now += 3 * minuteMs;
    const isStill = working.every(({ process }) => !process.isGone) && !(await isPending());
    quiet = isStill ? quiet + 1 : 0;
    if (quiet === 2) {
      // Who stood still goes on where it was.
      for (const { process } of started.filter((each) => each.process.isStanding)) {
        process.wake();
        quiet = 0;
      }
      await Promise.all(started.map(({ app }) => app.webhooks.idle()));
    }
  }
  if (await isPending()) mistakes.add("something stays pending");

  const taken = receiver.received.map(({ id, workspace, body, type, data: told }) => {
    const { team }: { team?: string } = told;
    return { id, workspace, body, what: `${type.replace("team.", "")} ${team}` };
  });
  for (const [workspace, expected] of start.expected) {
    const firsts = taken.filter(
      (each, index) => each.workspace === workspace && taken.findIndex(({ id }) => id === each.id) === index,
    );
    const told = firsts.map(({ what }) => what).join(", ");
    if (told !== expected.join(", ")) mistakes.add(`${workspace} was told as ${told}`);
  }
  for (const { id, body } of taken) {
    if (taken.some((other) => other.id === id && other.body !== body)) mistakes.add(`${id} has two bodies`);
  }
  for (const rejected of receiver.rejected) mistakes.add(`not verified: ${rejected}`);
  const { findings } = await verifyStore(memory({ data }), { begin: () => {}, advance: () => {} });
  for (const { at, detail } of findings) mistakes.add(`${at}: ${detail}`);
  const isEnabled = ![...data.values()].some((text) => text.includes("WebhookEndpointDisabled"));
  for (const { app, process } of started) if (!process.isGone) await app.close();
  return {
    mistakes: [...mistakes],
    effects: started.map(({ process }) => process.effects),
    taken,
    struck: started.filter(({ process }) => process.isStruck).length,
    isEnabled,
  };
}

async function listed(data: Map<string, string>, { endpoint, now }: Start): Promise<WebhookDelivery[]> {
  const server = new TestServer({ driver: memory({ data }), now: new Date(now).toISOString() });
  return server.operator.all<WebhookDelivery>(`/v1/webhook-endpoints/${endpoint}/deliveries?`);
}
