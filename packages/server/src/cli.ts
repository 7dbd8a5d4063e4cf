#!/usr/bin/env node
import { main } from "./commands/main.ts";

const { argv, stdout, stderr, env } = process;
const code = await main(argv.slice(2), { stdout, stderr, env, now: Date.now });
// A server goes on until it is told to end.
if (code !== undefined) process.exitCode = code;
