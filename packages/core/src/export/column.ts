/** An instant (epoch ms), and the time zone in which people read it. */
export type ZonedInstant = { at: number; timeZone: string };

/** What a column of an export holds, and how it is read off a row; undefined is an empty cell. */
type Reads<R> =
  /** What people wrote: nothing in it may run as a formula. */
  | { type: "text"; read: (row: R) => string | undefined }
  /** Of our own making: a month, a code. */
  | { type: "word"; read: (row: R) => string | undefined }
  /** YYYY-MM-DD. */
  | { type: "date"; read: (row: R) => string | undefined }
  | { type: "instant"; read: (row: R) => ZonedInstant | undefined };

/** A column of a file that is text and workbook alike. `width` is in characters, for the workbook. */
export type SheetColumn<R> = { header: string; width: number } & Reads<R>;

/** A column of a file that is only text. `decimal` is a plain number with a dot: "-116.62". */
export type CsvColumn<R> = { header: string } & (Reads<R> | { type: "decimal"; read: (row: R) => string | undefined });
