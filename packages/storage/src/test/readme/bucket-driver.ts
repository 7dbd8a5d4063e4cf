import type { CreateDriver } from "@seatbook/storage";

/** What the driver needs of an object store with conditional writes. */
export interface Bucket {
  get: (key: string) => Promise<string | undefined>;
  /** With `ifNoneMatch: "*"` only if the key is absent. Whether it was written. */
  put: (key: string, body: string, options?: { ifNoneMatch: "*" }) => Promise<boolean>;
  delete: (key: string) => Promise<void>;
  list: (prefix: string) => Promise<string[]>;
}

export function bucketDriver(bucket: Bucket): CreateDriver {
  return {
    name: "bucket",
    getInstance: () => bucket,
    hasItem: async (key) => (await bucket.get(key)) !== undefined,
    getItem: async (key) => (await bucket.get(key)) ?? null,
    createItem: (key, value) => bucket.put(key, value, { ifNoneMatch: "*" }),
    setItem: async (key, value) => void (await bucket.put(key, value)),
    removeItem: (key) => bucket.delete(key),
    getKeys: (base) => bucket.list(base ?? ""), // a base ends with ":"
  };
}
