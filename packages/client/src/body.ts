/** Characters of a streamed body that go out together: each chunk costs, and so does holding it. */
const chunkLength = 64 << 10;

/** A body whose lists may come one entry after another, and are then sent so: streams, and iterators over what a host has. Browsers
 *  can stream what they send over HTTP/2 only, and not all can. */
export type Streamed<T> = {
  [Field in keyof T]: T[Field] extends readonly (infer Item)[] ? T[Field] | AsyncIterable<Item> : T[Field];
};

/** `source` is there where the content is a stream, and aborted with what the items threw. */
export type Body =
  | { content: string; source?: undefined }
  | { content: ReadableStream<Uint8Array<ArrayBuffer>>; source: AbortSignal };

/** JSON of `value`; streamed where one of its fields is an async iterable. */
export function toBody(value: object): Body {
  if (!Object.values(value).some(isAsyncIterable)) return { content: JSON.stringify(value) };
  const source = new AbortController();
  return { content: toStream(chunksOf(value), source), source: source.signal };
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

async function* chunksOf(value: object): AsyncGenerator<string, void, undefined> {
  let text = "";
  let fields = 0;
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    text += `${fields++ === 0 ? "{" : ","}${JSON.stringify(name)}:`;
    if (!isAsyncIterable(field)) {
      text += JSON.stringify(field);
      continue;
    }
    let items = 0;
    text += "[";
    for await (const item of field) {
      text += (items++ === 0 ? "" : ",") + JSON.stringify(item);
      if (text.length < chunkLength) continue;
      yield text;
      text = "";
    }
    text += "]";
  }
  yield `${text}}`;
}

function toStream(
  chunks: AsyncGenerator<string, void, undefined>,
  source: AbortController,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        source.abort(error);
        throw error;
      }
    },
    // Whoever gives the items hears that no more are wanted.
    async cancel() {
      await chunks.return();
    },
  });
}
