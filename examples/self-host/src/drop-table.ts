import { postgres } from "@seatbook/storage";

/** Removes the table that a PostgreSQL URL names. */
export async function dropTable(url: URL): Promise<void> {
  const driver = await postgres({ url: url.href });
  await driver.getInstance?.().unsafe(`DROP TABLE IF EXISTS ${url.searchParams.get("table")}`);
  await driver.dispose?.();
}
