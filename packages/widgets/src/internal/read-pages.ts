import type { Page } from "@seatbook/server/contract";

/** The longest page that the server gives. */
const longestPage = 200;

/** The first `wanted` items of a list, as one page, however many pages of the server they are. */
export async function readPages<Item>(
  wanted: number,
  fetchPage: (slice: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let page: Page<Item>;
  let cursor: string | undefined;
  do {
    const limit = Math.min(wanted - items.length, longestPage);
    // Each page needs the cursor of the one before.
    page = await fetchPage({ limit, ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < wanted);
  return { ...page, items };
}
