import type { Redis } from "ioredis";
import { StorageError } from "../errors.ts";

const REMEDY = "Set appendonly yes and appendfsync always.";

/** What an operator must know of a server's durability, one sentence each. */
export async function warningsOf(node: Redis): Promise<string[]> {
  const info = await infoOf(node);
  const warnings = [await durabilityOf(node, info.get("aof_enabled"))];
  if (info.get("maxmemory_policy")?.startsWith("allkeys-") === true) {
    warnings.push(
      `This Redis removes keys that were not used for long as soon as a maxmemory is set (maxmemory-policy ` +
        `${info.get("maxmemory_policy")}), and with them records that are needed. Set maxmemory-policy noeviction.`,
    );
  }
  if (info.get("role") === "slave") {
    warnings.push(
      "This Redis is a replica: it takes no changes, and may answer with old data. Name its master instead.",
    );
  } else if (Number(info.get("connected_slaves") ?? 0) > 0) {
    warnings.push(
      "This Redis has replicas, which get changes only after these are acknowledged: a failover to one of them may lose some.",
    );
  }
  return warnings.filter((warning) => warning !== undefined);
}

/** @throws StorageError when the server may remove records to make room. */
export async function refuseEviction(node: Redis): Promise<void> {
  const info = await infoOf(node);
  const policy = info.get("maxmemory_policy") ?? "";
  if (!policy.startsWith("allkeys-") || Number(info.get("maxmemory") ?? 0) === 0) return;
  throw new StorageError(
    `This Redis removes keys when its memory is full (maxmemory-policy ${policy}): records would be lost. Set ` +
      `maxmemory-policy noeviction, or SEATBOOK_STORAGE to another store.`,
  );
}

async function durabilityOf(node: Redis, appendOnly: string | undefined): Promise<string | undefined> {
  if (appendOnly === undefined) {
    return `This Redis does not tell whether it keeps anything on disk. Ask who runs it. ${REMEDY}`;
  }
  if (appendOnly === "1") {
    const sync = await settingOf(node, "appendfsync");
    if (sync === "always") return undefined;
    if (sync === undefined) {
      return `This Redis does not tell whether a change is on disk when it is acknowledged. Ask who runs it. ${REMEDY}`;
    }
    const lost = sync === "everysec" ? "the last second or two" : "half a minute or more";
    return `This Redis acknowledges changes before they are on disk (appendfsync ${sync}): power loss loses those of ${lost}. ${REMEDY}`;
  }
  const save = await settingOf(node, "save");
  if (save === "") return `This Redis keeps nothing on disk: when it stops, everything is lost. ${REMEDY}`;
  const seconds = save === undefined ? undefined : secondsUntilSaved(save);
  const since = seconds === undefined ? "since the last one" : `of up to ${seconds} seconds`;
  const whether = save === undefined ? ", if it writes any," : "";
  return `This Redis writes snapshots only${whether} and when it ends unexpectedly, the changes ${since} are lost. ${REMEDY}`;
}

/** Seconds after which even a single change is in a snapshot, undefined where it never need be. */
function secondsUntilSaved(save: string): number | undefined {
  const numbers = save.split(" ").map(Number);
  return numbers.find((_, index) => index % 2 === 0 && numbers[index + 1] === 1);
}

/** Undefined where the server does not tell, as managed ones may not. */
async function settingOf(node: Redis, name: string): Promise<string | undefined> {
  const found = await node.config("GET", name).catch(undefinedIfRefused);
  return Array.isArray(found) && typeof found[1] === "string" ? found[1] : undefined;
}

async function infoOf(node: Redis): Promise<Map<string, string>> {
  const text = (await node.info().catch(undefinedIfRefused)) ?? "";
  return new Map([...text.matchAll(/^([^#:\r\n]+):([^\r\n]*)/gm)].map(([, name = "", value = ""]) => [name, value]));
}

function undefinedIfRefused(error: unknown): undefined {
  if (!(error instanceof Error && error.name === "ReplyError")) throw error;
}
