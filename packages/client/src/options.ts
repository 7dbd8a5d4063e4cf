import type { FullAnswer } from "./answer.ts";

/** How a client reaches a server, and as whom: an API key, a session token, or a function that gives one. */
export type ClientOptions = BaseOptions & (ApiKey | Token | GetToken);

interface BaseOptions extends Limits {
  /** Where the server is, with the path that it is mounted at, if any: `https://seatbook.acme.example`. */
  url: string;
  /** Default: the `fetch` of the runtime. */
  fetch?: Fetch | undefined;
  /** Stands in for the clock, the timers and the randomness of the machine, in tests. */
  runtime?: Partial<Runtime> | undefined;
}

interface ApiKey {
  /** An operator's key. It belongs in a backend, never in a page. */
  apiKey: string;
  token?: undefined;
  getToken?: undefined;
}

interface Token {
  /** A session's token. */
  token: string;
  apiKey?: undefined;
  getToken?: undefined;
}

interface GetToken {
  /** Gives a session's token. It is asked before the first request and again when the server says that the token is no longer good
   *  (401), once at a time. */
  getToken: () => string | Promise<string>;
  apiKey?: undefined;
  token?: undefined;
}

interface Limits {
  /** How often a request is tried again that failed for the time being. Default 2. */
  maxRetries?: number | undefined;
  /** Milliseconds that each try may take, the answer read to its end; of a file, until it begins. Default 30,000. */
  timeoutMs?: number | undefined;
  /** Milliseconds that all tries may take together, the waiting between them included. Default 120,000. */
  totalTimeoutMs?: number | undefined;
}

/** What any call takes besides its own parameters. */
export interface RequestOptions extends Limits {
  /** Ends the call, and a list's iteration: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
}

export interface ReadOptions<T> extends RequestOptions {
  /** What `withResponse()` gave for the same call before: the server is asked whether it has changed, and while it has not, sends
   *  nothing, and the data is this again. */
  previous?: Pick<FullAnswer<T>, "data" | "etag"> | undefined;
}

export interface KeyOptions extends RequestOptions {
  /** The same key gives the same answer and takes effect once. 1 to 200 visible ASCII characters. Default: a new one for each call,
   *  the same over its tries, where a repetition could do harm. */
  idempotencyKey?: string | undefined;
}

export interface WriteOptions extends KeyOptions {
  /** The `etag` of what the change is based on: if the workspace has changed since, it is refused (`stale-version`). */
  ifMatch?: string | undefined;
}

/** What is no parameter of a query. */
export const ownOptions: Readonly<Record<keyof (ReadOptions<never> & WriteOptions), true>> = {
  signal: true,
  headers: true,
  maxRetries: true,
  timeoutMs: true,
  totalTimeoutMs: true,
  previous: true,
  idempotencyKey: true,
  ifMatch: true,
};

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What the client takes from the machine it runs on. */
export interface Runtime {
  /** Epoch milliseconds. */
  now: () => number;
  /** 0 up to, and without, 1. */
  random: () => number;
  /** A new idempotency key. */
  newKey: () => string;
  /** Calls `action` after so many milliseconds, unless the function that it gives is called before. */
  after: (milliseconds: number, action: () => void) => () => void;
}
