import { Hono } from "hono";
import type { Readiness } from "../readiness.ts";

const headers = { "Cache-Control": "no-store" };

/** For whoever runs the server: balancers and orchestrators, which have no key. */
export function healthRoutes(readiness: Readiness) {
  return new Hono()
    .get("/healthz", (c) => c.json({ status: "running" }, 200, headers))
    .get("/readyz", async (c) => {
      const report = await readiness.check();
      return report.status === "ready"
        ? c.json(report, 200, headers)
        : c.json(report, 503, { ...headers, "Retry-After": "5" });
    });
}
