import { existsSync } from "node:fs";
import { type CreateDriver, openDriver, StorageError } from "@seatbook/storage";
import type { Io } from "./command.ts";

/** The URL of the store that a command is about: what it was told, or what a server would work on. */
export function storageUrl({ env }: Io, given: string | undefined): string {
  return given ?? (env["SEATBOOK_STORAGE"] || "sqlite:./data/seatbook.db");
}

/** Opens a store. @param option what the URL was given with; sentences about it name it.
 *  @param mustExist a store that is read: a mistyped path is not to become an empty store.
 *  @throws StorageError */
export async function openStore(url: string, option: string, { mustExist = false } = {}): Promise<CreateDriver> {
  const [, path] = /^(?:sqlite|fs):(.+)$/.exec(url) ?? [];
  if (mustExist && path !== undefined && path !== ":memory:" && !existsSync(path)) {
    throw new StorageError(`${option}: There is no store at "${path}". Is the path right, seen from ${process.cwd()}?`);
  }
  try {
    return await openDriver(url);
  } catch (error) {
    // Drivers speak of the variable that a server has it from.
    if (error instanceof StorageError) throw new StorageError(error.message.replaceAll("SEATBOOK_STORAGE", option));
    throw error;
  }
}

/** The option, or the variable that stands in for it, that sentences about the store name. */
export function storageName(given: string | undefined): string {
  return given === undefined ? "SEATBOOK_STORAGE" : "--storage";
}

/** Tells what an operator must know of a store before it is trusted with anything. */
export async function warnOf(driver: CreateDriver, { stderr }: Io): Promise<void> {
  for (const warning of (await driver.warnings?.()) ?? []) stderr.write(`${warning}\n`);
}
