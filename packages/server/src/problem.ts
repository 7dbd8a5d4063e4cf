import { type RefusalCode, Refusal, refusals } from "@seatbook/core";
import {
  ConflictError,
  KeyReusedError,
  StaleVersionError,
  StorageError,
  StoreUnavailableError,
} from "@seatbook/storage";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppEnv } from "./middleware/authenticate.ts";
import { send } from "./send.ts";

/** The problems that are not refusals of a command: status and title by code. */
const problems = {
  "malformed-json": [400, "The body is not JSON."],
  "malformed-body": [400, "The body cannot be read."],
  "malformed-path": [400, "The address cannot be read."],
  "malformed-cursor": [400, "The cursor is not one of this list."],
  "token-missing": [401, "No token was sent."],
  "token-invalid": [401, "The token is not valid."],
  "token-stale": [401, "The token has expired."],
  forbidden: [403, "This token does not allow that."],
  "route-not-found": [404, "There is nothing at this address."],
  "widgets-not-built": [404, "The widgets are not built."],
  "api-key-not-found": [404, "There is no such API key."],
  "api-key-revoked": [409, "This API key was revoked. Make another one."],
  "api-key-told-once": [409, "The text of an API key is told once."],
  "clock-moves-forward": [409, "The clock only moves forward."],
  contended: [409, "Too many changes at once."],
  "stale-version": [412, "The workspace changed since you looked."],
  "body-too-large": [413, "The body is too large."],
  "invalid-input": [422, "Some fields are not valid."],
  "idempotency-key-reused": [422, "This idempotency key was used for another request."],
  "too-many-requests": [429, "Too many requests in a short time."],
  "request-abandoned": [408, "Whoever asked does not wait for the answer any more."],
  "internal-error": [500, "Something went wrong on the server."],
  "storage-failed": [500, "The store did not answer as it should."],
  "store-unavailable": [503, "The store is out of reach for the moment."],
  busy: [503, "The server has too much to do at once. Try again in a few seconds."],
} as const;

export type ProblemCode = keyof typeof problems;
/** Everything that a request can be refused with. */
export type Code = ProblemCode | RefusalCode;
export type FieldError = { field: string; message: string };

const refusalStatus = { absent: 404, rule: 409, invalid: 422, limit: 429 } as const;

const isRefusal = (code: Code): code is RefusalCode => code in refusals;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the two tables
export const codes = [...Object.keys(problems), ...Object.keys(refusals)] as Code[];

/** The status and the sentence of a code. */
export function problemOf(code: Code) {
  if (isRefusal(code)) return { status: refusalStatus[refusals[code].kind], title: refusals[code].sentence };
  const [status, title] = problems[code];
  return { status, title };
}

/** Thrown by middleware and routes; answered as problem details. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;
  /** Of the answer, besides those that every problem of its status has. */
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, detail?: string, errors?: FieldError[], headers: Record<string, string> = {}) {
    super(detail ?? problems[code][1]);
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

/** The status and the RFC 9457 body for whatever was thrown. */
export function toProblem(error: unknown) {
  if (error instanceof Refusal) {
    const { status } = problemOf(error.code);
    const errors = error.field === undefined ? undefined : [{ field: error.field, message: error.message }];
    return problem(error.code, status, error.message, error.message, errors);
  }
  if (error instanceof ProblemError) {
    const { status, title } = problemOf(error.code);
    return problem(error.code, status, title, error.message, error.errors);
  }
  if (error instanceof StaleVersionError) {
    return toProblem(
      new ProblemError("stale-version", "The workspace changed since you looked. Nothing was changed. Read it again."),
    );
  }
  if (error instanceof KeyReusedError) {
    return toProblem(
      new ProblemError("idempotency-key-reused", "This idempotency key was used for another request. Send a new key."),
    );
  }
  if (error instanceof ConflictError) {
    return toProblem(new ProblemError("contended", "Too many changes at once. Nothing was changed. Try again."));
  }
  if (error instanceof StoreUnavailableError) {
    return toProblem(
      new ProblemError(
        "store-unavailable",
        "The server cannot reach its data for the moment. If this was a change, it may have been made or not: look again, then " +
          "try again in a few seconds. With the same Idempotency-Key it is made once.",
      ),
    );
  }
  if (error instanceof StorageError) {
    return toProblem(
      new ProblemError("storage-failed", "The store did not answer as it should. Ask the operator to look at it."),
    );
  }
  if (error instanceof HTTPException && error.status === 400) {
    return toProblem(new ProblemError("malformed-json", "The body is not valid JSON."));
  }
  return toProblem(
    new ProblemError("internal-error", "The server could not answer. If it was a change, read before you try again."),
  );
}

function problem(
  code: Code,
  status: ReturnType<typeof problemOf>["status"],
  title: string,
  detail: string,
  errors?: FieldError[],
) {
  return { type: `urn:seatbook:problem:${code}`, title, status, detail, code, ...(errors && { errors }) };
}

export const problemHeaders: Partial<Record<number, Record<string, string>>> = {
  401: { "WWW-Authenticate": 'Bearer realm="seatbook"' },
  // What is left of the body is not read, so that no other request can follow on the same connection.
  413: { Connection: "close" },
  429: { "Retry-After": "3600" },
  503: { "Retry-After": "5" },
};

export function answerProblem(c: Context<AppEnv>, error: unknown): Response {
  const body = toProblem(error);
  const headers = problemHeaders[body.status] ?? {};
  return send(c, JSON.stringify(body), "application/problem+json", body.status, {
    ...headers,
    ...(error instanceof ProblemError && error.headers),
    "Cache-Control": "no-store",
  });
}
