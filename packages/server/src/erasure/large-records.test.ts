import { memory } from "@seatbook/storage";
import { expect, test } from "vitest";
import type { Erasure, Member, WorkspaceSummary } from "../contract/types.ts";
import { TestServer, workspaceBody } from "../test/test-server.ts";
import { verifyStore } from "../verify/verify.ts";
import { findWords } from "./test/find-words.ts";

const acme = "/v1/workspaces/acme";
const silent = { begin: () => {}, advance: () => {} };
const words = ["Añá Quixote", "Añá Vela", "ana.quixote@acme.example"];
const [name = "", laterName = "", email = ""] = words;

/** 2,500 members, ana in their middle. */
function directory(anaName: string, surname: string): object {
  const member = (_: unknown, index: number) => ({
    id: `m${index}`,
    name: `Bo ${surname} ${index}`,
    email: `m${index}@acme.example`,
    teams: ["a"],
  });
  const members: object[] = Array.from({ length: 2500 }, member);
  members.splice(1200, 0, { id: "ana", name: anaName, email, teams: ["a"] });
  return { teams: [{ id: "a", name: "A" }], members };
}

test("who came and was renamed with a large directory is in no packed record after being erased; everybody else is", async () => {
  const data = new Map<string, string>();
  const open = () => new TestServer({ driver: memory({ data }), now: "2026-11-05T09:00:00Z" });
  const server = open();
  const { operator } = server;
  await operator.put(acme, workspaceBody);
  await operator.put(`${acme}/directory`, directory(name, "Lee"), { "Idempotency-Key": "first" });
  await operator.put(`${acme}/directory`, directory(laterName, "Low"));
  const packed = Array.from(data).flatMap(([key, value]) => (value.includes('"packed"') ? [key] : []));
  expect(packed).toHaveLength(2);
  for (const word of words) {
    const found = findWords(data, [word]);
    expect(
      packed.some((key) => found.includes(`${word}: ${key}`)),
      word,
    ).toBe(true);
  }
  await operator.delete(`${acme}/members/ana`);
  const before = await operator.get<WorkspaceSummary>(acme);

  expect(await operator.post<Erasure>(`${acme}/members/ana/erase`)).toMatchObject({ member: "ana", status: "done" });
  expect(findWords(data, words)).toEqual([]);
  expect(packed.every((key) => data.get(key)?.includes('"packed"'))).toBe(true);
  expect(findWords(data, ["Bo Lee 1199", "Bo Low 2499"])).not.toEqual([]);
  expect((await verifyStore(server.driver, silent)).findings).toEqual([]);
  const cold = open().operator;
  expect((await cold.get<WorkspaceSummary>(acme)).counts).toEqual(before.counts);
  expect((await cold.get<Member>(`${acme}/members/m2499`)).name).toBe("Bo Low 2499");
  expect((await cold.get<Member>(`${acme}/members/ana`)).name).toBe("Erased member");
});
