import { Caller } from "./caller.ts";
import { ServerClient, WorkspaceClient } from "./operations.generated.ts";
import type { ClientOptions } from "./options.ts";
import { Sender } from "./sender.ts";

/** The API of a server. What concerns one workspace is in `workspace(…)`. */
export class SeatbookClient extends ServerClient {
  readonly #call: Caller;

  constructor(options: ClientOptions) {
    const call = new Caller(new Sender(options));
    super(call);
    this.#call = call;
  }

  /** The API of a workspace. Asks nothing yet. @param ws its id. */
  workspace(ws: string): WorkspaceClient {
    return new WorkspaceClient(this.#call.below("v1", "workspaces", ws));
  }
}

/** A client of the Seatbook server at `url`.
 *  @example
 *  const seatbook = createClient({ url: "https://seatbook.acme.example", apiKey });
 *  const acme = seatbook.workspace("acme");
 *  await acme.putMember("ana", { name: "Ana Silva", email: "ana@acme.example" }); */
export function createClient(options: ClientOptions): SeatbookClient {
  return new SeatbookClient(options);
}
