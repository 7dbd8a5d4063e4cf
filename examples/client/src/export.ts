import { seatbook } from "./seatbook.ts";

/** A route of your own: the file goes on to the browser while it comes in, with its name and type. */
export async function GET(request: Request): Promise<Response> {
  const month = new URL(request.url).searchParams.get("month") ?? "";
  return seatbook.workspace("acme").downloadLicensesXlsx(month, { signal: request.signal });
}
