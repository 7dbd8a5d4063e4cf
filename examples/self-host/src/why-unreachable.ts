import { postgres, StorageError } from "@seatbook/storage";

/** Why there is no PostgreSQL at a URL, as a sentence; undefined where there is one. */
export async function whyUnreachable(url: string): Promise<string | undefined> {
  try {
    await (await postgres({ url, timeoutMs: 1000 })).dispose?.();
    return undefined;
  } catch (error) {
    if (error instanceof StorageError) return error.message;
    throw error;
  }
}
