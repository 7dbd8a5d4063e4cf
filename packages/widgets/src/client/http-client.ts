import type { Problem } from "@seatbook/server/contract";
import { ClientError, type ExportedFile, type SeatbookClient } from "./client.ts";
import { TokenSource } from "./token-source.ts";

export interface HttpClientOptions {
  /** Where the server answers, for example `https://billing.example.com`. A path on the page's own origin works too. */
  apiUrl: string;
  /** Gives a session token. Called when one is needed, again shortly before it expires, and once when the server refuses it. */
  getToken: () => Promise<string> | string;
  /** Defaults to the page's `fetch`. */
  fetch?: typeof fetch;
}

/**
 * A client that talks to a Seatbook server.
 * @example
 * element.client = createHttpClient({ apiUrl: "https://billing.example.com", getToken: () => fetchTokenFromYourBackend() });
 */
export function createHttpClient({ apiUrl, getToken, fetch = globalThis.fetch }: HttpClientOptions): SeatbookClient {
  const base = `${apiUrl.replace(/\/+$/, "")}/v1/workspaces/`;
  const tokens = new TokenSource(getToken);

  const send = (path: string, token: string, init: Init) => {
    const headers = { Accept: "application/json", Authorization: `Bearer ${token}`, ...init.headers };
    // Names and addresses are not left in the browser's cache, nor shown to who signs in next.
    return received(fetch.call(globalThis, base + path, { ...init, headers, cache: "no-store" }), init.signal);
  };

  const request = async (path: string, init: Init = {}): Promise<Response> => {
    const workspaceUrl = base + path.split("/")[0];
    const token = await tokens.get(workspaceUrl);
    let response = await send(path, token, init);
    if (response.status === 401) {
      const renewed = await tokens.get(workspaceUrl, token);
      if (renewed !== token) response = await send(path, renewed, init);
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  };

  const read = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
    answer<T>(await request(path, { signal: signal ?? null }));

  const write = async <T>(method: string, path: string, body: object = {}, signal?: AbortSignal): Promise<T> =>
    answer<T>(
      await request(path, {
        method,
        signal: signal ?? null,
        headers: { "Content-Type": "application/json" },
        ...(method !== "DELETE" && { body: JSON.stringify(body) }),
      }),
    );

  const download = async (path: string, name: string, onProgress?: (bytes: number) => void): Promise<ExportedFile> => {
    const response = await request(path, { headers: { Accept: "*/*" } });
    let bytes = 0;
    const counted = response.body?.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          onProgress?.((bytes += chunk.length));
          controller.enqueue(chunk);
        },
      }),
    );
    return {
      name: asFileName(givenName(response) ?? name),
      content: await received(new Response(counted, response).blob()),
    };
  };

  return {
    summary: (workspace, signal) => read(to(workspace), signal),
    members: (workspace, query, signal) => read(to(workspace, "members") + search(query), signal),
    member: (workspace, member, signal) => read(to(workspace, "members", member), signal),
    removeMember: (workspace, member) => write("DELETE", to(workspace, "members", member)),
    restoreMember: (workspace, member) => write("POST", to(workspace, "members", member, "restore")),
    inactiveMembers: (workspace, signal) => read(to(workspace, "inactive-members"), signal),
    removeInactiveMembers: (workspace, fingerprint) =>
      write("POST", to(workspace, "inactive-members", "remove"), { fingerprint }),
    teams: (workspace, query, signal) => read(to(workspace, "teams") + search(query), signal),
    archiveTeam: (workspace, team) => write("POST", to(workspace, "teams", team, "archive")),
    unarchiveTeam: (workspace, team) => write("POST", to(workspace, "teams", team, "unarchive")),
    preview: (workspace, commands, signal) => write("POST", to(workspace, "preview"), { commands }, signal),
    months: (workspace, signal) => read(to(workspace, "months"), signal),
    exportLicenses: (workspace, month, format, onProgress) =>
      month === undefined
        ? download(to(workspace, `licenses.${format}`), `licenses.${format}`, onProgress)
        : download(to(workspace, "months", month, `licenses.${format}`), `licenses-${month}.${format}`, onProgress),
    invoices: (workspace, query, signal) => read(to(workspace, "invoices") + search(query), signal),
    invoiceFile: (workspace, number, format) => {
      const name = `${number}.${format}`;
      return download(to(workspace, "invoices", name), name);
    },
    sendInvoice: (workspace, number) => write("POST", to(workspace, "invoices", number, "send")),
    billingDetails: (workspace, signal) => read(to(workspace, "billing-details"), signal),
    saveBillingDetails: (workspace, details) => write("PUT", to(workspace, "billing-details"), details),
    mailbox: (workspace, signal) => read(to(workspace, "mailbox"), signal),
    changeMailbox: (workspace, mailbox) => write("PUT", to(workspace, "mailbox"), { mailbox }),
    resendMailboxConfirmation: (workspace) => write("POST", to(workspace, "mailbox", "resend")),
    withdrawMailboxChange: (workspace) => write("POST", to(workspace, "mailbox", "withdraw")),
  };
}

type Init = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };

/** The path of what is below a workspace: ids and invoice numbers may hold any character. */
const to = (...segments: string[]) => segments.map(encodeURIComponent).join("/");

function search(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}

/** What comes from the server, unless the connection fails on the way. */
async function received<T>(coming: Promise<T>, signal?: AbortSignal | null): Promise<T> {
  try {
    return await coming;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ClientError("unreachable", 0, "The server cannot be reached.");
  }
}

async function answer<T>(response: Response): Promise<T> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is trusted to keep the contract
    return (await response.json()) as T;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ClientError("unexpected-answer", response.status, "The server gave an answer that is not Seatbook's.");
  }
}

async function problemOf(response: Response): Promise<ClientError> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above, and each field may be missing
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new ClientError(
    problem.code ?? "unexpected-answer",
    response.status,
    problem.detail ?? problem.title ?? `The server answered ${response.status}.`,
    problem.errors,
  );
}

/** The quoted name in Content-Disposition. */
function givenName(response: Response): string | undefined {
  return /filename="?([^";]+)"?/i.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
}

/** Without anything that would be a path; the number of an invoice may hold a slash too. */
const asFileName = (name: string) => name.replaceAll(/[/\\]/g, "-");
