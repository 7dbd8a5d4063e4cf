import type { Driver } from "unstorage";
import { requireCreate, type CreateDriver } from "./driver.ts";
import { StorageError } from "./errors.ts";

type Open = (path: string, url: string) => Promise<Driver>;

const redis: Open = async (_, url) => (await import("./drivers/redis.ts")).redis({ url });
const postgres: Open = async (_, url) => (await import("./drivers/postgres.ts")).postgres({ url });

/** Scheme → driver, imported when it is asked for. `path` is what follows the scheme's colon. */
const drivers: Record<string, Open> = {
  memory: async () => (await import("./drivers/memory.ts")).memory(),
  fs: async (path, url) => (await import("./drivers/fs.ts")).fs({ base: requirePath(path, url) }),
  sqlite: async (path, url) => (await import("./drivers/sqlite.ts")).sqlite({ path: requirePath(path, url) }),
  redis,
  rediss: redis,
  postgres,
  postgresql: postgres,
};

/** The driver for a storage URL: `memory:`, `fs:./dir`, `sqlite:./file.db`, `sqlite::memory:`, `redis://…`, `rediss://…`,
 *  `postgres://…`. Paths are relative to the working directory; what is missing of them is created. A server has answered when
 *  the driver is returned.
 *  @param options.singleProcess see `requireCreate`.
 *  @throws StorageError with a sentence for the operator. */
export async function openDriver(url: string, options: { singleProcess?: boolean } = {}): Promise<CreateDriver> {
  const colon = url.indexOf(":");
  const scheme = url.slice(0, Math.max(colon, 0));
  const open = Object.hasOwn(drivers, scheme) ? drivers[scheme] : undefined;
  if (open === undefined) {
    const known = Object.keys(drivers).map((name) => `${name}:`);
    throw new StorageError(
      `SEATBOOK_STORAGE ${scheme === "" ? "names no store" : `names a store that is not known ("${scheme}:")`}. ` +
        `Begin it with one of ${known.join(", ")}, for example sqlite:./data/seatbook.db.`,
    );
  }
  return requireCreate(await open(url.slice(colon + 1), url), options);
}

function requirePath(path: string, url: string): string {
  if (path.trim() !== "") return path;
  throw new StorageError(
    `SEATBOOK_STORAGE is "${url}" without a path. Add one, for example ${url.trim()}./data/seatbook.`,
  );
}
