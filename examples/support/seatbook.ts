import { createClient } from "@seatbook/client";
import { ServerProcess } from "../../e2e/support/process.ts";

const apiKey = "example-key-example-key-example-key";

/** A Seatbook server that forgets everything when it ends. */
export interface Seatbook {
  url: string;
  /** Makes the workspace `acme`, or makes it again what it was. */
  fill(): Promise<void>;
  stop(): Promise<unknown>;
}

/** Starts a server, and tells `backend.ts` and hosts of it by the environment. @param settings besides those that each has. */
export async function startSeatbook(settings: Record<string, string> = {}): Promise<Seatbook> {
  const server = await ServerProcess.start("packages/server/src/cli.ts", [], {
    SEATBOOK_API_KEYS: apiKey,
    SEATBOOK_PORT: "0",
    SEATBOOK_STORAGE: "memory:",
    ...settings,
  });
  Object.assign(process.env, { SEATBOOK_URL: server.url, SEATBOOK_API_KEY: apiKey });
  return { url: server.url, fill: () => fillWorkspace(server.url, apiKey), stop: () => server.stop() };
}

/** Makes the workspace `acme`, with two teams and three members, on the server at `url`. */
export async function fillWorkspace(url: string, key: string): Promise<void> {
  const acme = createClient({ url, apiKey: key }).workspace("acme");
  await acme.putWorkspace({
    name: "Acme",
    contractStart: "2024-05-01",
    licenseModel: "user",
    timeZone: "Europe/Berlin",
    price: { currency: "EUR", unitMinor: 4900 },
  });
  await acme.putDirectory({
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
}
