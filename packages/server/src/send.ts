import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppEnv } from "./middleware/authenticate.ts";

/** What no answer of the API is: a page, part of one, or of another type than it says. For pages that are, their own take their
 *  place. TLS is the proxy's, and so is Strict-Transport-Security. */
export const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Sends a body with the headers that every answer carries. They go in with the body, in one plain object, and not through
 *  `c.body` or `c.header`: a `Headers` object would take longer to fill and to read back than the rest of a read. */
export function send(
  c: Context<AppEnv>,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
  contentType: string,
  status: ContentfulStatusCode = 200,
  headers: Record<string, string> = {},
): Response {
  const all = {
    "Content-Type": contentType,
    "Cache-Control": "private, no-cache",
    Vary: "Authorization, Origin",
    ...securityHeaders,
    "X-Request-Id": c.get("requestId"),
    ...c.get("rateLimit"),
    ...headers,
  };
  return new Response(body, { status, headers: all });
}

/** Sends `value` as JSON. */
export function sendJson(c: Context<AppEnv>, value: unknown, headers?: Record<string, string>): Response {
  return send(c, JSON.stringify(value), "application/json", 200, headers);
}

/** That a file is to be saved, and by which name. What a name has that could end it, or that not every system takes, is left out
 *  (RFC 6266). @param name of our own making: ASCII but for a mistake. */
export function attachment(name: string): Record<string, string> {
  return { "Content-Disposition": `attachment; filename="${name.replaceAll(/[^\w.-]+/g, "-")}"` };
}

/** Tells that what the client has under `etag` is still good. */
export function sendNotModified(c: Context<AppEnv>, etag: string): Response {
  const headers = {
    ETag: etag,
    "Cache-Control": "private, no-cache",
    Vary: "Authorization, Origin",
    ...securityHeaders,
    "X-Request-Id": c.get("requestId"),
    ...c.get("rateLimit"),
  };
  return new Response(null, { status: 304, headers });
}
