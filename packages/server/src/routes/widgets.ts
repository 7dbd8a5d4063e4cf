import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Hono } from "hono";
import type { AppEnv } from "../middleware/authenticate.ts";
import { answerProblem, ProblemError } from "../problem.ts";

/** The self-contained file of the widgets, held in memory in each encoding. */
export type WidgetsBundle = {
  etag: string;
  plain: Buffer<ArrayBuffer>;
  gzip: Buffer<ArrayBuffer>;
  brotli: Buffer<ArrayBuffer>;
};

export function toWidgetsBundle(script: Buffer<ArrayBuffer>): WidgetsBundle {
  return {
    etag: `"${createHash("sha256").update(script).digest("base64url").slice(0, 22)}"`,
    plain: script,
    gzip: Buffer.from(gzipSync(script, { level: 9 })),
    brotli: Buffer.from(brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })),
  };
}

export function widgetRoutes(bundle: WidgetsBundle | undefined) {
  return new Hono<AppEnv>().get("/widgets.js", (c) => {
    if (!bundle) {
      return answerProblem(
        c,
        new ProblemError("widgets-not-built", "Run `npm run build`, then start the server again."),
      );
    }
    const accepted = c.req.header("Accept-Encoding") ?? "";
    const encoding = accepted.includes("br") ? "br" : accepted.includes("gzip") ? "gzip" : undefined;
    const headers = {
      ETag: bundle.etag,
      "Cache-Control": "public, max-age=3600",
      // Any host page may load it, whatever it isolates itself with.
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Access-Control-Allow-Origin": "*",
      "X-Content-Type-Options": "nosniff",
      Vary: "Accept-Encoding",
    };
    if (c.req.header("If-None-Match") === bundle.etag) return c.body(null, 304, headers);
    const body = encoding === "br" ? bundle.brotli : encoding === "gzip" ? bundle.gzip : bundle.plain;
    return c.body(body, 200, {
      ...headers,
      "Content-Type": "text/javascript; charset=utf-8",
      ...(encoding && { "Content-Encoding": encoding }),
    });
  });
}
