/** What `read` gives for each of `items`, undefined for one that is to be left out, and by `nameOf` those that the store does not
 *  give back as it should: one of them hides no other.
 *  @param complain tells the operator what went wrong. */
export async function readEach<I, T>(
  items: readonly I[],
  nameOf: (item: I) => string,
  read: (item: I) => Promise<T | undefined>,
  complain: (error: unknown) => void,
): Promise<{ items: T[]; unreadable?: string[] }> {
  const unreadable: string[] = [];
  const found = await Promise.all(
    items.map(async (item) => {
      try {
        return await read(item);
      } catch (error) {
        complain(error);
        unreadable.push(nameOf(item));
        return undefined;
      }
    }),
  );
  return {
    items: found.filter((each) => each !== undefined),
    ...(unreadable.length > 0 && { unreadable: unreadable.toSorted() }),
  };
}
