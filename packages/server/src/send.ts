import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppEnv } from "./middleware/authenticate.ts";

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
    "X-Content-Type-Options": "nosniff",
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

/** Tells that what the client has under `etag` is still good. */
export function sendNotModified(c: Context<AppEnv>, etag: string): Response {
  const headers = {
    ETag: etag,
    "Cache-Control": "private, no-cache",
    Vary: "Authorization, Origin",
    "X-Request-Id": c.get("requestId"),
    ...c.get("rateLimit"),
  };
  return new Response(null, { status: 304, headers });
}
