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

/** A store in memory on which this process may set and remove so many keys, and dies: then every call fails. */
export function dyingAtWrite(data: Map<string, string>, writes: number): CreateDriver {
  const store = dyingDriver(data, Infinity);
  let left = writes;
  const write = (): void => {
    if (left-- === 0) throw new Error("killed");
  };
  return {
    ...store,
    setItem: (key, value) => (write(), store.setItem?.(key, value, {})),
    removeItem: (key) => (write(), store.removeItem?.(key, {})),
  };
}
