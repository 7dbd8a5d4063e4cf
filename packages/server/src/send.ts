import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppEnv } from "./middleware/authenticate.ts";

/** Sends a body with the headers that every answer carries. They go in with the body, in one plain object: a header set
 *  before or after would make Hono build a full Response first, which takes longer than the rest of a read. */
export function send(
  c: Context<AppEnv>,
  body: string,
  contentType: string,
  status: ContentfulStatusCode = 200,
  headers: Record<string, string> = {},
): Response {
  return c.body(body, status, {
    "Content-Type": contentType,
    "Cache-Control": "private, no-cache",
    Vary: "Authorization, Origin",
    "X-Content-Type-Options": "nosniff",
    "X-Request-Id": c.get("requestId"),
    ...headers,
  });
}

/** Sends `value` as JSON. */
export function sendJson(c: Context<AppEnv>, value: unknown, headers?: Record<string, string>): Response {
  return send(c, JSON.stringify(value), "application/json", 200, headers);
}

/** Tells that what the client has under `etag` is still good. */
export function sendNotModified(c: Context<AppEnv>, etag: string): Response {
  return c.body(null, 304, {
    ETag: etag,
    "Cache-Control": "private, no-cache",
    Vary: "Authorization, Origin",
    "X-Request-Id": c.get("requestId"),
  });
}
