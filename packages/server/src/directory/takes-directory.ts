import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context, MiddlewareHandler } from "hono";
import { documents } from "../openapi.ts";
import { putDirectory } from "../contract/requests.ts";
import type { AppEnv } from "../middleware/authenticate.ts";
import { isJson, notJson, tooLarge } from "../middleware/body.ts";
import { validate } from "../middleware/validate.ts";
import { ProblemError } from "../problem.ts";
import { requestHash } from "../respond.ts";
import { type Directory, DirectoryBody } from "./directory-body.ts";

/** What is taken in one turn: a hundred members or so. With four times as many, those who came meanwhile waited twice as long, and the
 *  whole took as long. */
const bytesPerTurn = 1 << 14;

/** As `validate("json", putDirectory)`, for a body of up to `maxBytes` that is checked while it comes in. It is never held as a
 *  whole, and everybody else has their turn meanwhile. */
export function takesDirectory(maxBytes: number) {
  const validated = validate("json", putDirectory);
  const takes: MiddlewareHandler<AppEnv, string, InputOf<typeof validated>> = async (c, next) => {
    c.req.addValidatedData("json", await readDirectory(c, maxBytes));
    await next();
  };
  return documents({ body: putDirectory, problems: ["malformed-json", "invalid-input"] }, takes);
}

type InputOf<T> = T extends MiddlewareHandler<infer _E, infer _P, infer I> ? I : never;

async function readDirectory(c: Context<AppEnv>, maxBytes: number): Promise<Directory> {
  if (Number(c.req.header("Content-Length")) > maxBytes) throw tooLarge(maxBytes);
  const body = new DirectoryBody();
  const digest = c.req.header("Idempotency-Key") === undefined ? undefined : requestHash(c);
  let bytes = 0;
  for await (const chunk of chunksOf(c.req.raw)) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    for (let from = 0; from < chunk.length; from += bytesPerTurn) {
      const part = chunk.subarray(from, from + bytesPerTurn);
      digest?.update(part);
      body.write(part);
      await nextTurn();
    }
  }
  if (!isJson(c) && bytes > 0) throw notJson();
  if (!isJson(c)) body.write(Buffer.from("{}"));
  if (digest) c.set("requestHash", digest.digest("base64url"));
  return body.end();
}

/** @throws ProblemError `request-abandoned` where the client ends before its body does. */
async function* chunksOf({ body }: Request): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body?.getReader();
  for (;;) {
    let next: { done: boolean; value?: Uint8Array } | undefined;
    try {
      next = await reader?.read();
    } catch {
      throw new ProblemError("request-abandoned");
    }
    if (next?.value === undefined) return;
    yield next.value;
  }
}
