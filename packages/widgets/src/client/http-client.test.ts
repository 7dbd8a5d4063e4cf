import { assert } from "chai";
import { ClientError } from "./client.ts";
import { createHttpClient } from "./http-client.ts";

const workspace = "acme & co";

function jwt(expiresInSeconds: number, lifetimeSeconds?: number): string {
  const exp = Math.floor(Date.now() / 1000) + expiresInSeconds;
  const claims = btoa(JSON.stringify({ exp, ...(lifetimeSeconds && { iat: exp - lifetimeSeconds }) }));
  return `header.${claims.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}.signature`;
}

/** A `fetch` that answers with what `respond` gives, and keeps the requests. */
function server(respond: (request: Request) => Response | Promise<Response>) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push(request);
    return respond(request);
  };
  return { requests, fetch };
}

const problem = (status: number, code: string) =>
  Response.json({ status, code, title: "No", detail: "No." }, { status });

const apiUrl = `${location.origin}/api/`;

const failure = async (respond: () => Response | Promise<Response>, getToken = () => "t") => {
  const client = createHttpClient({ apiUrl, getToken, fetch: server(respond).fetch });
  const error = await client.summary("a").catch((reason: unknown) => reason);
  if (!(error instanceof ClientError)) assert.fail("Not a ClientError.");
  return `${error.status} ${error.code}`;
};

const noToken = () => {
  throw new Error("offline");
};

const exportName = async (disposition?: string) => {
  const headers = disposition ? { "Content-Disposition": disposition } : {};
  const { fetch } = server(() => new Response("id\r\n", { headers }));
  return (await createHttpClient({ apiUrl, getToken: () => "t", fetch }).exportLicenses("a", "2026-11", "csv")).name;
};

/** An answer that comes in pieces, or ends with an error. */
function inPieces(pieces: (string | Error)[]): Response {
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else if (typeof piece === "string") controller.enqueue(new TextEncoder().encode(piece));
      else controller.error(piece);
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/csv" } });
}

