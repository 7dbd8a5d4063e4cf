import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "../middleware/authenticate.ts";
import { documents } from "../openapi.ts";
import { ProblemError } from "../problem.ts";
import { clientAddress, type IsTrusted } from "./client-address.ts";
import { type Taken, Windows } from "./windows.ts";

/** So many requests a minute: of one API key, of one session's member, from one address, and from one address with credentials that
 *  are none. */
export type Quotas = { key: number; session: number; address: number; failures: number };

/** Far above what anybody does on purpose: a backend asks as often as its pages are viewed, and many people share an address. An
 *  operator who knows better sets less. */
export const defaultQuotas: Quotas = { key: 6_000_000, session: 120_000, address: 6_000_000, failures: 6_000 };

/** So many credentials that were good are remembered; those that were not used for longest are forgotten first. */
const mostRemembered = 50_000;

type Options = {
  /** Absent: nothing is limited. */
  quotas: Quotas | undefined;
  isTrusted: IsTrusted;
  /** In milliseconds, never backwards. */
  now: () => number;
};

type Limits = {
  /** Comes before credentials are looked at. */
  ofAddress: MiddlewareHandler<AppEnv>;
  /** Comes after. */
  ofCaller: MiddlewareHandler<AppEnv>;
};

const documentation = { problems: ["too-many-requests"], headers: ["RateLimit", "RateLimit-Policy"] } as const;

/** Limits of this process: several servers behind a balancer let through as many times as much. */
export function rateLimits({ quotas, isTrusted, now }: Options): Limits {
  if (quotas === undefined) return { ofAddress: documents(documentation, goOn), ofCaller: goOn.bind(undefined) };
  const addresses = new Windows(quotas.address, now);
  const failures = new Windows(quotas.failures, now);
  const keys = new Windows(quotas.key, now);
  const sessions = new Windows(quotas.session, now);
  const good = new Set<string>();

  const ofAddress: MiddlewareHandler<AppEnv> = async (c, next) => {
    const address = clientAddress(remoteOf(c), c.req.header("X-Forwarded-For"), isTrusted);
    if (address === undefined) return next();
    // Whoever was let in before is no guesser, though one may share the address: behind a proxy, everybody does.
    if (!good.has(credentialsOf(c))) require(c, "failures", quotas.failures, failures.look(address));
    require(c, "address", quotas.address, addresses.take(address));
    await next();
    // One that is missing or was good once is no guess.
    if (c.error instanceof ProblemError && c.error.code === "token-invalid") failures.take(address);
  };

  const ofCaller: MiddlewareHandler<AppEnv> = (c, next) => {
    const principal = c.get("principal");
    const credentials = credentialsOf(c);
    good.delete(credentials);
    good.add(credentials);
    if (good.size > mostRemembered) good.delete(good.values().next().value ?? "");
    if (principal.type === "operator") require(c, "key", quotas.key, keys.take(principal.key ?? ""));
    else {
      const caller = JSON.stringify([principal.workspace, principal.member]);
      require(c, "session", quotas.session, sessions.take(caller));
    }
    return next();
  };
  return { ofAddress: documents(documentation, ofAddress), ofCaller };
}

function credentialsOf(c: Context<AppEnv>): string {
  return c.req.header("Authorization") ?? "";
}

const goOn: MiddlewareHandler<AppEnv> = (_, next) => next();

/** Headers as in draft-ietf-httpapi-ratelimit-headers-10. @throws ProblemError `too-many-requests`. */
function require(c: Context<AppEnv>, policy: string, quota: number, taken: Taken): void {
  const { isAllowed, remaining, resetSeconds } = taken;
  c.set("rateLimit", {
    "RateLimit-Policy": `"${policy}";q=${quota};w=60`,
    RateLimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
  });
  if (isAllowed) return;
  throw new ProblemError("too-many-requests", `Try again in ${resetSeconds} seconds. Nothing was done.`, undefined, {
    "Retry-After": String(resetSeconds),
  });
}

type NodeEnv = { incoming?: { socket: { remoteAddress?: string | undefined } } };

/** The other end of the connection, as the adapter of Node has it; there is none where a request comes another way. */
function remoteOf(c: Context<AppEnv>): string | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whatever an adapter gives; of Node's it is that
  const env = c.env as NodeEnv | undefined;
  return env?.incoming?.socket.remoteAddress;
}
