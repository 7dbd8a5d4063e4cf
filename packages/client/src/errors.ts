import type { FieldError, ProblemCode } from "./types.generated.ts";

declare enum NewerCode {
  code = "a code of a newer server",
}

/** A code of a newer server, which this version of the client does not know: any other string. Its type is no plain string, so that
 *  a misspelled `case` does not compile, and a `switch` needs its `default`. */
export type UnknownCode = NewerCode;

/** What only the client can tell: no answer came (`connection-failed`), none came in time (`timed-out`), or it was not Seatbook's
 *  (`unexpected-answer`), such as a proxy's page. */
export type ClientCode = "connection-failed" | "timed-out" | "unexpected-answer";

/** Every code that can be told apart today: the problems that the server documents, and the client's own. */
export type ErrorCode = ProblemCode | ClientCode;

export interface ErrorFacts {
  code: ErrorCode | UnknownCode;
  detail: string;
  status?: number;
  errors?: readonly FieldError[];
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  cause?: unknown;
}

/** A refusal or a failure, whatever its kind: `code` tells them apart.
 *  @example
 *  try {
 *    await acme.removeInactiveMembers({ fingerprint });
 *  } catch (error) {
 *    if (isSeatbookError(error, "inactive-members-changed")) return showThemAgain();
 *    throw error;
 *  } */
export class SeatbookError extends Error {
  override readonly name = "SeatbookError";
  /** Stable, for programs. */
  readonly code: ErrorCode | UnknownCode;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** What is wrong and what to do about it, in English; also the `message`. */
  readonly detail: string;
  /** The fields at fault of a request that is not valid; otherwise empty. */
  readonly errors: readonly FieldError[];
  /** What the server's log calls the request. */
  readonly requestId: string | undefined;
  /** When the server says that it is worth trying again. */
  readonly retryAfterSeconds: number | undefined;

  constructor({ code, detail, status = 0, errors = [], requestId, retryAfterSeconds, cause }: ErrorFacts) {
    super(detail, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.errors = errors;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whether `error` is Seatbook's, and has one of these codes if any are given. */
export function isSeatbookError(error: unknown): error is SeatbookError;
export function isSeatbookError<Code extends ErrorCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is SeatbookError & { readonly code: Code };
export function isSeatbookError(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof SeatbookError && (codes.length === 0 || codes.includes(error.code));
}
