import type { Bucket } from "./bucket-driver.ts";

/** A bucket in memory, each call of which takes a while as over a network. */
export function newBucket(): Bucket {
  const bodies = new Map<string, string>();
  return {
    async get(key) {
      await travel();
      return bodies.get(key);
    },
    async put(key, body, options) {
      await travel();
      if (options !== undefined && bodies.has(key)) return false;
      bodies.set(key, body);
      return true;
    },
    async delete(key) {
      await travel();
      bodies.delete(key);
    },
    async list(prefix) {
      await travel();
      return [...bodies.keys()].filter((key) => key.startsWith(prefix));
    },
  };
}

function travel(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 0));
}
