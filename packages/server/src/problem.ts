import { Refusal } from "@seatbook/core";
import {
  ConflictError,
  KeyReusedError,
  StaleVersionError,
  StorageError,
  StoreUnavailableError,
} from "@seatbook/storage";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Code, type ProblemCode, problemOf } from "./contract/problem-codes.ts";
import type { AppEnv } from "./middleware/authenticate.ts";
import { send } from "./send.ts";

export type FieldError = { field: string; message: string };

/** Thrown by middleware and routes; answered as problem details. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;
  /** Of the answer, besides those that every problem of its status has. */
  readonly headers: Record<string, string>;

  constructor(code: ProblemCode, detail?: string, errors?: FieldError[], headers: Record<string, string> = {}) {
    super(detail ?? problemOf(code).title);
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
