import { type Answer, toAnswer } from "./answer.ts";
import { toBody } from "./body.ts";
import { SeatbookError } from "./errors.ts";
import { List, type Page } from "./list.ts";
import { ownOptions, type ReadOptions, type RequestOptions, type WriteOptions } from "./options.ts";
import type { Sender } from "./sender.ts";
import { toPath } from "./to-path.ts";

type Path = readonly string[];

type Request = {
  method: string;
  path: Path;
  options: RequestOptions;
  headers?: Record<string, string>;
  body?: object | undefined;
};

/** What the generated operations are made of. Paths are segments, each as it is meant; options hold, beside the client's own, the
 *  parameters of the query. */
export class Caller {
  readonly #sender: Sender;
  readonly #base: Path;

  /** @param base the segments that each path begins with. */
  constructor(sender: Sender, base: Path = []) {
    this.#sender = sender;
    this.#base = base;
  }

  below(...path: Path): Caller {
    return new Caller(this.#sender, [...this.#base, ...path]);
  }

  get<T>(path: Path, options: ReadOptions<T> = {}): Answer<T> {
    const { previous } = options;
    const headers = header("If-None-Match", previous?.etag);
    const read = (response: Response): T | Promise<T> =>
      previous && response.status === 304 ? previous.data : readJson(response);
    return toAnswer(this.#send({ method: "GET", path, options, headers }, read));
  }

  list<Item, P extends Page<Item>>(path: Path, options: ReadOptions<P> = {}): List<Item, P> {
    const ask = (cursor?: string) => {
      const further = { ...options, previous: undefined, cursor };
      return this.get<P>(path, cursor === undefined ? options : further);
    };
    return new List(ask, options.signal);
  }

  async file(path: Path, options: RequestOptions = {}): Promise<Response> {
    const { data } = await this.#send({ method: "GET", path, options }, (response) => response);
    return data;
  }

  /** A POST that may be repeated without harm. */
  ask<T>(path: Path, body?: object, options: WriteOptions = {}): Answer<T> {
    return this.#write({ method: "POST", path, options, body });
  }

  post<T>(path: Path, body?: object, options: WriteOptions = {}): Answer<T> {
    return this.#write({ method: "POST", path, options: this.#keyed(options), body });
  }

  /** May be repeated as it is, unless it is for one version only: after it, that is another. */
  put<T>(path: Path, body: object, options: WriteOptions = {}): Answer<T> {
    return this.#write({
      method: "PUT",
      path,
      options: options.ifMatch === undefined ? options : this.#keyed(options),
      body,
    });
  }

  patch<T>(path: Path, body: object, options: WriteOptions = {}): Answer<T> {
    return this.#write({ method: "PATCH", path, options: this.#keyed(options), body });
  }

  delete<T>(path: Path, options: WriteOptions = {}): Answer<T> {
    return this.#write({ method: "DELETE", path, options: this.#keyed(options) });
  }

  #keyed({ idempotencyKey = this.#sender.runtime.newKey(), ...options }: WriteOptions): WriteOptions {
    return { ...options, idempotencyKey };
  }

  #write<T>({ options, ...request }: Request & { options: WriteOptions }): Answer<T> {
    const headers = { ...header("If-Match", options.ifMatch), ...header("Idempotency-Key", options.idempotencyKey) };
    return toAnswer(this.#send<T>({ ...request, options, headers }, readJson));
  }

  /** Async, so that whatever is wrong with the arguments rejects too. */
  async #send<T>(
    { method, path, options, headers, body: given }: Request,
    read: (response: Response) => T | Promise<T>,
  ) {
    const body = given && toBody(given);
    const sending = {
      method,
      path: toPath([...this.#base, ...path]) + toQuery(options),
      headers: { ...(body && { "Content-Type": "application/json" }), ...headers, ...options.headers },
      body,
      read,
    };
    return this.#sender.send<T>(sending, options);
  }
}

function header(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

/** Whatever is not an option of the client. */
function toQuery(options: RequestOptions): string {
  const given = Object.entries(options).filter(
    ([name, value]) => !Object.hasOwn(ownOptions, name) && value !== undefined,
  );
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return query && `?${query}`;
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text();
  try {
    const data: T = JSON.parse(text);
    return data;
  } catch (cause) {
    const { status } = response;
    const detail = `The answer, with status ${status}, is not JSON. Look at the url, and at what is in between.`;
    throw new SeatbookError({ code: "unexpected-answer", status, detail, cause });
  }
}
