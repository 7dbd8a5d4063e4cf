import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import type { AppEnv } from "../middleware/authenticate.ts";
import type { OpenApiDocument } from "../openapi/document-types.ts";
import { referencePage } from "../reference/page.ts";
import { script, style } from "../reference/style.ts";
import { securityHeaders } from "../send.ts";

const headers = {
  ...securityHeaders,
  "Cache-Control": "public, no-cache",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** The reference of the API for people, with assets of its own. */
export function referenceRoutes(openDocument: () => OpenApiDocument) {
  let page: Promise<{ text: string; zipped: Uint8Array<ArrayBuffer> }> | undefined;
  const make = async () => {
    const text = String(await referencePage(openDocument()));
    return { text, zipped: gzipSync(text) };
  };
  return new Hono<AppEnv>()
    .get("/", (c) => c.body(null, 302, { ...headers, Location: "docs" }))
    .get("/docs", async (c) => {
      page ??= make();
      const { text, zipped } = await page;
      const html = { ...headers, "Content-Type": "text/html; charset=utf-8", Vary: "Accept-Encoding" };
      const isZipped = /\bgzip\b/.test(c.req.header("Accept-Encoding") ?? "");
      return isZipped ? c.body(zipped, 200, { ...html, "Content-Encoding": "gzip" }) : c.body(text, 200, html);
    })
    .get("/docs/style.css", (c) => c.body(style, 200, { ...headers, "Content-Type": "text/css; charset=utf-8" }))
    .get("/docs/script.js", (c) =>
      c.body(script, 200, { ...headers, "Content-Type": "text/javascript; charset=utf-8" }),
    );
}
