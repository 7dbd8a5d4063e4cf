import type { OpenApiDocument } from "../../packages/server/src/openapi/document-types.ts";
import { DocumentCheck } from "../../packages/server/src/test/document-check.ts";

/** As it was before any test. */
export const originalFetch = globalThis.fetch;

type Operation = { check: DocumentCheck; template: string };

/** `fetch` that holds what Seatbook servers answer against the document that they serve, beside whoever asked. */
export class CheckedFetch {
  readonly #fetch: typeof fetch;
  readonly #checks = new Map<string, DocumentCheck>();
  readonly #underWay = new Set<Promise<string[]>>();
  readonly #complaints: string[] = [];
  /** How many answers were held against a document. */
  checked = 0;

  /** @param original what really asks. */
  constructor(original: typeof fetch) {
    this.#fetch = original;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const response = await this.#fetch(input, init);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    const url = new URL(input instanceof Request ? input.url : input);
    // The answer is for whoever asked; only what is read as a whole is read here too.
    const isJson = /[/+]json\b/.test(response.headers.get("Content-Type") ?? "");
    const body = isJson ? response.clone().text() : Promise.resolve("");
    const checking = this.#check(method, url, response, body, isJson);
    this.#underWay.add(checking);
    return response;
  };

  /** What the documents do not allow of what was answered since the last call. */
  async settle(): Promise<string[]> {
    for (const found of await Promise.all(this.#underWay)) this.#complaints.push(...found);
    this.#underWay.clear();
    return this.#complaints.splice(0);
  }

  async #check(
    method: string,
    { origin, pathname }: URL,
    { status, headers }: Response,
    body: Promise<string>,
    isJson: boolean,
  ): Promise<string[]> {
    try {
      const text = await body;
      const operation = await this.#operation(method, origin, pathname);
      if (!operation) return [];
      this.checked++;
      const answer = { status, headers, body: isJson ? JSON.parse(text) : text };
      return operation.check
        .complaints(method, operation.template, answer)
        .map((complaint) => `${method} ${pathname} answered ${status}: ${complaint}`);
    } catch (error) {
      // The server was ended, or the answer given up, before it was read.
      if (error instanceof TypeError || (error instanceof DOMException && error.name === "AbortError")) return [];
      throw error;
    }
  }

  /** Of several templates that fit, `/v1/{a}.pdf` goes before `/v1/{a}`. */
  async #operation(method: string, origin: string, pathname: string): Promise<Operation | undefined> {
    const check = this.#checks.get(origin) ?? (await this.#open(origin));
    const template = Object.keys(check?.document.paths ?? {})
      .filter((each) => check?.operation(method, each) && patternOf(each).test(pathname))
      .toSorted((a, b) => literal(b).length - literal(a).length)[0];
    return check && template !== undefined ? { check, template } : undefined;
  }

  async #open(origin: string): Promise<DocumentCheck | undefined> {
    const response = await this.#fetch(`${origin}/openapi.json`);
    if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) return undefined;
    const document: OpenApiDocument = JSON.parse(await response.text());
    const check = new DocumentCheck(document);
    this.#checks.set(origin, check);
    return check;
  }
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}/?$`);
}

function literal(template: string): string {
  return template.replaceAll(/\{\w+\}/g, "");
}
