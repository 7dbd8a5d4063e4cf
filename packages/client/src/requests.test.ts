import { describe, expect, test } from "vitest";
import { FakeMachine, json, problem } from "./test/fake-machine.ts";

const unchanged = () => new Response(null, { status: 304, headers: { ETag: '"7"' } });
const pdf = () => new Response("%PDF", { headers: { "Content-Type": "application/pdf" } });
const member = { name: "Ana Silva", email: "ana@acme.example" };

describe("the address", () => {
  test.each([
    ["acme", "/v1/workspaces/acme"],
    ["a/b", "/v1/workspaces/a%2Fb"],
    ["ü", "/v1/workspaces/%C3%BC"],
    ["%2F", "/v1/workspaces/%252F"],
    ["%2e%2e", "/v1/workspaces/%252e%252e"],
    ["a b", "/v1/workspaces/a%20b"],
    ["a?b#c", "/v1/workspaces/a%3Fb%23c"],
    ["a:b+c&d;e", "/v1/workspaces/a%3Ab%2Bc%26d%3Be"],
    ["...", "/v1/workspaces/..."],
    ["😀", "/v1/workspaces/%F0%9F%98%80"],
  ])("of the workspace %j is %s", async (id, path) => {
    const machine = new FakeMachine(json({}));
    await machine.client().workspace(id).getWorkspace();
    const [sent] = machine.sent;
    expect(sent?.url).toBe(`https://seatbook.example${path}`);
    // Nothing on the way makes another of it.
    expect(new URL(sent?.url ?? "").pathname).toBe(path);
    expect(decodeURIComponent(path.split("/").at(-1) ?? "")).toBe(id);
  });

  test.each(["", ".", "..", "\ud800"])("cannot have the id %j, and nothing is sent", async (id) => {
    const machine = new FakeMachine(json({}));
    await expect(machine.client().workspace("acme").removeMember(id)).rejects.toThrow(TypeError);
    await expect(machine.client().workspace(id).listMembers().page()).rejects.toThrow("no id that can be written");
    expect(machine.sent).toEqual([]);
  });

  test.each(["https://host.example/seatbook", "https://host.example/seatbook/", "https://host.example/seatbook//"])(
    "is below the url %s",
    async (url) => {
      const machine = new FakeMachine(json({}));
      await machine.client({ url }).getHealth();
      expect(machine.sent[0]?.url).toBe("https://host.example/seatbook/healthz");
    },
  );

  test("has the parameters as a query, and nothing of the options", async () => {
    const machine = new FakeMachine(json({ items: [] }));
    const acme = machine.client().workspace("acme");
    const { signal } = new AbortController();
    await acme
      .listMembers({ query: "a&b=ü c", status: "inactive", team: undefined, limit: 7, signal, timeoutMs: 9 })
      .page();
    await acme.putDirectory(
      { teams: [], members: [] },
      { dryRun: true, idempotencyKey: "k", ifMatch: "*", maxRetries: 0 },
    );
    await acme.listMembers().page();
    expect(machine.sent.map(({ url }) => url.replace("https://seatbook.example/v1/workspaces/acme", ""))).toEqual([
      "/members?query=a%26b%3D%C3%BC+c&status=inactive&limit=7",
      "/directory?dryRun=true",
      "/members",
    ]);
  });

  test("of an invoice's file has the extension behind the number", async () => {
    const machine = new FakeMachine(json({}));
    await machine.client().workspace("acme").downloadInvoicePdf("R/2026 1");
    expect(machine.sent[0]?.url).toBe("https://seatbook.example/v1/workspaces/acme/invoices/R%2F2026%201.pdf");
  });
});

describe("the request", () => {
  test("has a JSON body where there is something to send, and the headers that the caller adds", async () => {
    const machine = new FakeMachine(json({}));
    const acme = machine.client().workspace("acme");
    await acme.putMember("ana", member, { headers: { "X-Trace": "7" } });
    await acme.restoreMember("ana");
    const [put, post] = machine.sent;
    expect([put?.method, Object.fromEntries(put?.headers ?? []), put?.body]).toEqual([
      "PUT",
      { authorization: "Bearer key", "content-type": "application/json", "x-trace": "7" },
      JSON.stringify(member),
    ]);
    expect([post?.method, Object.fromEntries(post?.headers ?? []), post?.body]).toEqual([
      "POST",
      { authorization: "Bearer key", "idempotency-key": "key-1" },
      undefined,
    ]);
  });

  test("does not follow to another address", async () => {
    const machine = new FakeMachine(() => Response.redirect("https://elsewhere.example/", 307));
    await expect(machine.client().getHealth()).rejects.toMatchObject({ code: "unexpected-answer", status: 307 });
    expect(machine.sent[0]?.init.redirect).toBe("manual");
  });

  test("uses the runtime's own fetch, where none is given", async () => {
    const original = globalThis.fetch;
    const seen: unknown[] = [];
    try {
      globalThis.fetch = async function (this: unknown, ...[url]: Parameters<typeof fetch>) {
        seen.push(this, url);
        return new Response("{}");
      };
      await new FakeMachine().client({ fetch: undefined }).getHealth();
    } finally {
      globalThis.fetch = original;
    }
    expect(seen).toEqual([undefined, "https://seatbook.example/healthz"]);
  });
});

describe("an answer", () => {
  test("is the data, and with its response the rest", async () => {
    const machine = new FakeMachine(json({ id: "acme" }, { ETag: '"7"', "X-Request-Id": "r-1" }));
    const acme = machine.client().workspace("acme");
    expect(await acme.getWorkspace()).toEqual({ id: "acme" });
    const { data, etag, response } = await acme.getWorkspace().withResponse();
    expect([data, etag, response.headers.get("X-Request-Id")]).toEqual([{ id: "acme" }, '"7"', "r-1"]);
  });

  test("has no tag where the server sends none, and no weak one, which If-Match would not take", async () => {
    const machine = new FakeMachine(json({}), json({}, { ETag: 'W/"7"' }));
    expect((await machine.client().getHealth().withResponse()).etag).toBeUndefined();
    expect((await machine.client().getHealth().withResponse()).etag).toBe('"7"');
  });

  test("is the previous one again while nothing has changed", async () => {
    const machine = new FakeMachine(
      json({ access: true }, { ETag: '"7"' }),
      unchanged,
      json({ access: false }, { ETag: '"8"' }),
    );
    const acme = machine.client().workspace("acme");
    const first = await acme.getAccess("ana").withResponse();
    const second = await acme.getAccess("ana", { previous: first }).withResponse();
    const third = await acme.getAccess("ana", { previous: second }).withResponse();
    expect(machine.sent.map(({ headers }) => headers.get("If-None-Match"))).toEqual([null, '"7"', '"7"']);
    expect(second.data).toBe(first.data);
    expect([third.data, third.etag]).toEqual([{ access: false }, '"8"']);
  });

  test("that fails is heard of once, by who waits for it", async () => {
    const machine = new FakeMachine(problem(404, "workspace-not-found"));
    const acme = machine.client().workspace("acme");
    await expect(acme.getWorkspace()).rejects.toThrow("It is workspace-not-found.");
    await expect(acme.getWorkspace().withResponse()).rejects.toThrow("It is workspace-not-found.");
    // Vitest reports what nobody hears of.
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

  test("of a file is the response, to be read or passed on", async () => {
    const response = await new FakeMachine(pdf).client().workspace("acme").downloadInvoicePdf("1");
    expect([response.headers.get("Content-Type"), await response.text()]).toEqual(["application/pdf", "%PDF"]);
  });
});
