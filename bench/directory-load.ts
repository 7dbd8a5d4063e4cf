// A process of its own: asks a server for this and that at a fixed rate, whatever it answers and when, and tells how long each
// request took from when it was due.
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const [, , url = "", key = ""] = process.argv;
const ratePerSecond = 100;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
let sent = 0;
const load = { isOver: false };

/** Reads of the workspace that is imported to and of another one, and writes to the other one. */
const kinds: (() => Promise<number>)[] = [
  () => ask("GET", "/v1/workspaces/large"),
  () => ask("GET", "/v1/workspaces/large/members?limit=50"),
  () => ask("GET", "/v1/workspaces/other"),
  () => ask("PUT", "/v1/workspaces/other/members/bo", { name: `Bo ${sent}`, email: "bo@other.example" }),
];

function ask(method: string, path: string, body?: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const text = body && JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${key}`,
      ...(text !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
    };
    const asked = request(`${url}${path}`, { method, headers, agent }, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
      answer.once("error", reject);
    });
    asked.once("error", reject).end(text);
  });
}

process.on("message", () => (load.isOver = true));
const durations: number[] = [];
const underWay = new Set<Promise<void>>();
const startedAt = performance.now();
while (!load.isOver) {
  const dueAt = startedAt + (sent * 1000) / ratePerSecond;
  await sleep(Math.max(0, dueAt - performance.now()));
  const kind = kinds[sent++ % kinds.length];
  if (!kind) break;
  const asking = (async () => {
    const status = await kind();
    if (status !== 200) throw new Error(`the benchmark met the status ${status}`);
    durations.push(performance.now() - dueAt);
  })();
  underWay.add(asking);
  void asking.finally(() => underWay.delete(asking));
}
await Promise.all(underWay);
process.send?.(durations, () => process.disconnect?.());
