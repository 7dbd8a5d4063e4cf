// A small object store to try the driver on: it keeps everything in its memory.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";

export interface ObjectStore {
  url: string;
  /** Does what the next PUT asks, and ends the connection instead of answering. */
  loseNextAnswer(): void;
  stop(): Promise<void>;
}

/** As S3 lists them. */
const pageSize = 1000;

export async function startObjectStore(): Promise<ObjectStore> {
  const objects = new Map<string, string>();
  let isAnswerLost = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const name = pathname.split("/")[2];
    const body = await text(request);
    if (name === undefined) {
      list(response, searchParams.get("prefix") ?? "", searchParams.get("after") ?? "");
    } else if (request.method === "PUT") {
      // Looked up and written in one go: nothing comes in between.
      const isCreated = request.headers["if-none-match"] !== "*" || !objects.has(name);
      if (isCreated) objects.set(name, body);
      if (isAnswerLost) request.socket.destroy();
      else response.writeHead(isCreated ? 200 : 412).end();
      isAnswerLost = false;
    } else if (request.method === "DELETE") {
      objects.delete(name);
      response.writeHead(204).end();
    } else {
      const found = objects.get(name);
      response.writeHead(found === undefined ? 404 : 200).end(request.method === "HEAD" ? undefined : found);
    }
  }

  function list(response: ServerResponse, prefix: string, after: string): void {
    const all = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).toSorted();
    const names = all.slice(0, pageSize);
    const next = all.length > pageSize ? names.at(-1) : undefined;
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ names, next }));
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The object store has no port.");
  return {
    url: `http://127.0.0.1:${address.port}/seatbook`,
    loseNextAnswer: () => (isAnswerLost = true),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
