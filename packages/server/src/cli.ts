#!/usr/bin/env node
const { argv, stdout, stderr, env, versions } = process;

if (Number(versions.node.split(".")[0]) < 26) {
  stderr.write(`seatbook needs Node 26 or newer; this is ${versions.node}.\n`);
  process.exitCode = 1;
} else {
  // Not before: an older Node does not even load what it needs.
  const { main } = await import("./commands/main.ts");
  const code = await main(argv.slice(2), { stdout, stderr, env, now: Date.now });
  // A server goes on until it is told to end.
  if (code !== undefined) process.exitCode = code;
}
