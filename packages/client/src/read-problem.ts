import { type ErrorCode, SeatbookError } from "./errors.ts";
import type { FieldError } from "./types.generated.ts";

/** The error that an answer that is not a success stands for. Rejects as its body does. @param now epoch ms. */
export async function readProblem(response: Response, now: number): Promise<SeatbookError> {
  const { status, headers } = response;
  const facts = {
    status,
    requestId: headers.get("X-Request-Id") ?? undefined,
    retryAfterSeconds: retryAfterSeconds(headers.get("Retry-After"), now),
  };
  const problem = parseProblem(await response.text());
  if (problem) return new SeatbookError({ ...facts, ...problem });
  const detail = `The answer, with status ${status}, is not Seatbook's. Look at the url, and at what is in between.`;
  return new SeatbookError({ ...facts, code: "unexpected-answer", detail });
}

/** RFC 9457, as far as an error needs it. */
function parseProblem(text: string): { code: ErrorCode; detail: string; errors: FieldError[] } | undefined {
  try {
    const { code, detail, title, errors = [] } = JSON.parse(text);
    if (typeof code !== "string") return undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- or a newer one, see UnknownCode
    return { code: code as ErrorCode, detail: String(detail ?? title ?? code), errors };
  } catch {
    return undefined;
  }
}

/** The header has seconds or, from some proxies, a date. */
function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0);
}
