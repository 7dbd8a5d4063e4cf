import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** One connection that sends one request after the other: as little as a client can do, so that the server's time is measured. */
export class HttpClient {
  readonly #socket: Socket;
  readonly #head: string;

  private constructor(socket: Socket, headers: Record<string, string>) {
    this.#socket = socket;
    this.#head = Object.entries({ host: "127.0.0.1", ...headers })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("");
  }

  static async open(port: number, headers: Record<string, string>): Promise<HttpClient> {
    const socket = connect(port, "127.0.0.1").setNoDelay();
    await once(socket, "connect");
    return new HttpClient(socket, headers);
  }

  /** A POST without a body. @returns the status. */
  post(path: string): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    let answer = "";
    const read = (data: Buffer): void => {
      answer += data.toString("latin1");
      const headEnd = answer.indexOf("\r\n\r\n");
      if (headEnd === -1) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1]);
      if (Number.isNaN(length)) reject(new Error(`an answer without a length: ${answer}`));
      if (answer.length < headEnd + 4 + length) return;
      this.#socket.off("data", read);
      resolve(Number(answer.slice(9, 12)));
    };
    this.#socket.on("data", read);
    this.#socket.write(`POST ${path} HTTP/1.1\r\n${this.#head}content-length: 0\r\n\r\n`);
    return promise;
  }

  close(): void {
    this.#socket.destroy();
  }
}
