import { createMiddleware } from "hono/factory";
import { documents } from "../openapi.ts";
import { ProblemError } from "../problem.ts";

/** A cursor of the longest name is some 15,000 characters. */
const longestAddress = 16_000;
const mostParameters = 50;

/** Refuses addresses of a size that no route has a use for, and what is no percent-encoded UTF-8. The router would take that
 *  literally, and one id would have two addresses. */
export const wellFormedPath = documents(
  { problems: ["malformed-path", "address-too-long"] },
  createMiddleware((c, next) => {
    const { url } = c.req;
    if (url.length > longestAddress) {
      throw new ProblemError("address-too-long", `Send at most ${longestAddress} characters, and the rest in a body.`);
    }
    if (url.includes("&") && url.split("&", mostParameters + 1).length > mostParameters) {
      throw new ProblemError("malformed-path", `Send at most ${mostParameters} parameters.`);
    }
    if (url.includes("%") && !isEncoded(new URL(url).pathname)) {
      throw new ProblemError("malformed-path", "Write ids in the path percent-encoded, as UTF-8.");
    }
    return next();
  }),
);

function isEncoded(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
