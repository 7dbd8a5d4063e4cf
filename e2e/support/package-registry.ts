import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

type Pack = { name: string; version: string; filename: string };

const packages = fileURLToPath(new URL("../../packages", import.meta.url));

/** Gives `npm install` what `npm pack` makes of the packages, as if they were published; whatever else it asks for comes from
 *  where this machine has its packages from. */
export class PackageRegistry {
  readonly url: string;
  /** What a lock file has of each package, by name. */
  readonly integrities: ReadonlyMap<string, string>;
  readonly #server: Server;

  private constructor(url: string, integrities: ReadonlyMap<string, string>, server: Server) {
    this.url = url;
    this.integrities = integrities;
    this.#server = server;
  }

  /** @param names folders of `packages`, built. @param folder where the tarballs go. */
  static async open(names: readonly string[], folder: string): Promise<PackageRegistry> {
    const integrities = new Map<string, string>();
    const answers = new Map<string, (origin: string) => string | Buffer>();
    for (const name of names) {
      const pack = packPackage(name, folder);
      const bytes = readFileSync(join(folder, pack.filename));
      const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
      const manifest: object = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));
      const describe = (origin: string) => {
        const dist = { tarball: `${origin}/${pack.filename}`, integrity };
        const versions = { [pack.version]: { ...manifest, dist } };
        return JSON.stringify({ name: pack.name, "dist-tags": { latest: pack.version }, versions });
      };
      integrities.set(pack.name, integrity);
      answers.set(`/${pack.filename}`, () => bytes).set(`/${pack.name}`, describe);
    }
    const server = createServer(({ url = "", headers }, response) => {
      const answer = answers.get(decodeURIComponent(url));
      response.writeHead(answer ? 200 : 404).end(answer?.(`http://${headers.host}`));
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    return new PackageRegistry(`http://127.0.0.1:${port}`, integrities, server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => void this.#server.close(resolve));
  }
}

function packPackage(name: string, folder: string): Pack {
  const { status, stdout, stderr } = spawnSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: join(packages, name),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm pack failed in ${name}: ${stderr}`);
  // An array, or since npm 12 an object by name.
  const [pack] = Object.values<Pack>(JSON.parse(stdout));
  if (!pack) throw new Error(`npm pack named no file for ${name}.`);
  return pack;
}
