// Sends requests that are generated from the OpenAPI document to a server in this process, valid and invalid ones.
// `npm run fuzz -- --help` tells what it takes.
import { parseArgs } from "node:util";
import { fuzz, FuzzFailure } from "../packages/server/src/test/fuzz/fuzz.ts";

const help = `Usage: npm run fuzz -- [options]

Sends requests to every route of the OpenAPI document: as it says, and wrong in many ways. Each answer has to be as
documented, no server error, and in time; a request that is refused, a dry run and a GET change nothing in the store;
and each route succeeds at least once. The same seed sends the same requests.

  --requests <n>   how many (default 20000)
  --seed <n>       which ones (default: by the clock)
  --help           this text
`;

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    help: { type: "boolean", default: false },
  },
});
if (values.help) process.stdout.write(help);
else {
  const [count, seed] = [Number(values.requests), Number(values.seed)];
  if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed) || seed < 0) {
    console.error("--requests and --seed are whole numbers.");
    process.exit(2);
  }
  const startedAt = performance.now();
  try {
    const { answers, unreached } = await fuzz(seed, count, (done) => {
      if (done % 1000 === 0) console.error(`${done} of ${count}`);
    });
    const byStatus = new Map<string, number>();
    for (const [name, times] of answers) {
      const status = name.split(" ").at(-1) ?? "";
      byStatus.set(status, (byStatus.get(status) ?? 0) + times);
    }
    const statuses = [...byStatus]
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([status, times]) => `${status}: ${times}`);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`${count} requests of seed ${seed} in ${seconds} s, as documented. ${statuses.join(", ")}`);
    if (unreached.length > 0) {
      console.error(`These never succeeded: ${unreached.join(", ")}`);
      process.exitCode = 1;
    }
  } catch (error) {
    if (!(error instanceof FuzzFailure)) throw error;
    console.error(error.message);
    console.error(`Again: npm run fuzz -- --requests ${count} --seed ${seed}`);
    process.exitCode = 1;
  }
}
