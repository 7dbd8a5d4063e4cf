import type { Problem, Session } from "@seatbook/server";

export type SessionRole = "admin" | "billing" | "viewer";

/** The host product's backend as a client of the Seatbook server: it holds the API key and asks over HTTP. */
export class SeatbookApi {
  readonly #fetch: (request: Request) => Response | Promise<Response>;
  readonly #apiKey: string;

  constructor(fetch: (request: Request) => Response | Promise<Response>, apiKey: string) {
    this.#fetch = fetch;
    this.#apiKey = apiKey;
  }

  /** @param token of a session; without it, the operator asks. @throws Error with the sentence of the problem detail. */
  async send<T>(method: string, path: string, body?: object, token: string = this.#apiKey): Promise<T> {
    const request = new Request(new URL(path, "http://seatbook.invalid"), {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body && { "Content-Type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const response = await this.#fetch(request);
    const text = await response.text();
    if (!response.ok) {
      const { code, detail }: Problem = JSON.parse(text);
      throw new Error(`${method} ${path} was answered ${response.status} ${code}: ${detail}`);
    }
    const answer: T = JSON.parse(text);
    return answer;
  }

  session(workspace: string, member: string, role: SessionRole): Promise<Session> {
    return this.send("POST", "/v1/sessions", { workspace, member, role });
  }
}
