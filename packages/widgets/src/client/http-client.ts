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

  const send = async (path: string, token: string, init: Init) => {
    const headers = { Accept: "application/json", Authorization: `Bearer ${token}`, ...init.headers };
    try {
      // Names and addresses are not left in the browser's cache, nor shown to who signs in next.
      return await fetch.call(globalThis, base + path, { ...init, headers, cache: "no-store" });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new ClientError("unreachable", 0, "The server cannot be reached.");
    }
  };

  const request = async (path: string, init: Init = {}): Promise<Response> => {
    const token = await tokens.get();
    let response = await send(path, token, init);
    if (response.status === 401) {
      const renewed = await tokens.renew(token);
      if (renewed !== token) response = await send(path, renewed, init);
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  };

  const read = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
    answer<T>(await request(path, signal ? { signal } : {}));

  const write = async (method: "POST" | "DELETE", path: string, body?: unknown, signal?: AbortSignal) =>
    request(path, {
      method,
      ...(signal && { signal }),
      ...(method === "POST" && {
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body ?? {}),
      }),
    });

  return {
    summary: (workspace, signal) => read(segment(workspace), signal),
    members: (workspace, query, signal) => read(`${segment(workspace)}/members${search(query)}`, signal),
    member: (workspace, member, signal) => read(`${segment(workspace)}/members/${segment(member)}`, signal),
    removeMember: async (workspace, member) => {
      await write("DELETE", `${segment(workspace)}/members/${segment(member)}`);
    },
    restoreMember: async (workspace, member) => {
      await write("POST", `${segment(workspace)}/members/${segment(member)}/restore`);
    },
    inactiveMembers: (workspace, signal) => read(`${segment(workspace)}/inactive-members`, signal),
    removeInactiveMembers: async (workspace, fingerprint) =>
      answer(await write("POST", `${segment(workspace)}/inactive-members/remove`, { fingerprint })),
    teams: (workspace, query, signal) => read(`${segment(workspace)}/teams${search(query)}`, signal),
    archiveTeam: async (workspace, team) => {
      await write("POST", `${segment(workspace)}/teams/${segment(team)}/archive`);
    },
    unarchiveTeam: async (workspace, team) => {
      await write("POST", `${segment(workspace)}/teams/${segment(team)}/unarchive`);
    },
    preview: async (workspace, commands, signal) =>
      answer(await write("POST", `${segment(workspace)}/preview`, { commands }, signal)),
    months: (workspace, signal) => read(`${segment(workspace)}/months`, signal),
    exportLicenses: async (workspace, month) => {
      const response = await request(`${segment(workspace)}/months/${segment(month)}/licenses.csv`, {
        headers: { Accept: "text/csv" },
      });
      return {
        name: fileName(response) ?? `licenses-${month}.csv`,
        content: await response.blob(),
      } satisfies ExportedFile;
    },
  };
}

type Init = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };

const segment = encodeURIComponent;

function search(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
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
  );
}

/** The quoted name in Content-Disposition, without anything that would be a path. */
function fileName(response: Response): string | undefined {
  const name = /filename="?([^";]+)"?/i.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return name?.replaceAll(/[/\\]/g, "-");
}
