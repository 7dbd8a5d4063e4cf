import { sendEverything } from "#lib/seatbook";

/** Next.js calls it once, when the server starts. */
export async function register(): Promise<void> {
  await sendEverything();
}
