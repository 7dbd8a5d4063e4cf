import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { DocumentInput, Documents } from "./documents.ts";

/** What a worker answers with. An error crosses with its name, message and stack. */
export type DocumentAnswer = { documents: Documents } | { error: unknown };

type Job = {
  input: DocumentInput;
  resolve: (documents: Documents) => void;
  reject: (error: unknown) => void;
  signal: AbortSignal | undefined;
};

// Run from source, in a repository that has it, the worker is TypeScript as well, and finds our packages as source.
const isSource = import.meta.url.endsWith(".ts");
const ownScript = new URL(`./document-worker${isSource ? ".ts" : ".js"}`, import.meta.url);
const execArgv = isSource ? ["--conditions=@seatbook/source"] : [];

/** Garbage is collected early: a thread that makes hundreds of documents takes 70 MB instead of 230. A very long annex may still
 *  have what it needs. */
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1024 };

export type DocumentPoolOptions = {
  /** How many threads there are at most. Default: one less than the machine runs at once, from 1 to 4. */
  workers?: number;
  /** The module that each thread runs; tests have others. */
  script?: URL;
};

/** Makes documents in threads of their own, so that making many of them does not keep the server from answering. Threads are
 *  started when there is work, and keep the process alive only as long as they have some. */
export class DocumentPool {
  readonly #limit: number;
  readonly #script: URL;
  /** Each worker with the job it has in hand. */
  readonly #workers = new Map<Worker, Job | undefined>();
  readonly #waiting: Job[] = [];
  #isClosed = false;

  constructor({ workers = defaultWorkers(), script = ownScript }: DocumentPoolOptions = {}) {
    this.#limit = workers;
    this.#script = script;
  }

  /** As `makeDocuments`, first come, first served. Rejects if the input is refused, if the thread that has it in hand dies, once
   *  the pool is closed, or if `signal` says that nobody waits for it any more before its turn has come. */
  make(input: DocumentInput, signal?: AbortSignal): Promise<Documents> {
    if (this.#isClosed) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject, signal });
      this.#assign();
    });
  }

  /** Ends the threads; what is still to be made is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const workers = [...this.#workers];
    this.#workers.clear();
    for (const job of [...workers.map(([, inHand]) => inHand), ...this.#waiting.splice(0)]) job?.reject(closedError());
    await Promise.all(workers.map(([worker]) => worker.terminate()));
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#idleWorker();
      const job = worker && this.#waiting.shift();
      if (!worker || !job) return;
      if (job.signal?.aborted) {
        job.reject(new Error("Nobody waits for this document any more."));
        continue;
      }
      this.#workers.set(worker, job);
      worker.ref();
      try {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
        worker.postMessage(job.input);
      } catch (error) {
        // What cannot be cloned is no fault of the worker's.
        this.#settle(worker)?.reject(error);
      }
    }
  }

  #idleWorker(): Worker | undefined {
    for (const [worker, job] of this.#workers) if (!job) return worker;
    return this.#workers.size < this.#limit ? this.#startWorker() : undefined;
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#script, { execArgv, resourceLimits });
    this.#workers.set(worker, undefined);
    worker.on("message", (answer: DocumentAnswer) => {
      const job = this.#settle(worker);
      if ("documents" in answer) job?.resolve(answer.documents);
      else job?.reject(answer.error);
      this.#assign();
    });
    worker.on("messageerror", (error) => {
      this.#settle(worker)?.reject(error);
      this.#assign();
    });
    worker.on("error", (error) => this.#bury(worker, error));
    worker.on("exit", (code) => this.#bury(worker, new Error(`A document worker ended with code ${code}.`)));
    return worker;
  }

  /** The job that a worker had in hand; it has none now. */
  #settle(worker: Worker): Job | undefined {
    const job = this.#workers.get(worker);
    if (this.#workers.has(worker)) this.#workers.set(worker, undefined);
    worker.unref();
    return job;
  }

  /** A worker that died takes the job it had in hand with it; what waits goes to another one. */
  #bury(worker: Worker, reason: unknown): void {
    const job = this.#workers.get(worker);
    this.#workers.delete(worker);
    job?.reject(reason);
    this.#assign();
  }
}

function defaultWorkers(): number {
  return Math.min(4, Math.max(1, availableParallelism() - 1));
}

function closedError(): Error {
  return new Error("The document pool is closed.");
}
