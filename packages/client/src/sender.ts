import type { FullAnswer } from "./answer.ts";
import type { Body } from "./body.ts";
import { Credentials } from "./credentials.ts";
import { delayAfter } from "./delay.ts";
import { SeatbookError } from "./errors.ts";
import type { ClientOptions, Fetch, RequestOptions, Runtime } from "./options.ts";
import { readProblem } from "./read-problem.ts";
import { machine } from "./runtime.ts";

/** A request as all its tries send it; `read` takes the data off an answer that is a success, or not modified. */
export interface Sending<T> {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Body | undefined;
  read: (response: Response) => T | Promise<T>;
}

/** Sends requests, again where that is of use, and never longer than it may. */
export class Sender {
  readonly runtime: Runtime;
  readonly #options: ClientOptions;
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #credentials: Credentials;

  constructor(options: ClientOptions) {
    this.runtime = { ...machine, ...options.runtime };
    this.#options = options;
    this.#url = serverUrl(options.url);
    // Not taken out of its place: browsers want `fetch` called as the window's.
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.#credentials = new Credentials(options);
  }

  /** @throws SeatbookError, the reason of the caller's signal, or what `getToken` or the source of a streamed body threw. */
  async send<T>(sending: Sending<T>, options: RequestOptions): Promise<FullAnswer<T>> {
    const { now, random } = this.runtime;
    const { signal } = options;
    signal?.throwIfAborted();
    const limits = this.#limits(options, sending.body?.source !== undefined);
    const deadline = now() + limits.totalTimeoutMs;
    let mayRenew = limits.mayRepeat;
    let retries = 0;
    for (;;) {
      const token = this.#credentials.current();
      try {
        return await this.#try(sending, token, Math.min(limits.timeoutMs, deadline - now()), signal);
      } catch (error) {
        if (!limits.mayRepeat || signal?.aborted || !(error instanceof SeatbookError)) throw error;
        if (error.status === 401 && mayRenew && this.#credentials.renew(token)) {
          mayRenew = false;
          continue;
        }
        const delay = retries < limits.maxRetries ? delayAfter(error, retries, random()) : undefined;
        if (delay === undefined || now() + delay >= deadline) throw error;
        retries += 1;
        await this.#wait(delay, signal);
      }
    }
  }

  /** What was streamed is gone, and it takes as long as there is something to send, unless the call itself says otherwise. */
  #limits(call: RequestOptions, isStream: boolean) {
    const { maxRetries = 2, timeoutMs = 30_000, totalTimeoutMs = 120_000 } = this.#options;
    return {
      mayRepeat: !isStream,
      maxRetries: call.maxRetries ?? maxRetries,
      timeoutMs: call.timeoutMs ?? (isStream ? Infinity : timeoutMs),
      totalTimeoutMs: call.totalTimeoutMs ?? (isStream ? Infinity : totalTimeoutMs),
    };
  }

  async #try<T>(
    { method, path, headers, body, read }: Sending<T>,
    token: Promise<string>,
    limitMs: number,
    signal: AbortSignal | undefined,
  ): Promise<FullAnswer<T>> {
    const timer = new AbortController();
    const cancel = this.runtime.after(limitMs, () => timer.abort(timedOut(limitMs)));
    const ended = AbortSignal.any([timer.signal, signal, body?.source].filter((each) => each !== undefined));
    const exchange = async (): Promise<FullAnswer<T>> => {
      const authorization = `Bearer ${await token}`;
      const init: RequestInit & { duplex?: "half" } = {
        method,
        headers: { ...headers, Authorization: authorization },
        signal: ended,
        // Elsewhere the credentials would not be sent, or to somebody else.
        redirect: "manual",
        ...(body && { body: body.content }),
        ...(body?.source && { duplex: "half" }),
      };
      return reached(async () => {
        const response = await this.#fetch(this.#url + path, init);
        if (!response.ok && response.status !== 304) throw await readProblem(response, this.runtime.now());
        // What compresses on the way makes a tag weak, which `If-Match` does not take.
        const etag = response.headers.get("ETag")?.replace(/^W\//, "");
        return { data: await read(response), etag, response };
      });
    };
    try {
      return await unlessAborted(ended, exchange);
    } finally {
      cancel();
    }
  }

  async #wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    let cancel: (() => void) | undefined;
    const waited = () => new Promise<void>((resolve) => (cancel = this.runtime.after(milliseconds, resolve)));
    await unlessAborted(signal, waited).finally(() => cancel?.());
  }
}

/** @throws TypeError for what would look like an outage with each request. */
function serverUrl(given: string): string {
  const isHttp = URL.canParse(given) && /^https?:$/.test(new URL(given).protocol);
  if (!isHttp) throw new TypeError(`url: Give the server's address, such as https://seatbook.acme.example.`);
  return given.replace(/\/+$/, "");
}

function timedOut(milliseconds: number): SeatbookError {
  const detail = `No answer came within ${milliseconds} milliseconds. If this was a change, it may have been made or not.`;
  return new SeatbookError({ code: "timed-out", detail });
}

/** What is not an answer's own error is the connection's. */
async function reached<T>(exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (cause) {
    if (cause instanceof SeatbookError) throw cause;
    const detail =
      "Seatbook could not be reached, or the connection broke. If this was a change, it may have been made or not.";
    throw new SeatbookError({ code: "connection-failed", detail, cause });
  }
}

/** Rejects with the signal's reason as soon as it is aborted, whatever `work` makes of it. */
function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!signal) return work();
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", abort));
  });
}
