import { expect } from "vitest";
import type { TestServer } from "../../test/test-server.ts";
import { scimMediaType } from "../scim-error.ts";

export const base = "/v1/workspaces/acme/scim/v2";

/** One request as it is published, and what its answer is to be. `{name}` in path and body stands for an id that an earlier step
 *  `keeps` by that name. */
export type Step = {
  what: string;
  request: `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;
  body?: object;
  headers?: Record<string, string>;
  status: number;
  answer?: object;
  keeps?: string;
};

/** Sends the steps one after the other, as a provider does. Returns the ids that were kept. */
export async function replay(server: TestServer, steps: readonly Step[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const filled = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => ids.get(name) ?? whole);
  for (const { what, request, body, headers, status, answer, keeps } of steps) {
    const [method = "", path = ""] = request.split(/ (.*)/s);
    const address = filled(path).replace(/\?.*$/s, (query) => encodeURI(query));
    const sent = await server.operator.request(method, `${base}${address}`, {
      ...(body && { body: filled(JSON.stringify(body)) }),
      headers: { "Content-Type": `${scimMediaType}; charset=utf-8`, ...headers },
    });
    expect(sent.status, `${what}: ${sent.text}`).toBe(status);
    if (status !== 204) expect(sent.headers.get("Content-Type"), what).toBe(scimMediaType);
    if (answer) expect(sent.body, what).toMatchObject(JSON.parse(filled(JSON.stringify(answer))));
    if (keeps !== undefined) ids.set(keeps, String(Reflect.get(Object(sent.body), "id")));
  }
  return ids;
}
