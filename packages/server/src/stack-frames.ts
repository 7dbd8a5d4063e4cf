/** What a log may hold of an error: its name and where it was thrown, without its message, which may quote input. */
export function nameAndFrames(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  // Without the message first: a line of it may look like a frame.
  const lines = (error.stack ?? "").replace(error.message, "").split("\n");
  return [error.name, ...lines.filter((line) => line.startsWith("    at "))].join("\n");
}
