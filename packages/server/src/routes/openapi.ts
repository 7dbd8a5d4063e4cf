import { Hono } from "hono";
import * as v from "valibot";
import type { AppEnv } from "../middleware/authenticate.ts";
import { documented } from "../openapi.ts";
import type { OpenApiDocument } from "../openapi/document-types.ts";
import { answerJson } from "../respond.ts";

/** The document, made when it is asked for first: until then nobody knows the address that people reach the server at. */
export function openApiRoutes(makeDocument: () => OpenApiDocument) {
  let document: OpenApiDocument | undefined;
  return new Hono<AppEnv>().get(
    "/openapi.json",
    documented({
      id: "getOpenApi",
      tag: "Operations",
      summary: "This document",
      answer: v.looseObject({ openapi: v.string() }),
      readsStore: false,
    }),
    (c) => answerJson(c, (document ??= makeDocument())),
  );
}
