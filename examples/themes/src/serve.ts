// Serves the page that shows the three themes side by side, with the fake client: no Seatbook server is needed.
import { join } from "node:path";
import { createServer, defaultClientConditions, type ViteDevServer } from "vite";

const themes = join(import.meta.dirname, "..");

/** Listens on 127.0.0.1, on `port` or the next one that is free. */
export async function serve(port: number): Promise<{ server: ViteDevServer; url: string }> {
  const server = await createServer({
    configFile: false,
    root: join(themes, "page"),
    publicDir: themes,
    cacheDir: join(themes, "node_modules/.vite"),
    logLevel: "warn",
    server: { host: "127.0.0.1", port, fs: { allow: [join(themes, "../..")] } },
    // From their source, so that nothing has to be built; a host leaves this out.
    resolve: { conditions: ["@seatbook/source", ...defaultClientConditions] },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("Vite does not say where it listens.");
  return { server, url };
}

if (import.meta.main) {
  const { url } = await serve(5173);
  console.log(`The themes are at ${url}. Ctrl+C ends it.`);
}
