import { type CreateDriver, StorageError, StoreUnavailableError } from "@seatbook/storage";

export interface ObjectStoreOptions {
  /** The bucket's address, for example http://127.0.0.1:9000/seatbook. */
  url: string;
  /** How long to wait for an answer, in milliseconds. Default 10,000. */
  timeoutMs?: number;
}

/** Records in an object store that writes an object only if there is none yet (`If-None-Match: *`), as S3 and those like it do.
 *  Theirs needs signed requests and lists in XML besides; what makes the driver safe is all here. */
export function objectStore({ url, timeoutMs = 10_000 }: ObjectStoreOptions): CreateDriver {
  // The ending keeps a key of dots from being taken for a folder.
  const addressOf = (key: string): string => `${url}/${encodeURIComponent(key)}.json`;

  /** Asks once. A client that tries again by itself, as SDKs do, would find its own first try and call it somebody else's: give
   *  an SDK one attempt (of the S3 client, `maxAttempts: 1`). */
  async function ask(method: string, address: string, init: { body?: string; headers?: Record<string, string> } = {}) {
    let status: number;
    let text: string;
    try {
      const response = await fetch(address, { method, signal: AbortSignal.timeout(timeoutMs), ...init });
      status = response.status;
      text = await response.text();
    } catch (cause) {
      throw new StoreUnavailableError(`The object store at ${url} is out of reach. Start it, or correct its address.`, {
        cause,
      });
    }
    if (status === 429 || status >= 500) {
      throw new StoreUnavailableError(`The object store at ${url} cannot answer now (status ${status}).`);
    }
    return { status, text };
  }

  function unexpected(method: string, status: number): StorageError {
    return new StorageError(`The object store at ${url} answered a ${method} with ${status}.`);
  }

  async function listBelow(base: string): Promise<string[]> {
    const keys: string[] = [];
    let after: string | undefined;
    do {
      const page = new URLSearchParams({ prefix: encodeURIComponent(base), ...(after !== undefined && { after }) });
      const { status, text } = await ask("GET", `${url}?${page.toString()}`);
      if (status !== 200) throw unexpected("GET", status);
      const found: { names: string[]; next?: string } = JSON.parse(text);
      for (const name of found.names) keys.push(decodeURIComponent(name.slice(0, -".json".length)));
      after = found.next;
    } while (after !== undefined);
    return keys;
  }

  async function removeItem(key: string): Promise<void> {
    const { status } = await ask("DELETE", addressOf(key));
    if (status !== 204) throw unexpected("DELETE", status);
  }

  return {
    name: "object-store",
    options: { url, timeoutMs },
    async hasItem(key) {
      const { status } = await ask("HEAD", addressOf(key));
      if (status !== 200 && status !== 404) throw unexpected("HEAD", status);
      return status === 200;
    },
    async getItem(key) {
      const { status, text } = await ask("GET", addressOf(key));
      if (status !== 200 && status !== 404) throw unexpected("GET", status);
      return status === 200 ? text : null;
    },
    async createItem(key, value) {
      const { status } = await ask("PUT", addressOf(key), { body: value, headers: { "If-None-Match": "*" } });
      // 412: it was there. S3 also says 409, when another write of the key is under way and may yet fail: nothing was written.
      if (status === 409) throw new StoreUnavailableError(`The object store at ${url} is busy with the same key.`);
      if (status !== 200 && status !== 412) throw unexpected("PUT", status);
      return status === 200;
    },
    async setItem(key, value) {
      const { status } = await ask("PUT", addressOf(key), { body: value });
      if (status !== 200) throw unexpected("PUT", status);
    },
    removeItem,
    // unstorage gives none, or one that ends with a colon.
    getKeys: (base) => listBelow(base ?? ""),
    async clear(base) {
      await Promise.all((await listBelow(base ?? "")).map(removeItem));
    },
    dispose() {},
  };
}
