import type { Cluster } from "./cluster.ts";
import type { Action, Attempt } from "./history.ts";
import type { Random } from "./random.ts";
import type { Guard } from "./request.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { confirmation, type Workload } from "./workload.ts";

export type ClientOptions = {
  time: VirtualTime;
  random: Random;
  cluster: Cluster;
  workload: Workload;
  /** The chance that an answer is lost on its way. */
  lostAnswer: number;
  /** Mean between two requests, in ms. */
  thinkMs: number;
};

const mostTries = 5;

/** Those who send requests. Who gets no answer, or an error, may try it again, with the same key if there was one, at any
 *  server; who got one may have it sent again by somebody on the way. */
export class Clients {
  readonly #options: ClientOptions;
  /** The last tag that anybody saw, of each workspace and of each path. */
  readonly #tags = new Map<string, string>();
  #keys = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** `clients` at the same time, each `requests` one after the other. */
  async run(clients: number, requests: number): Promise<void> {
    await Promise.all(Array.from({ length: clients }, () => this.#runOne(requests)));
  }

  async #runOne(requests: number): Promise<void> {
    const { time, random, workload, thinkMs } = this.#options;
    for (let count = 0; count < requests; count++) {
      await time.sleep(random.exponential(thinkMs));
      await this.#give(workload.next());
    }
  }

  async #give(action: Action): Promise<void> {
    const { time, random } = this.#options;
    const guard = this.#guardOf(action);
    for (let tries = 1; tries <= mostTries; tries++) {
      const attempt = await this.#try(action, guard);
      const isAnswered = attempt?.answer !== undefined && attempt.answer.status < 500;
      if (isAnswered ? !random.chance(0.05) : random.chance(0.3)) return;
      await time.sleep(random.exponential(500));
    }
  }

  #guardOf({ kind, path, workspace = "" }: Action): Guard {
    const { random } = this.#options;
    const tag = this.#tags.get(kind === "read" ? path : workspace);
    const isWrite = kind === "command" || kind === "steps";
    return {
      ...(isWrite && path !== confirmation && random.chance(0.4) && { key: `key-${++this.#keys}` }),
      ...(tag !== undefined && kind === "command" && random.chance(0.15) && { ifMatch: tag }),
      ...(tag !== undefined && kind === "read" && random.chance(0.3) && { ifNoneMatch: tag }),
    };
  }

  /** The attempt as far as the client knows of it. */
  async #try(action: Action, guard: Guard): Promise<Attempt | undefined> {
    const { time, random, cluster, workload, lostAnswer } = this.#options;
    const { process } = random.pick(cluster.servers);
    const patience = time.sleep(random.between(1_000, 20_000)).then(() => undefined);
    const attempt = await Promise.race([cluster.send(action, process, guard), patience]);
    if (attempt?.answer === undefined || random.chance(lostAnswer)) return undefined;
    workload.learn(attempt);
    const { etag, status } = attempt.answer;
    if (status !== 200 || etag === "" || action.workspace === undefined) return attempt;
    this.#tags.set(action.path, etag);
    this.#tags.set(action.workspace, etag);
    return attempt;
  }
}
