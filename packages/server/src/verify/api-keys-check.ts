import { logNames } from "../journals/log-names.ts";
import type { ApiKeyEvent } from "../journals/api-key-journal.ts";
import type { Findings } from "./findings.ts";
import { PlainLogCheck } from "./plain-log-check.ts";
import { apiKeyEvent, recordOf } from "./record-shapes.ts";

/** The log of the API keys: each is made once, and before anything else comes of it. */
export class ApiKeysCheck extends PlainLogCheck<ApiKeyEvent> {
  constructor(log: string, findings: Findings) {
    const made = new Set<string>();
    super(log, recordOf(apiKeyEvent), findings, (version, { type, key }) => {
      if (made.has(key) !== (type === "ApiKeyCreated")) return void made.add(key);
      const detail = type === "ApiKeyCreated" ? "The API key was made before." : `${type} is of no API key.`;
      findings.add(logNames.apiKeys, version, { code: "event-refused", detail });
    });
  }
}
