import type { ExportedFile } from "../client/client.ts";

/** Hands a file to the browser's downloads. */
export function saveFile({ name, content }: ExportedFile): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has its own reference by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
