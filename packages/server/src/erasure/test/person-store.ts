import { memory } from "@seatbook/storage";
import type { Mailbox } from "../../contract/types.ts";
import { patchSchema } from "../../scim/patch-request.ts";
import { billedBody, sellerSetup, TestServer, workspaceBody } from "../../test/test-server.ts";

/** The one who is erased: every name and address that she ever had. */
export const words = [
  "Añá Quixote-Ruíz",
  "Añá Q. Ruíz-Vela",
  "Ana.Quixote@acme.example",
  "quixote+old@acme.example",
  "añaquix",
  "Doña Añá",
];
const [name = "", laterName = "", address = "", earlierAddress = "", userName = "", formattedName = ""] = words;

const patchOf = (value: object) => ({ schemas: [patchSchema], Operations: [{ op: "replace", value }] });
const once = (key: string) => ({ "Idempotency-Key": key });

/** Opens a server on a store that snapshots each log all the time. */
export function openServer(data: Map<string, string>, now: string): TestServer {
  return new TestServer({
    driver: memory({ data }),
    now,
    snapshotEveryEvents: 1,
    seller: { ...sellerSetup, annex: true },
    makeDocuments: async () => ({ pdf: new Uint8Array([1, 2, 3]), xml: new Uint8Array() }),
  });
}

/** A store in which one person, removed in the end, is everywhere that a person can be: in the directory and what was answered
 *  about it, in closed months as a holder and as who did it, in mailboxes, mails and what mail servers said of them, in answers
 *  that the catalog keeps, in snapshots. @param log is given what the server logs. */
export async function personStore(log: string[] = []): Promise<Map<string, string>> {
  const data = new Map<string, string>();
  const server = openServer(data, "2026-08-10T09:00:00Z");
  const { operator } = server;
  const acme = "/v1/workspaces/acme";
  const mailbox = ["ap@acme.example", address];
  await operator.put(acme, { ...workspaceBody, ...billedBody, mailbox }, once("create"));
  await operator.put(`${acme}/teams/design`, { name: "Design" });
  await operator.put(`${acme}/teams/sales`, { name: "Sales" });
  const ana = `${acme}/members/ana`;
  await operator.put(ana, { name, email: earlierAddress, role: "admin", teams: ["design"] }, once("add"));
  // Others, of whom nothing may change.
  await operator.put(`${acme}/members/anabel`, {
    name: "Anabel",
    email: "anabel@acme.example",
    teams: ["design", "sales"],
  });
  await operator.put(`${acme}/members/bo`, { name: "Bo", email: "bo@acme.example", teams: ["sales"] }, once("bo"));
  await operator.put(`${acme}/teams/ana`, { name: "Team of the same id" }, once("team"));
  await operator.put("/v1/workspaces/other", { ...workspaceBody, ...billedBody, licenseModel: "team" });
  await operator.put("/v1/workspaces/other/teams/t", { name: "T" });
  const herself = await server.session("acme", "admin", "ana");
  await herself.post(`${acme}/teams/sales/archive`, undefined, once("archive"));
  await server.idle();

  server.at("2026-09-05T09:00:00Z");
  await server.scheduler.run();
  await operator.put(ana, { name: laterName, email: address }, once("rename"));
  const scim = `${acme}/scim/v2`;
  const login = { body: patchOf({ userName, name: { formatted: formattedName } }), headers: once("login") };
  await operator.request("PATCH", `${scim}/Users/ana`, login);
  const named = { body: patchOf({ displayName: "Design" }), headers: once("group") };
  await operator.request("PATCH", `${scim}/Groups/design?attributes=members`, named);
  await operator.post("/v1/invoices/2026-000001/cancel", { reason: "Wrong address" }, once("cancel"));
  await operator.post(`${acme}/months/2026-08/invoice`, undefined, once("again"));
  await server.idle();
  const { items } = await operator.get<{ items: { id: string; to: string }[] }>(`${acme}/mails`);
  const mail = items.find(({ to }) => to === address)?.id ?? "";
  const bounce = { detail: `550 5.1.1 <${address}>: no such user` };
  await operator.post(`${acme}/mails/${mail}/bounce`, bounce, once("bounce"));
  const other = items.find(({ to }) => to === "ap@acme.example")?.id ?? "";
  await operator.post(`${acme}/mails/${other}/bounce`, { detail: `forwarded to ${address}, which is unknown` });

  server.at("2026-09-20T09:00:00Z");
  const colleague = await server.session("acme", "billing", "ana");
  await colleague.put<Mailbox>(`${acme}/mailbox`, { mailbox: [earlierAddress, "two@acme.example"] }, once("mailbox"));
  await server.idle();
  await operator.put(acme, { ...workspaceBody, ...billedBody, mailbox: ["ap@acme.example"] });
  await operator.post(`${acme}/teams/sales/unarchive`);
  await server.idle();

  server.at("2026-10-03T09:00:00Z");
  await server.scheduler.run();
  await operator.delete(ana, once("remove"));
  await operator.post(`${ana}/restore`, undefined, once("restore"));
  await operator.delete(ana);
  server.at("2026-11-03T09:00:00Z");
  await server.scheduler.run();
  await server.idle();
  log.push(...server.log.map((entry) => JSON.stringify(entry)));
  return data;
}
