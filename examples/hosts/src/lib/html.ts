import { contentSecurityPolicy } from "#lib/pages";

/** A page as an answer. In a product these are `page.tsx`, and the policy is in `next.config.ts`. */
export function html(text: string, status = 200): Response {
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": contentSecurityPolicy };
  return new Response(text, { status, headers });
}
