import { once } from "node:events";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from "smtp-server";

/** A mail server on a free port of this machine that keeps what it has accepted. */
export class SmtpReceiver {
  readonly mails: ParsedMail[] = [];
  /** How many clients have connected. */
  connections = 0;
  readonly #server: SMTPServer;

  private constructor(optionsOf: (receiver: SmtpReceiver) => SMTPServerOptions) {
    this.#server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      authOptional: true,
      // The built-in certificate is not used, and need not be complained of.
      logger: false,
      onConnect: (_, callback) => {
        this.connections++;
        callback();
      },
      onData: (stream, _, callback) => this.take(stream, callback),
      ...optionsOf(this),
    });
    // Clients that hang up are part of the tests.
    this.#server.on("error", () => {});
  }

  /** @param optionsOf what it does otherwise than accept everything. */
  static async start(optionsOf: (receiver: SmtpReceiver) => SMTPServerOptions = () => ({})): Promise<SmtpReceiver> {
    const receiver = new SmtpReceiver(optionsOf);
    receiver.#server.listen(0, "127.0.0.1");
    await once(receiver.#server.server, "listening");
    return receiver;
  }

  get url(): string {
    const address = this.#server.server.address();
    if (address === null || typeof address === "string") throw new Error("the mail server does not listen");
    return `smtp://127.0.0.1:${address.port}`;
  }

  /** Reads a mail to its end, keeps it, then goes on. */
  take(stream: SMTPServerDataStream, then: (error?: Error) => void): void {
    simpleParser(stream, (error: Error | null, mail) => {
      if (!error) this.mails.push(mail);
      then(error ?? undefined);
    });
  }

  /** Breaks the connection of a session, as a cable would. */
  drop(session: string): void {
    for (const connection of this.#server.connections) if (connection.id === session) connection.close();
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
