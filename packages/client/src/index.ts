// The public entry of the package.
export type { Answer, FullAnswer } from "./answer.ts";
export type { Streamed } from "./body.ts";
export { createClient, type SeatbookClient } from "./create-client.ts";
export {
  type ClientCode,
  type ErrorCode,
  type ErrorFacts,
  isSeatbookError,
  SeatbookError,
  type UnknownCode,
} from "./errors.ts";
export type { List, Page } from "./list.ts";
export type * from "./operations.generated.ts";
export type {
  ClientOptions,
  Fetch,
  KeyOptions,
  ReadOptions,
  RequestOptions,
  Runtime,
  WriteOptions,
} from "./options.ts";
export type * from "./types.generated.ts";
