import { createMiddleware } from "hono/factory";
import { documents } from "../openapi.ts";
import { ProblemError } from "../problem.ts";

/** Refuses what is no percent-encoded UTF-8. The router would take it literally, and one id would have two addresses. */
export const wellFormedPath = documents(
  { problems: ({ path }) => (path.includes(":") ? ["malformed-path"] : []) },
  createMiddleware((c, next) => {
    if (c.req.url.includes("%") && !isEncoded(new URL(c.req.url).pathname)) {
      throw new ProblemError("malformed-path", "Write ids in the path percent-encoded, as UTF-8.");
    }
    return next();
  }),
);

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
