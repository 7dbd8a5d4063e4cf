/** What was answered, with what HTTP says of it. */
export interface FullAnswer<T> {
  data: T;
  /** Names the state that the data was read off: for `ifMatch`, and in `previous`. */
  etag: string | undefined;
  response: Response;
}

/** A promise of the data; `withResponse()` gives the rest too.
 *  @example
 *  const { data, etag } = await acme.getWorkspace().withResponse(); */
export interface Answer<T> extends Promise<T> {
  withResponse(): Promise<FullAnswer<T>>;
}

export function toAnswer<T>(full: Promise<FullAnswer<T>>): Answer<T> {
  const data = full.then((answer) => answer.data);
  const withResponse = () => {
    // Who asks for the whole waits for that alone, and hears there of a failure.
    data.catch(() => {});
    return full;
  };
  return Object.assign(data, { withResponse });
}
