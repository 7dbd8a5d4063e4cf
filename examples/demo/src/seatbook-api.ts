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
  async send<T>(method: string, path: string, body?: object, token?: string): Promise<T> {
    const answer: T = JSON.parse(await (await this.#ask(method, path, body, token)).text());
    return answer;
  }

  /** A file, as the server answers it. @throws as `send` */
  async file(path: string): Promise<Response> {
    return this.#ask("GET", path);
  }

  async #ask(method: string, path: string, body?: object, token: string = this.#apiKey): Promise<Response> {
    const headers = { Authorization: `Bearer ${token}`, ...(body && { "Content-Type": "application/json" }) };
    const response = await this.#fetch(
      new Request(atServer(path), { method, headers, ...(body && { body: JSON.stringify(body) }) }),
    );
    if (response.ok) return response;
    const { code, detail }: Problem = JSON.parse(await response.text());
    throw new Error(`${method} ${path} was answered ${response.status} ${code}: ${detail}`);
  }

  /** Sends the form of a page that the server itself shows, as the browser of whoever is asked there does. */
  async submitForm(path: string, fields: Record<string, string>): Promise<void> {
    const body = new URLSearchParams(fields);
    const response = await this.#fetch(new Request(atServer(path), { method: "POST", body }));
    if (!response.ok) throw new Error(`The form to ${path} was answered ${response.status}.`);
  }

  session(workspace: string, member: string, role: SessionRole): Promise<Session> {
    return this.send("POST", "/v1/sessions", { workspace, member, role });
  }
}

function atServer(path: string): URL {
  return new URL(path, "http://seatbook.invalid");
}
