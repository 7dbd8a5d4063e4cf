import { Hono } from "hono";
import * as v from "valibot";
import type { AppEnv } from "../middleware/authenticate.ts";
import { documented } from "../openapi.ts";
import type { OpenApiDocument } from "../openapi/document-types.ts";
import { answerJson } from "../respond.ts";

export function openApiRoutes(openDocument: () => OpenApiDocument) {
  return new Hono<AppEnv>().get(
    "/openapi.json",
    documented({
      id: "getOpenApi",
      tag: "Operations",
      summary: "This document",
      answer: v.looseObject({ openapi: v.string() }),
      readsStore: false,
    }),
    (c) => answerJson(c, openDocument()),
  );
}
