import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import { documents } from "../openapi.ts";
import { nameAndFrames } from "../stack-frames.ts";
import { toProblem } from "../problem.ts";
import type { AppEnv, Principal } from "./authenticate.ts";

/** One request: no path, query, header or body, since those hold tokens, ids and addresses. `route` is the pattern. */
export type RequestLogEntry = {
  level: "info" | "error";
  requestId: string;
  method: string;
  route: string;
  status: number;
  durationMs: number;
  /** Id of the API key that has asked, or has made the session that has. */
  key?: string;
  /** Of the problem that was answered. */
  code?: string;
  /** Name and stack of an unforeseen error. */
  error?: string;
};

/** @param newId gives each request its id, which the answer carries as `X-Request-Id`. @param monotonicNow in milliseconds. */
export function requestLog(log: (entry: RequestLogEntry) => void, newId: () => string, monotonicNow: () => number) {
  return documents(
    { headers: ["X-Request-Id"] },
    createMiddleware<AppEnv>(async (c, next) => {
      const startedAt = monotonicNow();
      const requestId = newId();
      c.set("requestId", requestId);
      await next();
      const { status } = c.res;
      // Nobody is known yet where that is what was refused.
      const principal: Principal | undefined = c.get("principal");
      const key = principal?.key;
      // Too much to do is no fault, and comes many times at once.
      const isError = status >= 500 && status !== 503;
      log({
        level: isError ? "error" : "info",
        requestId,
        method: c.req.method,
        route: routeOf(c),
        status,
        durationMs: Math.round((monotonicNow() - startedAt) * 10) / 10,
        ...(key !== undefined && { key }),
        ...(c.error && { code: toProblem(c.error).code }),
        ...(c.error && isError && { error: nameAndFrames(c.error) }),
      });
    }),
  );
}

/** The route that answered; where none came so far, the last one that would have. */
function routeOf(c: Context): string {
  const reached = routePath(c);
  return reached.endsWith("*") ? routePath(c, -1) : reached;
}