describe("createHttpClient", () => {
  it("asks the contract's routes, with ids encoded and without empty parameters", async () => {
    const { requests, fetch } = server(() => Response.json({ items: [], total: 0 }));
    const client = createHttpClient({ apiUrl, getToken: () => "t", fetch });
    await client.members(workspace, { query: "", status: "removed", sort: "-joined", limit: 50 });
    await client.archiveTeam(workspace, "a/b?");
    await client.preview(workspace, [{ type: "remove-member", member: "m" }]);
    const base = `${location.origin}/api/v1/workspaces/acme%20%26%20co`;
    assert.deepEqual(
      requests.map(({ method, url }) => `${method} ${url}`),
      [
        `GET ${base}/members?status=removed&sort=-joined&limit=50`,
        `POST ${base}/teams/a%2Fb%3F/archive`,
        `POST ${base}/preview`,
      ],
    );
    assert.equal(requests[0]?.headers.get("Authorization"), "Bearer t");
    assert.equal(requests[0]?.cache, "no-store");
    assert.deepEqual(await requests[2]?.json(), { commands: [{ type: "remove-member", member: "m" }] });
  });

  it("asks for invoices, mailbox and billing details, with numbers encoded", async () => {
    const { requests, fetch } = server(() => Response.json({ items: [], total: 0 }));
    const client = createHttpClient({ apiUrl, getToken: () => "t", fetch });
    const details = {
      name: "Acme",
      address: { line1: "1", postalCode: "2", city: "3", country: "DE" },
      language: "en",
    } as const;
    await client.invoices(workspace, { limit: 12, cursor: "c" });
    await client.invoiceFile(workspace, "RE/2026/1", "pdf");
    await client.invoiceFile(workspace, "RE/2026/1", "xml");
    await client.sendInvoice(workspace, "RE/2026/1");
    await client.billingDetails(workspace);
    await client.saveBillingDetails(workspace, details);
    await client.mailbox(workspace);
    await client.changeMailbox(workspace, ["a@b.c"]);
    await client.resendMailboxConfirmation(workspace);
    await client.withdrawMailboxChange(workspace);
    await client.exportLicenses(workspace, "2026-11", "xlsx");
    await client.exportLicenses(workspace, undefined, "csv");
    const base = `${location.origin}/api/v1/workspaces/acme%20%26%20co`;
    assert.deepEqual(
      requests.map(({ method, url }) => `${method} ${url.replace(base, "")}`),
      [
        "GET /invoices?limit=12&cursor=c",
        "GET /invoices/RE%2F2026%2F1.pdf",
        "GET /invoices/RE%2F2026%2F1.xml",
        "POST /invoices/RE%2F2026%2F1/send",
        "GET /billing-details",
        "PUT /billing-details",
        "GET /mailbox",
        "PUT /mailbox",
        "POST /mailbox/resend",
        "POST /mailbox/withdraw",
        "GET /months/2026-11/licenses.xlsx",
        "GET /licenses.csv",
      ],
    );
    assert.deepEqual(await requests[5]?.json(), details);
    assert.deepEqual(await requests[7]?.json(), { mailbox: ["a@b.c"] });
    assert.equal(requests[7]?.headers.get("Content-Type"), "application/json");
  });

  it("gives the fields at fault", async () => {
    const errors = [{ field: "address.city", message: "Give a city." }];
    const refuse = () => Response.json({ status: 422, code: "invalid-input", detail: "No.", errors }, { status: 422 });
    const client = createHttpClient({ apiUrl, getToken: () => "t", fetch: server(refuse).fetch });
    const error = await client.changeMailbox("a", []).catch((reason: unknown) => reason);
    assert.deepEqual(error instanceof ClientError && error.errors, errors);
  });

  it("asks for one token however many requests wait, and keeps it", async () => {
    let asked = 0;
    const token = jwt(3600);
    const { fetch } = server(() => Response.json({}));
    const getToken = async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
      return token;
    };
    const client = createHttpClient({ apiUrl, getToken, fetch });
    await Promise.all([client.summary("a"), client.months("a"), client.teams("a", {})]);
    await client.summary("a");
    assert.equal(asked, 1);
  });

  it("renews a token that is about to expire", async () => {
    const tokens = [jwt(20), jwt(3600)];
    const { requests, fetch } = server(() => Response.json({}));
    const client = createHttpClient({ apiUrl, getToken: () => tokens.shift() ?? "", fetch });
    await client.summary("a");
    await client.summary("a");
    await client.summary("a");
    assert.lengthOf(tokens, 0);
    assert.equal(requests[1]?.headers.get("Authorization"), requests[2]?.headers.get("Authorization"));
  });

  it("keeps a token that came expired, since this device's clock differs from the server's", async () => {
    let asked = 0;
    const { fetch } = server(() => Response.json({}));
    const getToken = () => {
      asked++;
      return jwt(-7200, 3600);
    };
    const client = createHttpClient({ apiUrl, getToken, fetch });
    await client.summary("a");
    await client.summary("a");
    assert.equal(asked, 1);
  });

  it("renews a refused token once for all requests, and repeats them", async () => {
    let asked = 0;
    const { fetch } = server((request) =>
      request.headers.get("Authorization") === "Bearer 1" ? problem(401, "token-stale") : Response.json({ ok: true }),
    );
    const client = createHttpClient({ apiUrl, getToken: () => String(++asked), fetch });
    const [summary] = await Promise.all([client.summary("a"), client.months("a")]);
    assert.propertyVal(summary, "ok", true);
    assert.equal(asked, 2);
  });

  it("gives up after one renewal, and at once when the page has no other token", async () => {
    const renewing = server(() => problem(401, "token-stale"));
    let asked = 0;
    const client = createHttpClient({ apiUrl, getToken: () => String(++asked), fetch: renewing.fetch });
    const error = await client.summary("a").catch((reason: unknown) => reason);
    assert.instanceOf(error, ClientError);
    assert.include(error, { code: "token-stale", status: 401 });
    assert.lengthOf(renewing.requests, 2);

    const fixed = server(() => problem(401, "token-stale"));
    await createHttpClient({ apiUrl, getToken: () => "same", fetch: fixed.fetch })
      .summary("a")
      .catch(() => {});
    assert.lengthOf(fixed.requests, 1);
  });

  it("turns every failure into a ClientError with a code", async () => {
    assert.equal(await failure(() => problem(404, "workspace-not-found")), "404 workspace-not-found");
    assert.equal(await failure(() => Promise.reject(new TypeError("Failed to fetch"))), "0 unreachable");
    assert.equal(await failure(() => new Response("<h1>Bad gateway</h1>", { status: 502 })), "502 unexpected-answer");
    assert.equal(await failure(() => new Response("<h1>Hello</h1>")), "200 unexpected-answer");
    assert.equal(await failure(() => Response.json({}), noToken), "0 token-unavailable");
  });

  it("names the export as the server does, never as a path", async () => {
    assert.equal(await exportName('attachment; filename="acme-2026-11.csv"'), "acme-2026-11.csv");
    assert.equal(await exportName('attachment; filename="../x.csv"'), "..-x.csv");
    assert.equal(await exportName(), "licenses-2026-11.csv");
    const { fetch } = server(() => new Response("%PDF"));
    const client = createHttpClient({ apiUrl, getToken: () => "t", fetch });
    assert.equal((await client.invoiceFile("a", "RE/2026/1", "pdf")).name, "RE-2026-1.pdf");
    assert.equal((await client.exportLicenses("a", undefined, "xlsx")).name, "licenses.xlsx");
  });

  it("tells how much of an export has come, piece by piece, and gives it whole", async () => {
    const { fetch } = server(() => inPieces(["id,", "näme", "\r\n"]));
    const client = createHttpClient({ apiUrl, getToken: () => "t", fetch });
    const told: number[] = [];
    const { content } = await client.exportLicenses("a", "2026-11", "csv", (bytes) => told.push(bytes));
    assert.deepEqual(told, [3, 8, 10]);
    assert.equal(await content.text(), "id,näme\r\n");
    assert.equal(content.type, "text/csv");
  });

  it("tells nothing of an empty file, and of one that nobody wants to hear of", async () => {
    const told: number[] = [];
    for (const body of [null, ""]) {
      const { fetch } = server(() => new Response(body));
      const client = createHttpClient({ apiUrl, getToken: () => "t", fetch });
      const file = await client.exportLicenses("a", undefined, "csv", (bytes) => told.push(bytes));
      assert.equal(file.content.size, 0);
    }
    assert.isEmpty(told);
    const { fetch } = server(() => inPieces(["id", "\r\n"]));
    const file = await createHttpClient({ apiUrl, getToken: () => "t", fetch }).invoiceFile("a", "1", "xml");
    assert.equal(await file.content.text(), "id\r\n");
  });

  it("is unreachable when the connection ends in the middle of a file", async () => {
    const { fetch } = server(() => inPieces(["id", new TypeError("network error")]));
    const client = createHttpClient({ apiUrl, getToken: () => "t", fetch });
    const told: number[] = [];
    const error = await client
      .exportLicenses("a", undefined, "csv", (bytes) => told.push(bytes))
      .catch((reason: unknown) => reason);
    assert.instanceOf(error, ClientError);
    assert.include(error, { code: "unreachable", status: 0 });
  });

  it("tells nothing of a refused export", async () => {
    const { fetch } = server(() => problem(403, "forbidden"));
    const client = createHttpClient({ apiUrl, getToken: () => "t", fetch });
    const told: number[] = [];
    const error = await client
      .exportLicenses("a", undefined, "csv", (bytes) => told.push(bytes))
      .catch((reason: unknown) => reason);
    assert.include(error, { code: "forbidden" });
    assert.isEmpty(told);
  });
});
