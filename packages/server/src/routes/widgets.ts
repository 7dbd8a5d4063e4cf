import { type Context, Hono } from "hono";
import type { AppEnv } from "../middleware/authenticate.ts";
import { ProblemError } from "../problem.ts";
import { isKnown } from "../respond.ts";
import type { WidgetsBundle, WidgetsFile } from "../widgets-bundle.ts";

/** Any host page may load them, whatever it isolates itself with. */
const openToAll = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Content-Location",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "X-Content-Type-Options": "nosniff",
};

/** The scripts of the widgets: by name, as they are now, and by version, where they may be kept forever. */
export function widgetRoutes(bundle: WidgetsBundle | undefined) {
  const find = (name: string): { version: string; file: WidgetsFile } => {
    if (!bundle) throw new ProblemError("widgets-not-built", "Run `npm run build`, then start the server again.");
    const file = bundle.files.get(name);
    if (!file) throw new ProblemError("route-not-found");
    return { version: bundle.version, file };
  };

  return new Hono<AppEnv>()
    .get("/:file{widgets[\\w.-]*\\.js}", (c) => {
      const { file: name } = c.req.param();
      const { version, file } = find(name);
      return answerScript(c, file, {
        "Cache-Control": "public, max-age=3600",
        "Content-Location": `widgets/${version}/${name}`,
      });
    })
    .get("/widgets/:version/:file", (c) => {
      const { version: wanted, file: name } = c.req.param();
      const { version, file } = find(name);
      if (wanted === version) return answerScript(c, file, { "Cache-Control": "public, max-age=31536000, immutable" });
      // The page names the version before this one, or the next one, which is there already behind the same balancer. Every
      // server has the name; from one version to another, two servers would send a browser back and forth.
      return c.body(null, 302, { ...openToAll, "Cache-Control": "no-store", Location: `../../${name}` });
    });
}

function answerScript(c: Context<AppEnv>, file: WidgetsFile, caching: Record<string, string>): Response {
  const headers = { ...openToAll, ...caching, ETag: file.etag, Vary: "Accept-Encoding" };
  if (isKnown(c, file.etag)) return c.body(null, 304, headers);
  const encoding = (["br", "gzip"] as const).find((name) => accepts(c.req.header("Accept-Encoding") ?? "", name));
  const body = encoding === "br" ? file.brotli : encoding === "gzip" ? file.gzip : file.plain;
  return c.body(body, 200, {
    ...headers,
    "Content-Type": "text/javascript; charset=utf-8",
    ...(encoding && { "Content-Encoding": encoding }),
  });
}

/** Whether `header` (Accept-Encoding) names the encoding and does not refuse it by `q=0`. */
function accepts(header: string, encoding: string): boolean {
  const entries = header
    .toLowerCase()
    .split(",")
    .map((entry) => entry.replaceAll(/\s/g, "").split(";"));
  return entries.some(([name, quality = "q=1"]) => name === encoding && Number(quality.slice("q=".length)) > 0);
}
