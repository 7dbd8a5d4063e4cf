// Runs the server on the driver, kills it in the middle of writing, and looks whether another one knows what was acknowledged.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { startObjectStore } from "./object-store.ts";

const store = await startObjectStore();
let { server, url } = await start();
try {
  await put("", {
    name: "Acme",
    contractStart: "2024-05-01",
    licenseModel: "user",
    price: { currency: "EUR", unitMinor: 4900 },
  });
  await put("/teams/design", { name: "Design" });
  const acknowledged: string[] = [];
  const join = async (id: string): Promise<void> => {
    await put(`/members/${id}`, { name: id, email: `${id}@acme.example`, teams: ["design"] });
    acknowledged.push(id);
    if (acknowledged.length === 50) server.kill("SIGKILL");
  };
  await Promise.allSettled(Array.from({ length: 200 }, (_, index) => join(`member-${index}`)));
  ({ server, url } = await start());
  for (const id of acknowledged) await ask("GET", `/members/${id}`);
  const { counts } = await ask<{ counts: { members: number } }>("GET", "");
  // What was under way when the server was killed may have been written or not.
  if (acknowledged.length < 50 || counts.members < acknowledged.length || counts.members > acknowledged.length + 1) {
    throw new Error(`Of ${acknowledged.length} acknowledged members ${counts.members} are there.`);
  }
  console.log(`All ${acknowledged.length} members that were acknowledged before kill -9 are in the object store.`);
} finally {
  server.kill();
  await store.stop();
}

async function start(): Promise<{ server: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [new URL("server.ts", import.meta.url).pathname], {
    env: { ...process.env, OBJECT_STORE: store.url, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`The server ended with ${code}.`))),
  ]);
  return { server: child, url: /http:\S+:\d+/.exec(String(line))?.[0] ?? "" };
}

async function put(path: string, body: object): Promise<void> {
  await ask("PUT", path, body);
}

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${url}/v1/workspaces/acme${path}`, {
    method,
    headers: { Authorization: "Bearer example-key-example-key-example-key", "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${answer}`);
  const parsed: T = JSON.parse(answer);
  return parsed;
}
