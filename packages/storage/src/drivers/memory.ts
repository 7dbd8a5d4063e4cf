import type { CreateDriver } from "../driver.ts";
import { startOfKeys } from "./keys.ts";

export interface MemoryOptions {
  /** The entries, shared by every driver that is given the same map. Default: a map of its own. */
  data?: Map<string, string>;
}

/** Keeps everything in this process and loses it with the process: for tests and trials. */
export function memory(options: MemoryOptions = {}): CreateDriver {
  const data = options.data ?? new Map<string, string>();
  return {
    name: "memory",
    options,
    getInstance: () => data,
    hasItem: (key) => data.has(key),
    getItem: (key) => data.get(key) ?? null,
    setItem: (key, value) => void data.set(key, value),
    createItem(key, value) {
      if (data.has(key)) return false;
      data.set(key, value);
      return true;
    },
    removeItem: (key) => void data.delete(key),
    getKeys(base) {
      const start = startOfKeys(base);
      return [...data.keys()].filter((key) => key.startsWith(start));
    },
    clear(base) {
      const start = startOfKeys(base);
      for (const key of data.keys()) if (key.startsWith(start)) data.delete(key);
    },
    dispose() {},
  };
}
