import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { OpenApiDocument } from "./openapi/document-types.ts";
import { TestServer } from "./test/test-server.ts";

async function openPage() {
  const server = new TestServer();
  const page = await server.request("GET", "/docs");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is what openApiDocument made
  const document = (await server.request("GET", "/openapi.json")).body as OpenApiDocument;
  return { server, page, document };
}

describe("the reference of the API", () => {
  test("is a page for everyone, whose policy lets in nothing but its own two files", async () => {
    const { server, page } = await openPage();
    expect([page.status, page.headers.get("Content-Type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers.get("Content-Security-Policy")).toMatch(
      /^default-src 'none'; style-src 'self'; script-src 'self';/,
    );
    const loaded = [...page.text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, path]) => path);
    expect(loaded).toEqual(["docs/style.css", "docs/script.js"]);
    for (const path of loaded) expect((await server.request("GET", `/${path}`)).status).toBe(200);
    expect(page.text).not.toMatch(/<style|style=|onclick|https?:\/\/(?!127\.0\.0\.1|app\.acme\.example)/);
  });

  test("has every operation, with an anchor, a request to copy and every problem", async () => {
    const { page, document } = await openPage();
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
    );
    expect(operations.length).toBeGreaterThan(50);
    const ids = [...page.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operationId, responses } of operations) {
      const start = page.text.indexOf(`aria-labelledby="${operationId}"`);
      const section = page.text.slice(start, page.text.indexOf("</section>", start));
      expect(ids, operationId).toContain(operationId);
      expect(page.text, operationId).toContain(`<a href="#${operationId}">`);
      expect(section, operationId).toContain("curl ");
      for (const status of Object.keys(responses))
        expect(section, operationId).toContain(`<span class="status">${status}</span`);
    }
    for (const [, target] of page.text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test("tells what webhooks send, and the values of fields that have few", async () => {
    const { page } = await openPage();
    const start = page.text.indexOf('aria-labelledby="receiveWebhook"');
    const section = page.text.slice(start, page.text.indexOf("</section>", start));
    for (const word of ["webhook-signature", "month.closed", "invoice.issued", "licenses"])
      expect(section).toContain(word);
    expect(page.text).toContain("&quot;admin&quot; | &quot;billing&quot; | &quot;viewer&quot;");
    // What stands in the sentences of a problem is no code.
    expect(page.text).toMatch(/<span class="status">409<\/span\s*>contended, since-month-closed\s*</);
  });

  test("is where whoever opens the server in a browser comes to", async () => {
    const { server } = await openPage();
    const response = await server.app.request("/");
    expect([response.status, response.headers.get("Location")]).toEqual([302, "docs"]);
  });

  test("is sent small to whoever takes it so", async () => {
    const { server, page } = await openPage();
    const response = await server.app.request("/docs", { headers: { "Accept-Encoding": "br, gzip" } });
    expect(response.headers.get("Content-Encoding")).toBe("gzip");
    const bytes = await response.arrayBuffer();
    expect(bytes.byteLength).toBeLessThan(100_000);
    expect(gunzipSync(bytes).toString()).toBe(page.text);
  });

  test("takes what the document says for text", async () => {
    const { page } = await openPage();
    expect(page.text).not.toContain("[object Object]");
    expect(page.text).not.toContain("undefined");
    expect(page.text).toContain("&quot;currency&quot;: &quot;EUR&quot;");
  });
});
