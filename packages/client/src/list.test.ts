import { describe, expect, test } from "vitest";
import { broken, collect, FakeMachine, json, problem } from "./test/fake-machine.ts";

const page = (ids: string[], nextCursor?: string) => json({ items: ids.map((id) => ({ id })), total: 4, nextCursor });
const threePages = [page(["a", "b"], "2"), page([], "3"), page(["c", "d"])];
const cursors = (machine: FakeMachine) => machine.sent.map(({ url }) => new URL(url).searchParams.get("cursor"));

describe("a list", () => {
  test("asks nothing until somebody wants something", async () => {
    const machine = new FakeMachine(...threePages);
    machine.client().workspace("acme").listMembers();
    await machine.pass();
    expect(machine.sent).toEqual([]);
  });

  test("gives the entries of all pages, an empty one included", async () => {
    const machine = new FakeMachine(...threePages);
    const list = machine.client().workspace("acme").listMembers({ status: "active" });
    expect((await collect(list)).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(cursors(machine)).toEqual([null, "2", "3"]);
    for (const { url } of machine.sent) expect(new URL(url).searchParams.get("status")).toBe("active");
  });

  test("asks for a page when it is come to, and for none after the caller has had enough", async () => {
    const machine = new FakeMachine(...threePages);
    for await (const { id } of machine.client().workspace("acme").listMembers()) {
      expect(machine.sent).toHaveLength(1);
      if (id === "b") break;
    }
    await machine.pass();
    expect(machine.sent).toHaveLength(1);
  });

  test("is an array where all of it is wanted at once", async () => {
    const machine = new FakeMachine(...threePages);
    const members = await machine.client().workspace("acme").listMembers().toArray();
    expect(members.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  });

  test("begins anew each time", async () => {
    const machine = new FakeMachine(page(["a"]));
    const list = machine.client().workspace("acme").listMembers();
    expect(await collect(list)).toEqual(await collect(list));
    expect(machine.sent).toHaveLength(2);
  });

  test("begins at the caller's cursor", async () => {
    const machine = new FakeMachine(page(["b"], "9"), page(["c"]));
    await collect(machine.client().workspace("acme").listMembers({ cursor: "5" }));
    expect(cursors(machine)).toEqual(["5", "9"]);
  });

  test("gives one page with what it says of the whole", async () => {
    const machine = new FakeMachine(...threePages);
    const list = machine.client().workspace("acme").listMembers({ limit: 2 });
    expect(await list.page()).toEqual({ items: [{ id: "a" }, { id: "b" }], total: 4, nextCursor: "2" });
    expect(new URL(machine.sent[0]?.url ?? "").searchParams.get("limit")).toBe("2");
  });

  test("asks whether its first page has changed, of the others nothing", async () => {
    const machine = new FakeMachine(() => new Response(null, { status: 304 }), page(["c"]));
    const previous = { data: { items: [], total: 4, nextCursor: "2" }, etag: '"7"' };
    await collect(machine.client().workspace("acme").listMembers({ previous }));
    expect(machine.sent.map(({ headers }) => headers.get("If-None-Match"))).toEqual(['"7"', null]);
  });

  test("tries each page again, and fails where one fails", async () => {
    const machine = new FakeMachine(page(["a"], "2"), broken, page(["b"], "3"), problem(403, "forbidden"));
    const seen: string[] = [];
    const read = (async () => {
      for await (const { id } of machine.client().workspace("acme").listMembers()) seen.push(id);
    })();
    const failed = expect(read).rejects.toMatchObject({ code: "forbidden" });
    await machine.pass();
    await failed;
    expect(seen).toEqual(["a", "b"]);
  });

  test("ends with the signal's reason, between two entries too", async () => {
    const machine = new FakeMachine(...threePages);
    const controller = new AbortController();
    const reason = new Error("gone");
    const seen: string[] = [];
    const read = async () => {
      for await (const { id } of machine.client().workspace("acme").listMembers({ signal: controller.signal })) {
        seen.push(id);
        controller.abort(reason);
      }
    };
    await expect(read()).rejects.toBe(reason);
    expect(seen).toEqual(["a"]);
    expect(machine.sent).toHaveLength(1);
  });
});
