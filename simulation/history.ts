import { AsyncLocalStorage } from "node:async_hooks";
import type { Actor, Command, NumberGiven, WorkspaceEvent } from "@seatbook/core";
import type { LogRecord } from "@seatbook/storage";
import type { Process } from "./process.ts";
import type { Broken } from "./promises.ts";
import type { Guard, Session, Told } from "./request.ts";
import type { Entries } from "./store.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What a client asks for. `command`: one command of one workspace, which a server that is alone answers the same. `steps`:
 *  several, across logs. `read`: what one workspace is like. `list`: what goes through several workspaces. */
export type Action = {
  kind: "command" | "steps" | "read" | "list";
  method: "GET" | "PUT" | "POST" | "DELETE";
  path: string;
  /** JSON, or the text of a form. */
  body?: object | string;
  /** Absent where it concerns several. */
  workspace?: string;
  /** Who asks, of the workspace; absent where it is the operator. */
  session?: Session;
  /** What the slow count is told, where it was carried out. */
  command?: Command;
  /** What of the answer, which promised something, does not hold. */
  broken?: Broken;
};

/** One request to one server. `from` and `to` are versions of the log that it is about, see `logOf`: when the server got it, and
 *  when it answered. */
export type Attempt = Guard & {
  readonly id: number;
  readonly action: Action;
  readonly process: Process;
  readonly from: number;
  /** What the server's clock may have said meanwhile, epoch ms. */
  readonly clocks: number[];
  answer?: Answer;
};

/** `errors`: how many errors the store gave the process meanwhile. */
export type Answer = Told & { to: number; errors: number };

/** A record of a log as it was created. */
export type Written = {
  readonly version: number;
  readonly value: string;
  readonly record: LogRecord<WorkspaceEvent, Actor>;
  /** Who wrote it, and for which request; absent where it was nobody's. */
  readonly process: Process | undefined;
  readonly attempt: Attempt | undefined;
};

const recordKey = /^(.+):(\d{12})$/;

const writers = new AsyncLocalStorage<{ process: Process; attempt?: Attempt }>();

/** Everything that was asked, answered and written, as an observer sees it who sees all and trusts nobody. */
export class History {
  readonly attempts: Attempt[] = [];
  readonly logs = new Map<string, Written[]>();
  /** What no store and no server may do, as it was seen. */
  readonly mistakes: string[] = [];
  readonly #time: VirtualTime;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  /** Calls `act` as what `process` does, for a request where there is one. */
  as<T>(process: Process, attempt: Attempt | undefined, act: () => T): T {
    const writer = { process, ...(attempt && { attempt }) };
    return this.#time.as(process, () => writers.run(writer, act));
  }

  /** `entries`, with the records that are created remembered, and who created them. */
  observe(entries: Entries): Entries {
    return {
      ...entries,
      create: (key, value) => {
        const isCreated = entries.create(key, value);
        if (isCreated) this.#note(key, value);
        return isCreated;
      },
      set: (key, value) => {
        if (recordKey.test(key)) this.mistakes.push(`${key} was overwritten`);
        entries.set(key, value);
      },
      remove: (key) => {
        if (recordKey.test(key)) this.mistakes.push(`${key} was removed`);
        entries.remove(key);
      },
    };
  }

  #note(key: string, value: string): void {
    const [, name, version] = recordKey.exec(key) ?? [];
    if (name === undefined) return;
    const log = this.logs.get(name) ?? [];
    this.logs.set(name, log);
    if (Number(version) !== log.length + 1) {
      this.mistakes.push(`${key} was created where the log is at version ${log.length}`);
      return;
    }
    const writer = writers.getStore();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a journal appends
    const record = JSON.parse(value) as Written["record"];
    log.push({
      version: log.length + 1,
      value,
      record,
      process: writer?.process,
      attempt: writer?.attempt,
    });
  }

  /** The numbers that the register has given. */
  get numbers(): NumberGiven[] {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the events of the register's log
    return this.log("register").flatMap(({ record }) => record.events as unknown[] as NumberGiven[]);
  }

  log(name: string): readonly Written[] {
    return this.logs.get(name) ?? [];
  }

  /** The log that an answer is read off: that of the workspace, or else the register. */
  logOf({ workspace }: Action): readonly Written[] {
    return workspace === undefined ? this.log("register") : this.workspace(workspace);
  }

  workspace(id: string): readonly Written[] {
    return this.log(`workspace:${id}`);
  }
}
