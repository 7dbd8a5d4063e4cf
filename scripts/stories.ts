// node scripts/stories.ts
//
// Serves the story page: each state of each element, made from the fake client. Also what the pictures are taken of.
import { join } from "node:path";
import { createServer, type ViteDevServer } from "vite";

const root = join(import.meta.dirname, "..");

/** Listens on 127.0.0.1, on `port` or the next one that is free. */
export async function serveStories(port: number): Promise<{ server: ViteDevServer; url: string }> {
  const server = await createServer({
    configFile: false,
    root: join(root, "packages/widgets/src/stories/page"),
    // The themes that the page can put on.
    publicDir: join(root, "examples/themes"),
    cacheDir: join(root, "node_modules/.vite/stories"),
    logLevel: "warn",
    server: { host: "127.0.0.1", port, fs: { allow: [root] } },
    resolve: {
      conditions: ["@seatbook/source", "module", "browser", "development"],
      alias: { "noto-sans": join(root, "node_modules/@expo-google-fonts/noto-sans") },
    },
    optimizeDeps: { entries: ["*.html"] },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("Vite does not say where it listens.");
  return { server, url };
}

if (import.meta.main) {
  const { url } = await serveStories(6006);
  console.log(`The stories are at ${url}. Ctrl+C ends it.`);
}
