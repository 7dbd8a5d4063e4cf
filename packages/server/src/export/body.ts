import { nameAndFrames } from "../stack-frames.ts";

/** The chunks as the body of an answer. The first one is made before the answer begins, so that what fails until then is
 *  answered as a problem; what fails later cuts the connection, and nobody takes what has come for the whole file. */
export async function openStream(chunks: AsyncGenerator<Uint8Array>): Promise<ReadableStream> {
  const first = await chunks.next();
  return ReadableStream.from(first.done ? [] : goOn(first.value, chunks));
}

async function* goOn(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    yield* rest;
  } catch (error) {
    throw withoutMessage(error);
  } finally {
    await rest.return(undefined);
  }
}

/** The server prints what cuts a connection; messages may quote ids, which do not belong into a log. */
function withoutMessage(error: unknown): Error {
  const cut = new Error("An export ended early.");
  cut.stack = `An export ended early: ${nameAndFrames(error)}`;
  return cut;
}
