import { type CreateDriver, memory } from "@seatbook/storage";

/** A store in memory on which this process may create so many keys, and dies: then every call fails, as when it is killed. */
export function dyingDriver(data: Map<string, string>, creates: number): CreateDriver {
  const store = memory({ data });
  let left = creates;
  const alive = (): void => {
    if (left < 0) throw new Error("killed");
  };
  return {
    ...store,
    getItem: (key) => (alive(), store.getItem(key)),
    getKeys: (base) => (alive(), store.getKeys(base, {})),
    removeItem: (key) => (alive(), store.removeItem?.(key, {})),
    createItem(key, value) {
      left--;
      alive();
      return store.createItem(key, value);
    },
  };
}
