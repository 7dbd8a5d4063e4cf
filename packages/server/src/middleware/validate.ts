import { validator } from "hono-openapi";
import * as v from "valibot";
import { id, month } from "../contract/values.ts";
import { ProblemError } from "../problem.ts";

type Target = "json" | "query" | "param";

/** Checks one part of the request; what does not fit is answered with the field and the remedy, never with the input. */
export function validate<T extends Target, S extends v.GenericSchema>(target: T, schema: S) {
  return validator(
    target,
    schema,
    (result) => {
      if (result.success) return;
      throw new ProblemError(
        "invalid-input",
        "Some fields are not valid. Nothing was changed.",
        result.error.slice(0, 100).map(({ path, message }) => ({
          field: (path ?? []).map((segment) => String(typeof segment === "object" ? segment.key : segment)).join("."),
          message: message.startsWith("Invalid key: Expected never")
            ? "This field is not known. Leave it out."
            : message,
        })),
      );
    },
    { options: { errorMode: "ignore" } },
  );
}

export const workspaceParam = v.object({ ws: id });
export const teamParam = v.object({ ws: id, team: id });
export const memberParam = v.object({ ws: id, member: id });
export const monthParam = v.object({ ws: id, month });
