import type { MiddlewareHandler } from "hono";
import type { GenericSchema } from "valibot";
import { documents } from "../openapi.ts";
import { scimMediaType } from "./scim-error.ts";

/** Documents the body that a route takes. It is read in `scim/`: to SCIM upper and lower case are the same in names, and what is not
 *  known is passed over. */
export function takesScim(body: GenericSchema): MiddlewareHandler {
  return documents(
    { body, bodyMediaType: scimMediaType, problems: ["malformed-json", "malformed-body", "invalid-input"] },
    (_, next) => next(),
  );
}
