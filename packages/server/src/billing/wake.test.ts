import { memory } from "@seatbook/storage";
import { expect, test } from "vitest";
import type { Mailbox } from "../contract/types.ts";
import { atOnce } from "../for-each-of.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../test/test-server.ts";

const now = "2026-10-02T09:00:00Z";
const ids = Array.from({ length: 30 }, (_, index) => `w${index}`);

test("many workspaces woken at once are all worked through, eight at a time, each mail once", async () => {
  const driver = memory();
  const asked = new TestServer({ driver, seller: sellerSetup, now });
  await asked.scheduler.stop();
  for (const id of ids) {
    await asked.operator.put(`/v1/workspaces/${id}`, { ...workspaceBody, ...billedBody, mailbox: undefined });
    await asked.operator.put(`/v1/workspaces/${id}/mailbox`, { mailbox: [`${id}@acme.example`] });
  }

  const recipients: string[] = [];
  let under = 0;
  let most = 0;
  // The first ones wait for as many as there may be.
  const full = Promise.withResolvers<void>();
  const transport = {
    send: async ({ to }: { to: string }) => {
      recipients.push(to);
      most = Math.max(most, ++under);
      if (under === atOnce) full.resolve();
      await full.promise;
      under--;
      return { outcome: "accepted" as const, detail: "250 ok" };
    },
  };
  const { scheduler, operator } = new TestServer({ driver, seller: sellerSetup, transport, now });
  for (const id of [...ids, ...ids]) scheduler.wake(id);
  await scheduler.idle();
  expect(most).toBe(atOnce);
  expect(recipients.toSorted()).toEqual(ids.map((id) => `${id}@acme.example`).toSorted());
  for (const id of ids) {
    expect(await operator.get<Mailbox>(`/v1/workspaces/${id}/mailbox`)).toMatchObject({
      change: { mailbox: [{ mail: { status: "sent" } }] },
    });
  }
});
