const { getItem, setItem } = Storage.prototype;
const localStorageOf = Object.getOwnPropertyDescriptor(globalThis, "localStorage") ?? {};

/** Keeps what a page stores in a map: other pages, of other tests, have the same storage. `getItem` and `setItem` may throw, as
 *  they do where it is blocked or full. */
export function stubStorage(kept: Map<string, string>, { isFull = false } = {}): void {
  Storage.prototype.getItem = (key) => kept.get(key) ?? null;
  Storage.prototype.setItem = (key, value) => {
    if (isFull) throw new DOMException("No room.", "QuotaExceededError");
    kept.set(key, value);
  };
}

/** What a page without storage has: looking at it throws. */
export function blockStorage(): void {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("Denied.", "SecurityError");
    },
  });
}

export function restoreStorage(): void {
  Object.assign(Storage.prototype, { getItem, setItem });
  Object.defineProperty(globalThis, "localStorage", localStorageOf);
}
