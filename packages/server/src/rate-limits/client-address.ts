import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Whether an address is one of the proxies whose `X-Forwarded-For` is believed. */
export type IsTrusted = (address: Address) => boolean;

/** Reads ranges such as 10.0.0.0/8, and single addresses. @throws TypeError for one that is neither. */
export function readTrustedProxies(entries: readonly string[]): IsTrusted {
  const ranges = entries.map((entry): [Address, number] => {
    if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
    if (!ipaddr.isValid(entry)) throw new TypeError(`"${entry}" is no address and no range.`);
    const address = ipaddr.parse(entry);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  });
  return (address) =>
    ranges.some(([range, bits]) =>
      address instanceof ipaddr.IPv4
        ? range instanceof ipaddr.IPv4 && address.match(range, bits)
        : range instanceof ipaddr.IPv6 && address.match(range, bits),
    );
}

/** Whose request it is: the address that has connected, or, where that is a trusted proxy, the last one before it that is none. What
 *  stands further left in the header anyone can have written. An address of IPv6 as its /64, which is what one caller is given;
 *  of IPv4 in IPv6 as what it is.
 *  @param remote the other end of the connection. @returns undefined where that is not known. */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  isTrusted: IsTrusted,
): string | undefined {
  let client = parse(remote);
  const hops = forwardedFor?.split(",") ?? [];
  while (client !== undefined && isTrusted(client)) {
    const before = parse(hops.pop()?.trim());
    if (before === undefined) break;
    client = before;
  }
  if (client === undefined) return undefined;
  if (client.kind() === "ipv4") return client.toString();
  return `${client.toByteArray().slice(0, 8).join(".")}/64`;
}

function parse(text: string | undefined): Address | undefined {
  if (text === undefined || !ipaddr.isValid(text)) return undefined;
  return ipaddr.process(text);
}
