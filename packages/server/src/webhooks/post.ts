import { lookup as dnsLookup } from "node:dns/promises";
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { isAddressAllowed, urlMistake, type WebhookAllowance } from "./addresses.ts";

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string };

/** `body`: the beginning. */
export type WebhookReply = { status: number; retryAfter: string | undefined; body: string };

/** Makes one request, and gives it up when `signal` says so. @throws Error whose message says why there is no reply. */
export type PostWebhook = (request: WebhookRequest, signal: AbortSignal) => Promise<WebhookReply>;

/** All addresses of a host name. */
export type ResolveHost = (hostname: string) => Promise<{ address: string; family: number }[]>;

const resolveHost: ResolveHost = (hostname) => dnsLookup(hostname, { all: true });

/** So much of an answer is read. */
const mostReplyBytes = 4096;

/** Why nothing was sent, or nothing came back, for the operator to read. */
class WebhookError extends Error {
  override name = "WebhookError";
}

/** Sends webhooks where `allowance` lets them. The addresses that are checked are those that are connected to: the name is resolved
 *  once for each attempt, by the connection itself. No redirect is followed, no proxy is used, and no connection is used twice. */
export function webhookPost(allowance: WebhookAllowance, resolve: ResolveHost = resolveHost): PostWebhook {
  return async (request, signal) => {
    const mistake = urlMistake(request.url, allowance);
    if (mistake !== undefined) throw new WebhookError(mistake);
    const url = new URL(request.url);
    const isAllowed = (address: string): boolean =>
      allowance.hosts.has(url.hostname) || isAddressAllowed(address, allowance);
    // Not called for a host that is an address: that one was checked with the URL.
    const lookup: LookupFunction = async (hostname, options, callback) => {
      try {
        const answers = await resolve(hostname);
        const [first] = answers;
        if (!first) throw new WebhookError("The name of the host has no address.");
        if (!answers.every(({ address }) => isAllowed(address))) {
          throw new WebhookError("The name of the host leads to an address that is not public. Nothing was sent.");
        }
        if (options.all === true) callback(null, answers);
        else callback(null, first.address, first.family);
      } catch (error) {
        callback(error instanceof Error ? error : new Error("unknown"), []);
      }
    };
    return exchange(url, request, { lookup, signal });
  };
}

async function exchange(
  url: URL,
  { headers, body }: WebhookRequest,
  options: Pick<RequestOptions, "lookup" | "signal">,
): Promise<WebhookReply> {
  const isSecure = url.protocol === "https:";
  // Agents of its own: the global ones follow the environment's proxy, and keep connections.
  const agent = isSecure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
  const send = isSecure ? httpsRequest : httpRequest;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const length = { "Content-Length": String(Buffer.byteLength(body)) };
  const sent = send(url, { ...options, method: "POST", agent, headers: { ...headers, ...length } }, resolve);
  sent.on("error", reject);
  sent.end(body);
  try {
    const reply = await promise;
    const { statusCode: status = 0 } = reply;
    return { status, retryAfter: reply.headers["retry-after"], body: await beginningOf(reply) };
  } catch (error) {
    throw new WebhookError(sentenceOf(error, url));
  } finally {
    sent.destroy();
    agent.destroy();
  }
}

/** What comes until it is enough, ends or breaks off: the status says how the attempt went. */
async function beginningOf(reply: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of reply) {
      if (!(chunk instanceof Uint8Array)) break;
      chunks.push(chunk);
      length += chunk.length;
      if (length >= mostReplyBytes) break;
    }
  } catch {
    // What has come is good enough.
  }
  return Buffer.concat(chunks).subarray(0, mostReplyBytes).toString();
}

const sentences: Record<string, string> = {
  ENOTFOUND: "The name of the host is not known.",
  EAI_AGAIN: "The name of the host could not be resolved for the moment.",
  ECONNREFUSED: "The host refused the connection.",
  ECONNRESET: "The connection broke off.",
  EHOSTUNREACH: "The host is out of reach.",
  ENETUNREACH: "The host is out of reach.",
  ETIMEDOUT: "The host did not take the connection in time.",
  EPIPE: "The connection broke off.",
  ABORT_ERR: "There was no answer in time.",
};

function sentenceOf(error: unknown, { protocol }: URL): string {
  if (error instanceof WebhookError) return error.message;
  const code = codeOf(error);
  const known = sentences[code];
  if (known !== undefined) return known;
  if (protocol === "https:" && /CERT|TLS|SSL|SIGNATURE|ISSUER|EPROTO/.test(code)) {
    return `The certificate or the encryption of the host is not valid (${code}).`;
  }
  return `The request failed (${code}).`;
}

/** Of several addresses that were tried, what is said of the first. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown";
}
