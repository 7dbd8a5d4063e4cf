import { createClient, isSeatbookError } from "../index.ts";

/** Asks the server whose url it is told, and tells what it was answered. */
addEventListener("message", async ({ data: url }: MessageEvent<string>) => {
  const seatbook = createClient({ url, apiKey: "key", maxRetries: 0 });
  const data = await seatbook.getOpenApi();
  const refused = await seatbook
    .workspace("acme")
    .archiveTeam("design")
    .catch((error: unknown) => error);
  postMessage({ data, code: isSeatbookError(refused) ? refused.code : undefined });
});
