import { receiveWebhook } from "#lib/webhooks";

/** The text is the body as it came. */
export async function POST(request: Request): Promise<Response> {
  const status = receiveWebhook(await request.text(), (name) => request.headers.get(name));
  return new Response(null, { status });
}
