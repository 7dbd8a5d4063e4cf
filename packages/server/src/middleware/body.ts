import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { Documentation } from "../openapi.ts";
import { ProblemError } from "../problem.ts";

export function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError("body-too-large", `Send at most ${maxBytes} bytes. Nothing was changed.`);
}

export function notJson(): ProblemError {
  return new ProblemError("malformed-body", 'Send JSON with "Content-Type: application/json". Nothing was changed.');
}

/** Whether the body is said to be JSON. */
export function isJson(c: Context): boolean {
  return /^application\/(?:scim\+)?json\s*(?:;|$)/i.test(c.req.header("Content-Type") ?? "");
}

/** Refuses bodies over `maxBytes` before they are read, and reads the others: whoever asks for the text has it from here.
 *  @throws ProblemError `body-too-large`, or `request-abandoned` where the client ends before its body does. */
export function boundedBody(maxBytes: number) {
  const refuse = (): never => {
    throw tooLarge(maxBytes);
  };
  const limit = bodyLimit({ maxSize: maxBytes, onError: refuse });
  return createMiddleware(async (c, next) => {
    const length = c.req.header("Content-Length");
    // HTTP reads as many bytes as were announced, and no more. To count them here would turn each body into a web stream first,
    // which takes longer than all the rest of a small command.
    const isCounted = length === undefined || c.req.header("Transfer-Encoding") !== undefined || !/^\d+$/.test(length);
    if (!isCounted && Number(length) > maxBytes) refuse();
    const read = async (): Promise<void> => void (await c.req.text());
    try {
      await (isCounted ? limit(c, read) : read());
    } catch (error) {
      const isAborted = error instanceof Error && "code" in error && error.code === "ECONNRESET";
      throw isAborted ? new ProblemError("request-abandoned") : error;
    }
    await next();
  });
}

/** As `boundedBody`, and refuses what is not JSON. */
export function jsonBody(maxBytes: number) {
  const bounded = boundedBody(maxBytes);
  return createMiddleware((c, next) =>
    bounded(c, async () => {
      if (!isJson(c) && (await c.req.text()) !== "") throw notJson();
      await next();
    }),
  );
}

export const bodyDocumentation: Documentation = {
  problems: ({ method }) => (method === "GET" ? [] : ["body-too-large", "malformed-body", "request-abandoned"]),
};
