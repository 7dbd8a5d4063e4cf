import { ServerProcess } from "../../e2e/support/process.ts";

const apiKey = "example-key-example-key-example-key";

/** A Seatbook server that forgets everything when it ends. */
export interface Seatbook {
  /** Makes the workspace `acme`, or makes it again what it was. */
  fill(): Promise<void>;
  stop(): Promise<unknown>;
}

/** Starts a server, and tells `backend.ts` of it by the environment. */
export async function startSeatbook(): Promise<Seatbook> {
  const server = await ServerProcess.start("packages/server/src/cli.ts", [], {
    SEATBOOK_API_KEYS: apiKey,
    SEATBOOK_PORT: "0",
    SEATBOOK_STORAGE: "memory:",
  });
  Object.assign(process.env, { SEATBOOK_URL: server.url, SEATBOOK_API_KEY: apiKey });

  async function put(path: string, body: object): Promise<void> {
    const response = await fetch(server.url + path, {
      method: "PUT",
      headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`PUT ${path} answered ${response.status}: ${await response.text()}`);
  }

  return {
    async fill() {
      await put("/v1/workspaces/acme", {
        name: "Acme",
        contractStart: "2024-05-01",
        licenseModel: "user",
        timeZone: "Europe/Berlin",
        price: { currency: "EUR", unitMinor: 4900 },
      });
      await put("/v1/workspaces/acme/directory", {
        teams: [
          { id: "design", name: "Design", archived: false },
          { id: "sales", name: "Sales", archived: false },
        ],
        members: [
          { id: "ana", name: "Ana Silva", email: "ana@acme.example", teams: ["design"] },
          { id: "bo", name: "Bo Ek", email: "bo@acme.example", teams: ["design", "sales"] },
          { id: "cy", name: "Cy Marsh", email: "cy@acme.example" },
        ],
      });
    },
    stop: () => server.stop(),
  };
}
