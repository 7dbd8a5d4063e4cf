import type { Context, Next } from "hono";
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

/** Refuses bodies over `maxBytes` before they are read, and bodies that are not JSON. */
export function jsonBody(maxBytes: number) {
  const refuse = (): never => {
    throw tooLarge(maxBytes);
  };
  const limit = bodyLimit({ maxSize: maxBytes, onError: refuse });
  return createMiddleware((c, next) => {
    const length = c.req.header("Content-Length");
    // HTTP reads as many bytes as were announced, and no more. To count them here would turn each body into a web stream first,
    // which takes longer than all the rest of a small command.
    if (length === undefined || c.req.header("Transfer-Encoding") !== undefined || !/^\d+$/.test(length)) {
      return limit(c, () => checkType(c, next));
    }
    return Number(length) > maxBytes ? refuse() : checkType(c, next);
  });
}

export const bodyDocumentation: Documentation = {
  problems: ({ method }) => (method === "GET" ? [] : ["body-too-large", "malformed-body"]),
};

async function checkType(c: Context, next: Next): Promise<void> {
  if (!isJson(c) && (await c.req.text()) !== "") throw notJson();
  await next();
}
