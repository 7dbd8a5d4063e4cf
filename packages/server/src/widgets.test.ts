import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { TestServer } from "./test/test-server.ts";
import { readWidgets, toWidgetsBundle } from "./widgets-bundle.ts";

const english = `export const text = "${"ä".repeat(2000)}";`;
const german = `export default "${"ß".repeat(2000)}";`;
const scripts = { "widgets.js": Buffer.from(english), "widgets.de.js": Buffer.from(german) };
const widgets = await toWidgetsBundle(scripts);
const server = new TestServer({ origins: ["https://app.example.com"], widgets });

const files = [
  ["widgets.js", english],
  ["widgets.de.js", german],
] as const;
const addresses = files.flatMap(([name, script]) => [
  [`/${name}`, script] as const,
  [`/widgets/${widgets.version}/${name}`, script] as const,
]);

describe.each(addresses)("%s", (address, script) => {
  test("can be loaded by any page, whatever it isolates itself with", async () => {
    const answer = await server.request("GET", address, { headers: { Origin: "https://any.example" } });
    expect([answer.status, answer.text]).toEqual([200, script]);
    expect(answer.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(answer.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  test("comes in the best encoding that the browser takes", async () => {
    for (const [accepted, encoding, decode] of [
      ["gzip, deflate", "gzip", gunzipSync],
      ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
      ["br;q=0, GZIP;q=0.5", "gzip", gunzipSync],
      ["gzip;q=0, xbrx, identity", null, (bytes: ArrayBuffer) => bytes],
      ["identity", null, (bytes: ArrayBuffer) => bytes],
    ] as const) {
      const answer = await server.app.request(address, { headers: { "Accept-Encoding": accepted } });
      expect(answer.headers.get("Content-Encoding")).toBe(encoding);
      expect(answer.headers.get("Vary")).toContain("Accept-Encoding");
      expect(new TextDecoder().decode(decode(await answer.arrayBuffer()))).toBe(script);
    }
  });

  test("is not sent again to who has it, nor to who only asks about it", async () => {
    const { etag, headers } = await server.request("GET", address);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await server.request("GET", address, { headers: { "If-None-Match": known } });
      expect([again.status, again.text, again.etag]).toEqual([304, "", etag]);
      expect(again.headers.get("Cache-Control")).toBe(headers.get("Cache-Control"));
    }
    const head = await server.request("HEAD", address);
    expect([head.status, head.text, head.etag]).toEqual([200, "", etag]);
  });
});

describe("the version", () => {
  test("is told by the name, below whatever address the server is at", async () => {
    for (const [name, script] of files) {
      const { headers } = await server.request("HEAD", `/${name}`);
      const { pathname } = new URL(headers.get("Content-Location") ?? "", `https://product.example/seatbook/${name}`);
      expect(pathname).toBe(`/seatbook/widgets/${widgets.version}/${name}`);
      const { text } = await server.request("GET", pathname.replace("/seatbook", ""));
      expect(text).toBe(script);
    }
  });

  test("changes with every file, and with nothing else", async () => {
    const others = await Promise.all([
      toWidgetsBundle({ ...scripts, "widgets.js": Buffer.from(`${english}\n`) }),
      toWidgetsBundle({ ...scripts, "widgets.de.js": Buffer.from(`${german}\n`) }),
      toWidgetsBundle({ ...scripts, "widgets.fr.js": Buffer.from("") }),
      toWidgetsBundle({ "widgets.js": scripts["widgets.js"], "widgets.fr.js": scripts["widgets.de.js"] }),
    ]);
    expect(new Set([widgets, ...others].map(({ version }) => version)).size).toBe(5);
    const { version } = await toWidgetsBundle(Object.fromEntries(Object.entries(scripts).toReversed()));
    expect(version).toBe(widgets.version);
  });

  test("may be kept forever; what a name stands for is asked about again within the hour", async () => {
    const named = await server.request("GET", "/widgets.js");
    expect(named.headers.get("Cache-Control")).toBe("public, max-age=3600");
    const versioned = await server.request("GET", `/widgets/${widgets.version}/widgets.de.js`);
    expect(versioned.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  });

  test("of another server leads to the name, which every server has, and is kept by nobody", async () => {
    const next = new TestServer({ widgets: await toWidgetsBundle({ ...scripts, "widgets.fr.js": Buffer.from("") }) });
    const page = `https://product.example/seatbook/widgets/${widgets.version}/widgets.de.js`;
    const { status, headers } = await next.request("GET", new URL(page).pathname.replace("/seatbook", ""));
    expect(status).toBe(302);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(new URL(headers.get("Location") ?? "", page).pathname).toBe("/seatbook/widgets.de.js");
  });
});

test.each([
  "/widgets.es.js",
  "/widgets..js",
  "/widgets.js.map",
  "/widgets",
  `/widgets/${widgets.version}`,
  `/widgets/${widgets.version}/widgets.es.js`,
  `/widgets/${widgets.version}/..%2fwidgets.js`,
  "/widgets/other/__proto__",
])("there is nothing at %s", async (address) => {
  const { status, body } = await server.request("GET", address);
  expect([status, body]).toMatchObject([404, { code: "route-not-found" }]);
});

test.each(["/widgets.js", "/widgets/any/widgets.js"])("without a build, %s says what to do", async (address) => {
  const { status, body } = await new TestServer().request("GET", address);
  expect([status, body]).toMatchObject([
    404,
    { code: "widgets-not-built", detail: expect.stringContaining("npm run build") },
  ]);
});

describe("a folder of built widgets", () => {
  const folder = mkdtempSync(join(tmpdir(), "seatbook-widgets-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is no bundle without widgets.js", async () => {
    writeFileSync(join(folder, "widgets.de.js"), german);
    expect(await readWidgets(folder)).toBeUndefined();
    expect(await readWidgets(join(folder, "none"))).toBeUndefined();
  });

  test("is served whatever languages it has, and nothing else of it", async () => {
    writeFileSync(join(folder, "widgets.js"), english);
    for (const name of ["index.js", "widgets.licenses.md", "widgets.js.map", "widgets-notes.js"])
      writeFileSync(join(folder, name), "");
    expect(await readWidgets(folder)).toEqual(widgets);
  });
});
