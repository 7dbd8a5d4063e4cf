/** The store, its URL or its content is not what it must be; the message says what to do about it. */
export class StorageError extends Error {
  override name = "StorageError";
}

/** The store cannot be reached, or does not answer in time. A write that was under way may have happened or not; it is safe to
 *  try again later. */
export class StoreUnavailableError extends StorageError {
  override name = "StoreUnavailableError";
}

/** The log moved on since the caller looked: `expected` and `actual` are versions. Nothing was written. */
export class StaleVersionError extends StorageError {
  override name = "StaleVersionError";
  readonly expected: number;
  readonly actual: number;
  constructor(log: string, expected: number, actual: number) {
    super(`The log "${log}" is at version ${actual}, not at the expected version ${expected}.`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** An idempotency key came again with another request. Nothing was written. */
export class KeyReusedError extends StorageError {
  override name = "KeyReusedError";
  readonly key: string;
  constructor(log: string, key: string) {
    super(`The idempotency key "${key}" was used for another request in the log "${log}".`);
    this.key = key;
  }
}

/** Others were first at every attempt. Nothing was written; the same command may be tried again later. */
export class ConflictError extends StorageError {
  override name = "ConflictError";
  readonly attempts: number;
  constructor(log: string, attempts: number) {
    super(`The log "${log}" is contended: ${attempts} attempts to append each found that another writer was first.`);
    this.attempts = attempts;
  }
}
