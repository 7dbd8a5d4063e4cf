import { strFromU8, unzipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";

export type ReadWorkbook = {
  /** The text of each part of the archive, by path. */
  parts: Record<string, string>;
  /** The sheets as another program reads them. */
  sheets: { name: string; rows: unknown[][]; frozenRows: number | undefined; filter: string | undefined }[];
};

/** Reads a workbook by other means than it was written. */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));
  const { sheets } = await readXlsx(bytes);
  return {
    parts,
    sheets: sheets.map(({ name, rows, freezePane, autoFilter }) => ({
      name,
      rows,
      frozenRows: freezePane?.rows,
      filter: autoFilter?.range,
    })),
  };
}

/** An instant in a cell, to the millisecond: what the clock of the cell shows, and what its format says of that clock. */
export function instantOf({ parts }: ReadWorkbook, cell: string): number | undefined {
  const found = new RegExp(`<c r="${cell}" s="(\\d+)"><v>([^<]+)</v></c>`).exec(
    parts["xl/worksheets/sheet1.xml"] ?? "",
  );
  if (!found) return undefined;
  const styles = parts["xl/styles.xml"] ?? "";
  const [, formats = ""] = /<cellXfs[^>]*>(.*)<\/cellXfs>/.exec(styles) ?? [];
  const id = [...formats.matchAll(/<xf numFmtId="(\d+)"/g)][Number(found[1])]?.[1] ?? "";
  const [, sign, hours, minutes] =
    new RegExp(`numFmtId="${id}" formatCode="[^"]*&quot;([+-])(\\d\\d):(\\d\\d)&quot;"`).exec(styles) ?? [];
  const offsetMs = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return Math.round((Number(found[2]) - 25_569) * 86_400_000 - offsetMs);
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return new Uint8Array(Buffer.concat(all));
}
