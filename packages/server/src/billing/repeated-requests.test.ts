import { memory } from "@seatbook/storage";
import { expect, test } from "vitest";
import { crashingDriver, FaultyProcess } from "../test/crashing-driver.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";
import type { MailAnswer } from "./transport.ts";

const accepted: MailAnswer = { outcome: "accepted", detail: "" };
const acme = "/v1/workspaces/acme";

/** A workspace with a member since November, on the first of December. */
async function create(data: Map<string, string>): Promise<TestServer> {
  const server = new TestServer({ driver: memory({ data }), seller: sellerSetup, now: "2026-11-05T09:00:00Z" });
  await server.operator.put(acme, { ...workspaceBody, ...billedBody });
  await server.operator.put(`${acme}/teams/t`, { name: "Design" });
  await server.operator.put(`${acme}/members/ana`, { name: "Ana", email: "ana@acme.example", teams: ["t"] });
  await server.idle();
  return server.at("2026-12-01T09:00:00Z");
}

/** A server that dies right after its write of that number. */
function dying(data: Map<string, string>, at: number): TestServer {
  const process = new FaultyProcess({ at, when: "after", kind: "death" }, () => {});
  const driver = crashingDriver(data, process, () => undefined);
  return new TestServer({ driver, seller: sellerSetup, now: "2026-12-01T09:00:00Z", log: () => {} });
}

test.each([1, 2, 3, 4])(
  "whoever closes with Idempotency-Key and If-Match and asks again after a crash at write %i is answered",
  async (at) => {
    const data = new Map<string, string>();
    const other = await create(data);
    const path = `${acme}/months/2026-11/close`;
    const { etag } = await other.operator.request("GET", acme);
    const headers = { "If-Match": etag, "Idempotency-Key": "close" };
    await dying(data, at)
      .operator.request("POST", path, { headers })
      .catch(() => {});
    expect(await other.operator.post(path, undefined, headers)).toMatchObject({ invoice: "2026-000001" });
  },
);

test.each([1, 2, 3, 4])(
  "an invoice issued anew is issued once, also after a crash at write %i and a cancellation",
  async (at) => {
    const data = new Map<string, string>();
    const other = await create(data);
    await other.operator.post(`${acme}/months/2026-11/close`);
    await other.operator.post("/v1/invoices/2026-000001/cancel", { reason: "Wrong" });
    await other.idle();
    const path = `${acme}/months/2026-11/invoice`;
    const headers = { "Idempotency-Key": "anew" };
    await dying(data, at)
      .operator.request("POST", path, { headers })
      .catch(() => {});
    await other.scheduler.run();
    const isIssued = (await other.operator.request("GET", `${acme}/invoices/2026-000003`)).status === 200;
    if (isIssued) await other.operator.post("/v1/invoices/2026-000003/cancel", { reason: "Wrong again" });
    await other.operator.request("POST", path, { headers });
    await other.idle();
    const { items } = await other.operator.get<{ items: { type: string; status: string }[] }>(`${acme}/invoices`);
    expect(items.filter(({ type }) => type === "invoice")).toHaveLength(2);
  },
);

test("a run tells what it closed, also where a command's mail is still under way", async () => {
  const gate = Promise.withResolvers<void>();
  let isSlow = false;
  const data = new Map<string, string>();
  await create(data);
  const send = async (): Promise<MailAnswer> => {
    if (isSlow) await gate.promise;
    return accepted;
  };
  const driver = memory({ data });
  const server = new TestServer({ driver, seller: sellerSetup, now: "2026-12-01T09:00:00Z", transport: { send } });
  await server.scheduler.run();
  isSlow = true;
  await server.operator.post(`${acme}/invoices/2026-000001/send`);
  const run = server.at("2027-01-01T09:00:00Z").scheduler.run();
  setTimeout(gate.resolve, 50);
  expect((await run).closed).toEqual([{ workspace: "acme", month: "2026-12" }]);
});
