import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { ProblemError } from "../problem.ts";

/** Refuses bodies over `maxBytes` before they are read, and bodies that are not JSON. */
export function jsonBody(maxBytes: number) {
  const limit = bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new ProblemError("body-too-large", `Send at most ${maxBytes} bytes. Nothing was changed.`);
    },
  });
  return createMiddleware((c, next) =>
    limit(c, async () => {
      const type = c.req.header("Content-Type") ?? "";
      if (!/^application\/json\s*(?:;|$)/i.test(type) && (await c.req.text()) !== "") {
        throw new ProblemError(
          "malformed-body",
          'Send JSON with "Content-Type: application/json". Nothing was changed.',
        );
      }
      await next();
    }),
  );
}
