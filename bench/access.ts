import { fork } from "node:child_process";
import { requestsPerSecond } from "./http.ts";
import { median, report } from "./measure.ts";

const rounds = 3;
const path = "/v1/workspaces/acme/access/ana";

/** What a host asks with each page view, in requests per second: by a key of the environment and by one that the store keeps, which
 *  takes one look-up more, against a bare Hono route with the same bytes. */
export async function benchAccess(): Promise<void> {
  const server = fork(new URL("access-server.ts", import.meta.url), { execArgv: ["--conditions=@seatbook/source"] });
  try {
    const { ours, theirs, key } = await new Promise<{ ours: number; theirs: number; key: string }>(
      (resolve, reject) => {
        server.once("message", (found: { ours: number; theirs: number; key: string }) => resolve(found));
        server.once("exit", (code) => reject(new Error(`the server of the benchmark ended with ${code}`)));
      },
    );
    const rates = { bare: [] as number[], environment: [] as number[], store: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      rates.bare.push(await requestsPerSecond(theirs, [path]));
      rates.environment.push(await requestsPerSecond(ours, [path]));
      rates.store.push(await requestsPerSecond(ours, [path], 50, { Authorization: `Bearer ${key}` }));
    }
    const [bare, environment, store] = [median(rates.bare), median(rates.environment), median(rates.store)];
    const each = `${Math.round(environment)} / ${Math.round(bare)} requests per second`;
    report("access on sqlite / bare route", environment / bare, undefined, each);
    report(
      "access by a key of the store / by one of the environment",
      store / environment,
      undefined,
      `${Math.round(store)}`,
    );
  } finally {
    if (server.connected) server.disconnect();
  }
}
