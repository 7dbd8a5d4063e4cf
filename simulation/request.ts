import type { SeatbookApp } from "../packages/server/src/app.ts";
import { apiKey } from "../packages/server/src/test/fixtures.ts";
import type { Action } from "./history.ts";

/** What a request says besides what it asks for. */
export type Guard = { readonly key?: string; readonly ifMatch?: string; readonly ifNoneMatch?: string };

export type Told = { readonly status: number; readonly text: string; readonly etag: string };

/** Asks a server as the operator. A body that is text is that of a form. */
export async function ask(
  { app }: SeatbookApp,
  { method, path, body }: Pick<Action, "method" | "path" | "body">,
  { key, ifMatch, ifNoneMatch }: Guard = {},
): Promise<Told> {
  const contentType = typeof body === "string" ? "application/x-www-form-urlencoded" : "application/json";
  const response = await app.request(path, {
    method,
    headers: {
      Authorization: `Bearer ${apiKey}`,
      ...(key !== undefined && { "Idempotency-Key": key }),
      ...(ifMatch !== undefined && { "If-Match": ifMatch }),
      ...(ifNoneMatch !== undefined && { "If-None-Match": ifNoneMatch }),
      ...(body !== undefined && { "Content-Type": contentType }),
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, etag: response.headers.get("ETag") ?? "" };
}
