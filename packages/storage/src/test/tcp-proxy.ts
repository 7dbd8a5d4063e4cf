import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface TcpProxy {
  port: number;
  /** What becomes of the server's answers: passed on; or the first ends its connection unseen, after what was asked has
   *  happened; or none ever comes. */
  answers: "passed" | "lost" | "never";
  /** How often clients have sent `text` so far. */
  timesSent(text: string): number;
  close(): void;
}

/** Stands between clients and a server of this machine. */
export async function startProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let sent = "";
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", end);
      socket.on("close", end);
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (data) => {
      sent += data.toString("latin1");
      upstream.write(data);
    });
    upstream.on("data", (data) => {
      if (proxy.answers === "passed") client.write(data);
      else if (proxy.answers === "lost") end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  const proxy: TcpProxy = {
    port: address.port,
    answers: "passed",
    timesSent: (text) => sent.split(text).length - 1,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
