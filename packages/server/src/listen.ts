import { Server } from "node:http";
import { Server as NetServer } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export type Listener = {
  /** Where it listens, for example http://127.0.0.1:8787. */
  readonly url: string;
  /** Takes no more connections, and ends once the requests that were taken are answered. */
  readonly close: () => Promise<void>;
};

/** A client that reuses a connection may have sent its next request when it learns that the server is ending. So idle
 *  connections are kept for a moment, in which whatever comes is answered and told to be the last. */
const lingerMs = 500;

/** How long a request may go on when the server is closed: whoever reads slowly, or never ends a request, does not keep it
 *  running. Docker kills after ten seconds. */
const graceMs = 9_000;

/** Longer than balancers keep their idle connections, so that they close them and never send into one that is being closed. */
const keepAliveMs = 65_000;

/** How long a client may take for its headers and for a whole request, milliseconds; whoever takes longer gets 408 and is cut off, so
 *  that slow ones do not hold all connections. A directory of 64 MiB comes in over a line of 5 Mbit/s. */
const timeouts = { headersTimeout: 15_000, requestTimeout: 120_000, connectionsCheckingInterval: 5_000 };

/** All headers of a request, and its first line: more gets 431. As much as a cursor of the longest name takes, and a token. */
const maxHeaderSize = 32 * 1024;

/** @param port 0 takes any. @param limits stand in for those above. @throws the system's errors, for example when the port is taken. */
export async function listen(
  fetch: Hono["fetch"],
  port: number,
  host: string,
  limits: Partial<typeof timeouts> = {},
): Promise<Listener> {
  const { server, address } = await new Promise<{ server: ReturnType<typeof serve>; address: { port: number } }>(
    (resolve, reject) => {
      const serverOptions = { keepAliveTimeout: keepAliveMs, maxHeaderSize, ...timeouts, ...limits };
      const starting = serve({ fetch, port, hostname: host, serverOptions }, (info) =>
        resolve({ server: starting, address: info }),
      );
      starting.once("error", reject);
    },
  );
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    close: async () => {
      if (!(server instanceof Server)) throw new TypeError("this is no HTTP/1.1 server");
      // Connections that the system has established are taken first: they would be cut off.
      for (let turn = 0; turn < 2; turn++) await nextTurn();
      server.prependListener("request", (_, response) => {
        response.shouldKeepAlive = false;
      });
      const timers = [
        setTimeout(() => timers.push(setInterval(() => server.closeIdleConnections(), 50)), lingerMs),
        setTimeout(() => server.closeAllConnections(), graceMs),
      ];
      // The HTTP server's own `close` would end idle connections at once.
      await new Promise<void>((resolve) => void NetServer.prototype.close.call(server, () => resolve()));
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
