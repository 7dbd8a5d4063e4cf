import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What Debian's packages qpdf and poppler-utils say of a PDF. */
const tools = ["qpdf", "pdfdetach", "pdffonts", "pdftotext"] as const;

type Tool = (typeof tools)[number];

/** Why a test of `names` is skipped; undefined when it is not. In CI a tool that is missing fails its test instead. */
export function reasonToSkip(...names: Tool[]): string | undefined {
  if (process.env["CI"]) return undefined;
  const missing = names.filter((name) => spawnSync(name, ["--version"]).error !== undefined);
  return missing.length > 0 ? `not installed: ${missing.join(", ")} (Debian: qpdf, poppler-utils)` : undefined;
}

/** Errors and warnings of `qpdf --check`; empty when it has none. */
export function qpdfProblems(pdf: Uint8Array): string {
  const { status, output } = onFile("qpdf", pdf, (file) => ["--check", file]);
  return status === 0 ? "" : output;
}

/** The names of the files that are attached. */
export function attachments(pdf: Uint8Array): string[] {
  const { output } = onFile("qpdf", pdf, (file) => ["--list-attachments", file]);
  return output
    .split("\n")
    .filter((line) => line.includes(" -> "))
    .map((line) => line.split(" -> ")[0] ?? "");
}

/** The bytes of the first file that is attached. */
export function firstAttachment(pdf: Uint8Array): Uint8Array {
  return inFolder(pdf, (file, folder) => {
    const saved = join(folder, "attachment");
    run("pdfdetach", ["-save", "1", "-o", saved, file]);
    return readFileSync(saved);
  });
}

/** Each font, and whether it is embedded and can be read back as Unicode. */
export function fonts(pdf: Uint8Array): { name: string; embedded: boolean; unicode: boolean }[] {
  const { output } = onFile("pdffonts", pdf, (file) => [file]);
  return output
    .trim()
    .split("\n")
    .slice(2)
    .map((line) => {
      // Name and type have blanks in them; what follows has none: encoding emb sub uni object generation.
      const cells = line.trim().split(/\s+/);
      const [embedded, , unicode] = cells.slice(-5, -2);
      return { name: cells[0] ?? "", embedded: embedded === "yes", unicode: unicode === "yes" };
    });
}

/** The text in the order in which it was drawn. */
export function pdfText(pdf: Uint8Array): string {
  return onFile("pdftotext", pdf, (file) => ["-raw", "-enc", "UTF-8", file, "-"]).output;
}

function onFile(tool: Tool, pdf: Uint8Array, args: (file: string) => string[]): { status: number; output: string } {
  return inFolder(pdf, (file) => run(tool, args(file)));
}

function inFolder<Result>(pdf: Uint8Array, use: (file: string, folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "seatbook-pdf-"));
  try {
    const file = join(folder, "document.pdf");
    writeFileSync(file, pdf);
    return use(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(tool: Tool, args: string[]): { status: number; output: string } {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (error) throw error;
  return { status: status ?? -1, output: stdout + stderr };
}
