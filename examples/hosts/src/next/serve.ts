// Stands for Next.js: runs instrumentation.ts, and app/…/route.ts for the path of its folder. Nothing here is to be copied.
import { readFile } from "node:fs/promises";
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { serve } from "@hono/node-server";
import { port } from "#lib/environment";
import { register } from "./instrumentation.ts";

type Handler = (request: Request) => Response | Promise<Response>;

const app = join(import.meta.dirname, "app");
const routes = new Map<string, Record<string, Handler | undefined>>();
for (const path of globSync("**/route.ts", { cwd: app })) {
  const folder = dirname(path);
  routes.set(folder === "." ? "/" : `/${folder}`, await import(join(app, path)));
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/settings.js") {
    const script = await readFile(join(import.meta.dirname, "../public/settings.js"), "utf8");
    return new Response(script, { headers: { "Content-Type": "text/javascript; charset=utf-8" } });
  }
  const route = routes.get(pathname);
  if (!route) return new Response("There is no such page.", { status: 404 });
  return route[request.method]?.(request) ?? new Response("Not this way.", { status: 405 });
}

await register();
serve({ fetch: answer, port, hostname: "127.0.0.1" }, ({ port: actual }) => {
  console.log(`The host in route handlers listens on http://127.0.0.1:${actual}.`);
});
