import { Tokens } from "../packages/server/src/tokens.ts";
import type { SeatbookApp } from "../packages/server/src/app.ts";
import { apiKey, tokenSecret } from "../packages/server/src/test/fixtures.ts";
import type { Action } from "./history.ts";

/** What a request says besides what it asks for. */
export type Guard = { readonly key?: string; readonly ifMatch?: string; readonly ifNoneMatch?: string };

/** A member who may do everything in the workspace, and the token that says so. */
export type Session = { readonly member: string; readonly token: string };

/** Its token holds for longer than any simulation goes on. */
export async function sessionOf(workspace: string, member: string): Promise<Session> {
  const claims = { workspace, member, role: "admin", issuedAt: 0, expiresAt: 2 ** 40 } as const;
  return { member, token: await new Tokens(tokenSecret).sign(claims) };
}

export type Told = { readonly status: number; readonly text: string; readonly etag: string };

export type Request = Pick<Action, "method" | "path" | "body" | "session">;

/** Asks a server. A body that is text is that of a form. */
export async function ask(
  { app }: SeatbookApp,
  { method, path, body, session }: Request,
  { key, ifMatch, ifNoneMatch }: Guard = {},
): Promise<Told> {
  const contentType = typeof body === "string" ? "application/x-www-form-urlencoded" : "application/json";
  const response = await app.request(path, {
    method,
    headers: {
      Authorization: `Bearer ${session?.token ?? apiKey}`,
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
