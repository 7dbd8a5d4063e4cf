// Simulates servers, stores and mail servers in which everything goes wrong that may, from one seed each: see
// docs/simulation.md. `npm run simulate -- --help` tells what it takes.
import { parseArgs } from "node:util";
import { Presets, SingleBar } from "cli-progress";
import { breakages } from "../simulation/breakages.ts";
import { reportFailure, reportFigures } from "../simulation/report.ts";
import { runSeeds } from "../simulation/run-seeds.ts";
import { simulate } from "../simulation/simulate.ts";

const help = `Usage: npm run simulate -- [options]

Plays one history for each seed: several servers on one store, clients, mails and months, with crashes, lost replies
and delays, and checks after each recovery that nothing was lost or counted twice. The same seed is the same history.

  --seeds <n>      how many seeds (default 200)
  --from <seed>    the first of them (default 1)
  --seed <seed>    this one seed
  --trace          with --seed: print every step as it happens
  --workers <n>    how many processes share the seeds (default: one for each core)
  --break <name>   break something on purpose, to see that it is noticed:
${Object.entries(breakages)
  .map(([name, { what }]) => `                     ${name.padEnd(22)}${what}`)
  .join("\n")}
  --help           this text

Examples:
  npm run simulate -- --seeds 10000
  npm run simulate -- --from 4000 --seeds 1000
  npm run simulate -- --seed 4711 --trace
`;

const shownFailures = 5;

try {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "200" },
      from: { type: "string", default: "1" },
      seed: { type: "string" },
      trace: { type: "boolean", default: false },
      workers: { type: "string" },
      break: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) process.stdout.write(help);
  else await run(values);
} catch (error) {
  console.error(
    `${error instanceof Error ? error.message : String(error)}\nnpm run simulate -- --help tells what it takes.`,
  );
  process.exitCode = 1;
}

async function run(values: {
  seeds: string;
  from: string;
  seed?: string | undefined;
  trace: boolean;
  workers?: string | undefined;
  break?: string | undefined;
}): Promise<void> {
  const breakage = values.break;
  if (breakage !== undefined && !Object.hasOwn(breakages, breakage))
    throw new Error(`There is no --break ${breakage}.`);
  const first = readNumber("--seed", values.seed ?? values.from);
  const count = values.seed === undefined ? readNumber("--seeds", values.seeds) : 1;
  if (values.trace) await trace(first, breakage);
  const bar = new SingleBar(
    { format: "{bar} {value} of {total} seeds, {failures} failures, {eta_formatted} to go", hideCursor: true },
    Presets.shades_classic,
  );
  // Elsewhere than on a terminal it shows nothing.
  bar.start(count, 0, { failures: 0 });
  let failures = 0;
  const summary = await runSeeds({
    seeds: Array.from({ length: count }, (_, index) => first + index),
    breakage,
    ...(values.workers !== undefined && { workers: readNumber("--workers", values.workers) }),
    onResult: (result) => {
      if (result.mistakes.length > 0) failures++;
      bar.increment({ failures });
    },
  });
  bar.stop();
  for (const failure of summary.failures.slice(0, shownFailures)) console.log(`${reportFailure(failure, breakage)}\n`);
  const others = summary.failures.slice(shownFailures).map(({ seed }) => seed);
  if (others.length > 0) console.log(`Also: ${others.join(", ")}`);
  console.log(reportFigures(summary));
  process.exitCode = failures > 0 ? 1 : 0;
}

async function trace(seed: number, breakage: string | undefined): Promise<void> {
  const broken = breakages[breakage ?? ""];
  const undo = broken?.replace?.();
  await simulate(seed, { ...broken?.options, tell: console.log });
  undo?.();
}

function readNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || text === "0")
    throw new Error(`${name} takes a whole number from 1 on, not "${text}".`);
  return Number(text);
}
