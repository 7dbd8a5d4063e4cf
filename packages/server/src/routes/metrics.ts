import { documented } from "../openapi.ts";
import { Hono } from "hono";
import { type AppEnv } from "../middleware/authenticate.ts";
import { requiresScope } from "../middleware/authorize.ts";
import type { Metrics } from "../metrics.ts";
import { securityHeaders } from "../send.ts";

/** For Prometheus, which sends the operator's key. */
export function metricsRoutes(metrics: Metrics) {
  return new Hono<AppEnv>().get(
    "/metrics",
    documented({
      id: "getMetrics",
      tag: "Operations",
      summary: "The figures of this process, for Prometheus",
      answers: [{ mediaType: "text/plain" }],
      takes: [],
      readsStore: false,
    }),
    requiresScope("read"),
    () => answer(metrics),
  );
}

/** For Prometheus on a port of its own, which no key but a firewall guards. */
export function metricsFetch(metrics: Metrics) {
  return new Hono().get("/metrics", () => answer(metrics)).fetch;
}

async function answer({ registry }: Metrics): Promise<Response> {
  const headers = { ...securityHeaders, "Content-Type": registry.contentType, "Cache-Control": "no-store" };
  return new Response(await registry.metrics(), { headers });
}
