import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** What `SEATBOOK_WEBHOOK_ALLOW` lets webhooks reach besides the public internet: `private` is everything. */
export type WebhookAllowance = {
  readonly private: boolean;
  /** In lower case. */
  readonly hosts: ReadonlySet<string>;
  readonly ranges: readonly (readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number])[];
};

/** Reads entries: `private`, host names, addresses, ranges such as 10.0.0.0/8. @throws TypeError for one that is none of these. */
export function readAllowance(entries: readonly string[]): WebhookAllowance {
  const hosts = new Set<string>();
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries.filter((each) => each !== "private")) {
    const [address = ""] = entry.split("/");
    if (isIP(address) !== 0 && ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry));
    else if (isIP(entry) !== 0) ranges.push([ipaddr.parse(entry), isIP(entry) === 4 ? 32 : 128]);
    else if (/^(?=.{1,253}$)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i.test(entry) && !/^[\d.]+$/.test(entry)) {
      hosts.add(entry.toLowerCase());
    } else throw new TypeError(`"${entry}" is no host name, address or range.`);
  }
  return { private: entries.includes("private"), hosts, ranges };
}

/** Not public, and not all known to ipaddr.js: benchmarking (RFC 2544). */
const closedRanges = ["198.18.0.0/15"].map((range) => ipaddr.IPv4.parseCIDR(range));

/** The addresses of IPv6 that are given out (IANA: global unicast), and what of them leads elsewhere: Teredo, benchmarking, ORCHID
 *  and others of 2001::/23, 6to4, documentation. All that embeds an address of IPv4 is outside of the one or inside of the other. */
const global6 = ipaddr.IPv6.parseCIDR("2000::/3");
const closedRanges6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].map((range) =>
  ipaddr.IPv6.parseCIDR(range),
);

/** Whether an address is one of the public internet: not of this machine, of a private network or of a link, nor one that stands for
 *  such an address in another form. */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv6
    ? address.match(global6) && !closedRanges6.some((range) => address.match(range))
    : !closedRanges.some((range) => address.match(range));
}

/** Whether webhooks may be sent to an address, as DNS or a URL has it. */
export function isAddressAllowed(address: string, allowance: WebhookAllowance): boolean {
  if (isIP(address) === 0) return false;
  return allowance.private || isListed(address, allowance) || isPublic(ipaddr.parse(address));
}

function isListed(address: string, { ranges }: WebhookAllowance): boolean {
  const parsed = ipaddr.parse(address);
  return ranges.some(([range, bits]) => {
    if (parsed instanceof ipaddr.IPv4) return range instanceof ipaddr.IPv4 && parsed.match(range, bits);
    return range instanceof ipaddr.IPv6 && parsed.match(range, bits);
  });
}

/** The address that a URL has for its host; undefined where it has a name. */
function addressOf({ hostname }: URL): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? undefined : host;
}

/** The lowest port that is no well-known one. */
const firstFreePort = 1024;

/** Why webhooks are not sent to such a URL, as a sentence with the remedy; undefined where they are. What a name resolves to shows
 *  at each attempt. */
export function urlMistake(text: string, allowance: WebhookAllowance): string | undefined {
  if (!URL.canParse(text)) return "Give an address such as https://app.example.com/webhooks.";
  // Who reads a URL to a person passes over some characters: what is shown is to be what is called.
  if (/[\s\\\p{Cc}]/u.test(text)) return "Leave out spaces, control characters and backslashes.";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "Give an address that begins with https://.";
  if (url.username !== "" || url.password !== "") return "Leave the user name and the password out of the address.";
  if (url.hash !== "") return "Leave out what follows the #: it is not sent.";
  const address = addressOf(url);
  const isNamed = allowance.hosts.has(url.hostname);
  const isExempt = allowance.private || isNamed || (address !== undefined && isListed(address, allowance));
  if (address !== undefined && !isNamed && !isAddressAllowed(address, allowance)) {
    return "This address is of a private network or of this machine. Give one that is public, or set SEATBOOK_WEBHOOK_ALLOW.";
  }
  if (/(?:^|\.)localhost\.?$/.test(url.hostname) && !isExempt) {
    return "This name is of this machine. Give one that is public, or set SEATBOOK_WEBHOOK_ALLOW.";
  }
  if (isExempt) return undefined;
  if (url.protocol !== "https:") return "Give an address that begins with https://.";
  const port = url.port === "" ? 443 : Number(url.port);
  return port === 443 || port >= firstFreePort ? undefined : "Give port 443, or one from 1024 on.";
}
