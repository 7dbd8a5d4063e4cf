// Runs each file of the example against a server.
import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { startSeatbook } from "../../support/seatbook.ts";

const server = await startSeatbook();
const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
process.env["SEATBOOK_WEBHOOK_SECRET"] = secret;
const said: string[] = [];
const { log } = console;
console.log = (line: string) => said.push(line);
try {
  // Only now does the environment name the server.
  await import("./onboard.ts");
  assert.deepEqual(said.splice(0).toSorted(), [
    "Ana Silva is active, and billed this month.",
    "Bo Ek is inactive, and not billed this month.",
  ]);

  const { mayEnter } = await import("./access.ts");
  assert.deepEqual([await mayEnter("acme", "bo"), await mayEnter("acme", "bo")], [true, true]);

  const { seatbook } = await import("./seatbook.ts");
  const { removeInactive } = await import("./inactive.ts");
  const acme = seatbook.workspace("acme");
  const before = await acme.getInactiveMembers();
  await acme.putMember("di", { name: "Di", email: "di@acme.example" });
  assert.match(await removeInactive("acme", before), /Look again/);
  assert.equal(await removeInactive("acme", await acme.getInactiveMembers()), "2 removed.");
  await assert.rejects(removeInactive("nobody", before), /workspace-not-found, request \S+\)$/);
  assert.equal(await mayEnter("acme", "bo"), false);

  await import("./sync.ts");
  assert.deepEqual(said.splice(0), ["It would be 2 licenses from next month on.", "Added cy; removed ."]);

  const { renameTeam } = await import("./rename.ts");
  await renameTeam("acme", "design", (name) => `${name} & Research`);
  const [team] = (await acme.listTeams().page()).items;
  assert.equal(team?.name, "Design & Research");

  const { GET } = await import("./export.ts");
  const { currentMonth } = await acme.getWorkspace();
  const response = await GET(new Request(`http://127.0.0.1/?month=${currentMonth.month}`));
  assert.match(response.headers.get("Content-Disposition") ?? "", /^attachment; filename=".+\.xlsx"$/);
  assert.deepEqual([...new Uint8Array(await response.arrayBuffer()).slice(0, 2)], [0x50, 0x4b]);

  const { POST } = await import("./webhook.ts");
  const told = JSON.stringify({
    type: "member.removed",
    timestamp: "2026-11-26T09:00:00Z",
    data: { workspace: "acme", version: 7, member: "bo" },
  });
  const now = new Date();
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": String(Math.floor(now.getTime() / 1000)) };
  const send = (signature: string) =>
    POST(
      new Request("http://127.0.0.1/", {
        method: "POST",
        body: told,
        headers: { ...headers, "webhook-signature": signature },
      }),
    );
  assert.equal((await send(new Webhook(secret).sign("msg_1", now, told))).status, 204);
  assert.deepEqual(said.splice(0), ["bo has left acme."]);
  await assert.rejects(send("v1,AAAA"));
} finally {
  console.log = log;
  await server.stop();
}
console.log("Each file of the example did what it says.");
