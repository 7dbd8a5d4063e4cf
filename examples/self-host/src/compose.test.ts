import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "@seatbook/server";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const folder = join(import.meta.dirname, "..");
const text = readFileSync(join(folder, "compose.yaml"), "utf8");

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }> | string[];
  volumes?: string[];
  healthcheck?: { test: string[] };
}
const read: { services: Record<string, Service>; volumes: Record<string, null> } = parse(text, { merge: true });
const services = Object.entries(read.services);
const seatbooks = services.filter(([name]) => name.startsWith("seatbook-"));

/** What .env has where everything is put in. */
const example = Object.fromEntries(
  Array.from(
    readFileSync(join(folder, ".env.example"), "utf8").matchAll(/^(?<name>[A-Z_]+)=(?<value>.*)$/gm),
    ({ groups: { name = "", value = "" } = {} }) => [name, value],
  ),
);
const secrets = ["POSTGRES_PASSWORD", "SEATBOOK_API_KEYS", "SEATBOOK_TOKEN_SECRET"];
const env: Record<string, string> = {
  ...example,
  ...Object.fromEntries(secrets.map((name) => [name, "0123456789abcdef".repeat(4)])),
};

/** As Compose does it. */
function filled(value: string): string {
  return value.replaceAll(/\$\{(\w+)(?::[-?][^}]*)?\}/g, (_, name: string) => env[name] ?? "");
}

// Docker itself is not run.
describe("compose.yaml", () => {
  it("asks for what .env.example names, and for nothing else", () => {
    const asked = new Set(Array.from(text.matchAll(/\$\{(\w+)/g), ([, name = ""]) => name));
    expect([...asked].toSorted()).toEqual(Object.keys(example).toSorted());
    for (const name of secrets) expect(example[name], name).toBe("");
  });

  it("refuses to start without what must be put in", () => {
    for (const name of [...secrets, "SEATBOOK_PUBLIC_URL", "SELLER_FILE"])
      expect(text.replaceAll(`\${${name}:?`, "")).not.toContain(`\${${name}`);
  });

  it.each(seatbooks)("gives %s settings that the server takes", (_, { environment }) => {
    const settings = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]));
    const config = readConfig(settings);
    expect(new URL(config.storage)).toMatchObject({ protocol: "postgres:", hostname: "postgres" });
    expect(config.apiKeys).toEqual([env["SEATBOOK_API_KEYS"]]);
    expect(config.publicUrl).toBe(example["SEATBOOK_PUBLIC_URL"]);
  });

  it("has two servers with the same settings, made by the Dockerfile", () => {
    expect(seatbooks.map(([name]) => name)).toEqual(["seatbook-1", "seatbook-2"]);
    const [[, first] = [], [, second] = []] = seatbooks;
    expect(second).toEqual(first);
    expect(existsSync(join(folder, first?.build?.context ?? "", first?.build?.dockerfile ?? ""))).toBe(true);
    expect(existsSync(join(folder, first?.build?.context ?? "", "package-lock.json"))).toBe(true);
  });

  it("waits for services that tell whether they are healthy", () => {
    for (const [, { depends_on: needed = {} }] of services) {
      const names = Array.isArray(needed) ? needed : Object.keys(needed);
      for (const name of names) expect(read.services).toHaveProperty(name);
      if (Array.isArray(needed)) continue;
      for (const name of Object.keys(needed)) expect(read.services[name]?.healthcheck?.test).toContain("CMD");
    }
  });

  it("mounts files that are there, and volumes that are declared", () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes).map((each) => filled(each).split(":")[0] ?? "");
    for (const mount of mounts)
      if (mount.startsWith(".")) expect(existsSync(join(folder, mount)), mount).toBe(true);
      else expect(read.volumes).toHaveProperty(mount);
    const used = mounts.filter((mount) => !mount.startsWith("."));
    expect(used.toSorted()).toEqual(Object.keys(read.volumes).toSorted());
  });

  it("has the proxy know both servers, by the port they listen on", () => {
    const caddyfile = readFileSync(join(folder, "Caddyfile"), "utf8");
    const port = readConfig({}).port;
    for (const [name] of seatbooks) expect(caddyfile).toContain(`${name}:${port}`);
    for (const [, name = ""] of caddyfile.matchAll(/\{\$(\w+)/g))
      expect(read.services["proxy"]?.environment).toHaveProperty(name);
  });
});
