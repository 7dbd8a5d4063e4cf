import { createClient } from "@seatbook/client";
import type { Connect, Plugin } from "vite";

const { SEATBOOK_URL = "http://127.0.0.1:8787", SEATBOOK_API_KEY = "" } = process.env;

/** Stands for a host's backend: it has the Seatbook server under /seatbook, and a route that asks it for session tokens. */
export function backend(): Plugin {
  const proxy = { "/seatbook/": { target: SEATBOOK_URL, rewrite: (path: string) => path.slice("/seatbook".length) } };
  return {
    name: "backend",
    config: () => ({ server: { proxy }, preview: { proxy } }),
    configureServer: ({ middlewares }) => void middlewares.use("/seatbook-session", sessions()),
    configurePreviewServer: ({ middlewares }) => void middlewares.use("/seatbook-session", sessions()),
  };
}

/** A product knows who is signed in, in which workspace and with which rights; here it is always Kim. */
function sessions(): Connect.NextHandleFunction {
  // Not before a server starts: whoever only builds the page has no key.
  const seatbook = createClient({ url: SEATBOOK_URL, apiKey: SEATBOOK_API_KEY });
  return async (_request, response, next) => {
    try {
      const session = await seatbook.createSession({ workspace: "acme", member: "kim", role: "admin" });
      response.setHeader("Content-Type", "application/json").end(JSON.stringify(session));
    } catch (error) {
      next(error);
    }
  };
}
