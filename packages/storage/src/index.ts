export { requireCreate, type CreateDriver } from "./driver.ts";
export { openDriver } from "./open.ts";
export { memory, type MemoryOptions } from "./drivers/memory.ts";
export { fs, type FsOptions } from "./drivers/fs.ts";
export { sqlite, type SqliteOptions } from "./drivers/sqlite.ts";
export { redis, type RedisOptions } from "./drivers/redis.ts";
export { postgres, type PostgresOptions } from "./drivers/postgres.ts";
export { encodeKey } from "./key.ts";
export { isSnapshotKey, Log, type LogRecord, parseRecordKey, recordKey, type SnapshotHead } from "./log.ts";
export {
  Journal,
  type Command,
  type Decision,
  type JournalOptions,
  type Outcome,
  type SnapshotOptions,
  type Turns,
} from "./journal.ts";
export { decodeRecordNow, LARGE_RECORD } from "./packed-record.ts";
export { ConflictError, KeyReusedError, StaleVersionError, StorageError, StoreUnavailableError } from "./errors.ts";
export type { MaybePromise } from "./maybe-promise.ts";
