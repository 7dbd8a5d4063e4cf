import { appUrl } from "#lib/environment";

/** Whether a request that changes something comes from a page of the product, by its header Origin, which every browser sends with it.
 *  The cookie's `SameSite=Lax` keeps other sites out already; this keeps out other origins of the same site. */
export function isOwnOrigin(origin: string | null | undefined): boolean {
  return origin === appUrl;
}
