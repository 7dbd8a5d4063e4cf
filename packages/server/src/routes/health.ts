import * as responses from "../contract/responses.ts";
import { documented } from "../openapi.ts";
import { Hono } from "hono";
import { securityHeaders } from "../send.ts";
import type { Readiness } from "../readiness.ts";

const headers = { ...securityHeaders, "Cache-Control": "no-store" };

/** For whoever runs the server: balancers and orchestrators, which have no key. */
export function healthRoutes(readiness: Readiness) {
  return new Hono()
    .get(
      "/healthz",
      documented({
        id: "getHealth",
        tag: "Operations",
        summary: "Whether the process answers",
        answer: responses.health,
        takes: [],
        readsStore: false,
      }),
      (c) => c.json({ status: "running" }, 200, headers),
    )
    .get(
      "/readyz",
      documented({
        id: "getReadiness",
        tag: "Operations",
        summary: "Whether this server should be sent requests",
        answers: [
          { schema: responses.readiness },
          { status: 503, description: "Not now", schema: responses.readiness, headers: ["Retry-After"] },
        ],
        takes: [],
        readsStore: false,
      }),
      async (c) => {
        const report = await readiness.check();
        return report.status === "ready"
          ? c.json(report, 200, headers)
          : c.json(report, 503, { ...headers, "Retry-After": "5" });
      },
    );
}
