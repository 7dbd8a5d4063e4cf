// One thread of the pool: what comes in is a DocumentInput, what goes back a DocumentAnswer.
import { parentPort } from "node:worker_threads";
import type { DocumentAnswer } from "./document-pool.ts";
import { type DocumentInput, makeDocuments } from "./documents.ts";

parentPort?.on("message", (input: DocumentInput) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage(answerTo(input));
});

function answerTo(input: DocumentInput): DocumentAnswer {
  try {
    return { documents: makeDocuments(input) };
  } catch (error) {
    return { error };
  }
}
