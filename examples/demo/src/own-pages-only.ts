import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";

/** Keeps other web pages out, since the demo signs everyone in: one whose name was made to lead to this machine (DNS
 *  rebinding) asks by that name, and one that sends a form or a request from elsewhere is told apart by its origin. */
export const ownPagesOnly = createMiddleware(async (c, next) => {
  const { hostname, origin } = new URL(c.req.url);
  if (!/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) {
    throw new HTTPException(403, { message: "The demo is for this machine only: open it at 127.0.0.1 or localhost." });
  }
  // What a browser says first: a page without a referrer sends its own forms with the origin "null".
  const site = c.req.header("Sec-Fetch-Site");
  const isOwn =
    site === undefined ? (c.req.header("Origin") ?? origin) === origin : ["same-origin", "none"].includes(site);
  if (!isOwn && !["GET", "HEAD"].includes(c.req.method)) {
    throw new HTTPException(403, { message: "Another page asks for this." });
  }
  await next();
});
