// What the process suite, and a program of yours, opens a store by.
import type { CreateDriver } from "@seatbook/storage";
import { objectStore } from "./object-store-driver.ts";

export async function openDriver(url: string): Promise<CreateDriver> {
  const driver = objectStore({ url });
  // So that a wrong address is told at once.
  await driver.hasItem("start", {});
  return driver;
}
