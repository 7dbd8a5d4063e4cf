import { html } from "hono/html";
import type {
  MediaType,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  Reference,
  ResponseObject,
} from "../openapi/document-types.ts";
import { markdown } from "./markdown.ts";
import { exampleOf, fields, kindOf } from "./schema.ts";

type Html = ReturnType<typeof html>;
type Placed = OperationObject & { method: string; path: string };

const titles: Record<string, string> = { 200: "OK", 201: "Created", 204: "No content", 304: "Not modified" };

/** The reference of the API, as HTML: everything that the document says, in the order in which one reads. */
export function referencePage(document: OpenApiDocument): Html {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Placed => ({ ...operation, method: method.toUpperCase(), path })),
  );
  const messages = Object.values(document.webhooks).flatMap((item) => Object.values(item));
  const groups = document.tags.map((tag) => ({
    ...tag,
    items: operations.filter(({ tags }) => tags.includes(tag.name)),
    messages: messages.filter(({ tags }) => tags.includes(tag.name)),
  }));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title} API reference</title>
        <link rel="stylesheet" href="docs/style.css" />
        <script type="module" src="docs/script.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the reference</a>
        <nav aria-label="Contents">
          <p><a href="#main">${document.info.title} API</a></p>
          ${groups.map(
            ({ name, items, messages: sent }) =>
              html`<h2>${name}</h2>
                <ul>
                  ${[...items, ...sent].map(
                    ({ operationId, summary }) => html`<li><a href="#${operationId}">${summary}</a></li>`,
                  )}
                </ul>`,
          )}
        </nav>
        <main id="main" tabindex="-1">
          <h1>${document.info.title} API reference</h1>
          <p>
            ${document.info.summary} Served at <code>${document.servers[0]?.url ?? ""}</code>, and for machines as
            <a href="openapi.json">OpenAPI 3.1</a>.
          </p>
          ${markdown(document.info.description)}
          ${groups.map(
            ({ name, description, items, messages: sent }) =>
              html`<h2 id="${anchorOf(name)}">${name}</h2>
                ${markdown(description)} ${items.map((item) => operationSection(document, item))}
                ${sent.map((message) => messageSection(document, message))}`,
          )}
        </main>
        <p role="status" class="told"></p>
      </body>
    </html>`;
}

const anchorOf = (name: string): string => `tag-${name.toLowerCase().replaceAll(/\W+/g, "-")}`;

function operationSection(document: OpenApiDocument, operation: Placed): Html {
  const { operationId, summary, description, method, path, parameters = [], requestBody, responses } = operation;
  const resolved = parameters.flatMap((parameter) => parameterOf(document, parameter));
  const [[, body] = []] = Object.entries(requestBody?.content ?? {});
  return html`<section class="operation" aria-labelledby="${operationId}">
    <h3 id="${operationId}"><a href="#${operationId}">${summary}</a></h3>
    <p class="address"><span class="method ${method.toLowerCase()}">${method}</span>${path}</p>
    ${markdown(description)}
    ${
      resolved.length > 0
        ? html`<h4>Parameters</h4>
            <dl>${resolved.map((parameter) => parameterEntry(document, parameter))}</dl>`
        : ""
    }
    ${
      body?.schema
        ? html`<h4>Body: ${kindOf(document, body.schema)}</h4>
            ${fields(document, body.schema, "request")}`
        : ""
    }
    <div class="copied">
      <h4>Request</h4>
      <button type="button" hidden data-copies="curl-${operationId}" aria-label="Copy the request: ${summary}">
        Copy
      </button>
    </div>
    <pre id="curl-${operationId}" tabindex="0" role="region" aria-label="Request: ${summary}">
${curl(document, operation, body)}</pre>
    <h4>Answers</h4>
    ${Object.entries(responses).map(([status, response]) => answer(document, status, response, summary))}
  </section>`;
}

/** What the server asks of others. */
function messageSection(document: OpenApiDocument, operation: OperationObject): Html {
  const { operationId, summary, description, parameters = [], requestBody } = operation;
  const [body] = Object.values(requestBody?.content ?? {});
  return html`<section class="operation" aria-labelledby="${operationId}">
    <h3 id="${operationId}"><a href="#${operationId}">${summary}</a></h3>
    <p class="address"><span class="method post">POST</span>your endpoint</p>
    ${markdown(description)}
    <h4>Headers</h4>
    <dl>
      ${parameters
        .flatMap((parameter) => parameterOf(document, parameter))
        .map((parameter) => parameterEntry(document, parameter))}
    </dl>
    ${
      body?.schema
        ? html`<h4>Body: ${kindOf(document, body.schema)}</h4>
            ${fields(document, body.schema, "answer")}`
        : ""
    }
  </section>`;
}

function parameterOf({ components }: OpenApiDocument, parameter: ParameterObject | Reference): ParameterObject[] {
  if (!("$ref" in parameter)) return [parameter];
  const found = components.parameters[parameter.$ref.slice(parameter.$ref.lastIndexOf("/") + 1)];
  return found ? [found] : [];
}

function parameterEntry(
  document: OpenApiDocument,
  { name, in: place, required, description = "", schema }: ParameterObject,
): Html {
  return html`<div>
    <dt>
      <code>${name}</code><span class="kind">${place}, ${kindOf(document, schema)}</span>
      ${required ? html`<span class="presence">required</span>` : ""}
    </dt>
    <dd>${markdown(description)}</dd>
  </div>`;
}

/** A request as one would type it, with the ids of the examples. */
function curl(document: OpenApiDocument, { method, path, security }: Placed, body: MediaType | undefined): string {
  const url = `${document.servers[0]?.url ?? ""}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? name)}`;
  const json =
    body?.schema &&
    JSON.stringify(exampleOf(document, body.schema), null, 2).replaceAll("'", "'\\''").replaceAll("\n", "\n  ");
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}${url}`,
    ...(security.length > 0 ? ['-H "Authorization: Bearer $SEATBOOK_API_KEY"'] : []),
    ...(json === undefined ? [] : ['-H "Content-Type: application/json"', `-d '${json}'`]),
  ].join(" \\\n  ");
}

const samples: Record<string, string> = {
  ws: "acme",
  team: "design",
  member: "ana",
  user: "ana",
  group: "design",
  month: "2026-10",
  number: "2026-000123",
};

function answer(document: OpenApiDocument, status: string, given: ResponseObject | Reference, summary: string): Html {
  const response = "$ref" in given ? undefined : given;
  if (!response) return html``;
  const [media] = Object.values(response.content ?? {});
  const isProblem = Number(status) >= 400;
  const headers = Object.keys(response.headers ?? {}).filter((name) => name !== "X-Request-Id");
  const codes = isProblem ? [...response.description.matchAll(/^- `([a-z-]+)`:/gm)].map(([, code = ""]) => code) : [];
  return html`<details>
    <summary>
      <span class="status">${status}</span
      >${isProblem ? codes.join(", ") : [titles[status], media?.schema && kindOf(document, media.schema)].filter(Boolean).join(": ")}
    </summary>
    <div class="inner">
      ${markdown(response.description)}
      ${headers.length > 0 ? html`<p class="headers">Headers: ${headers.map((name) => html`<code>${name}</code> `)}</p>` : ""}
      ${
        !isProblem && media?.schema?.$ref !== undefined
          ? html`${fields(document, media.schema, "answer")}
              <pre tabindex="0" role="region" aria-label="Example of ${status}: ${summary}">
${JSON.stringify(exampleOf(document, media.schema), null, 2)}</pre>`
          : ""
      }
    </div>
  </details>`;
}
