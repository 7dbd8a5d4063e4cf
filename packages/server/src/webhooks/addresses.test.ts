import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAddressAllowed, readAllowance, urlMistake } from "./addresses.ts";

const nothing = readAllowance([]);
const group = (high: number, low: number) => (high * 256 + low).toString(16);

describe("an address", () => {
  test.each([
    ["this network", "0.0.0.0", "0.1.2.3", "::"],
    ["this machine", "127.0.0.1", "127.255.255.254", "::1"],
    ["a private network", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    ["a unique local address", "fc00::1", "fd12:3456::1"],
    ["a link", "169.254.169.254", "fe80::1", "fe80::1%eth0", "fec0::1"],
    ["a provider's own network (CGNAT)", "100.64.0.1", "100.127.255.255"],
    ["benchmarking", "198.18.0.1", "198.19.255.255", "2001:2::1"],
    ["documentation", "192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    ["multicast", "224.0.0.1", "239.255.255.255", "ff02::1"],
    ["broadcast and reserved", "255.255.255.255", "240.0.0.1", "192.0.0.1", "192.88.99.1", "100::1", "5f00::1"],
    ["IPv4 in IPv6, mapped", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8"],
    ["IPv4 in IPv6, compatible or translated", "::127.0.0.1", "::7f00:1", "::ffff:0:127.0.0.1"],
    ["IPv4 in IPv6, NAT64", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::7f00:1"],
    ["IPv4 in IPv6, 6to4", "2002:7f00:1::", "2002:a00:1::1"],
    ["IPv4 in IPv6, Teredo", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["ORCHID", "2001:10::1", "2001:20::1"],
    ["no address", "", "localhost", "1.2.3", "example.com", "999.1.1.1"],
  ])("of %s is refused", (_, ...addresses) => {
    for (const address of addresses) expect([address, isAddressAllowed(address, nothing)]).toEqual([address, false]);
  });

  test.each([
    "1.1.1.1",
    "8.8.8.8",
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "198.17.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
  ])("%s of the public internet is taken", (address) => {
    expect(isAddressAllowed(address, nothing)).toBe(true);
  });

  test("of IPv4 that is refused is refused in each form that IPv6 has for it", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), ([a, b, c, d]) => {
        const [high, low] = [group(a, b), group(c, d)];
        const forms = [`::ffff:${high}:${low}`, `::${high}:${low}`, `64:ff9b::${high}:${low}`, `2002:${high}:${low}::`];
        return forms.every((form) => !isAddressAllowed(form, nothing));
      }),
    );
  });

  test("that is listed is taken, and no other one", () => {
    const some = readAllowance(["10.1.0.0/16", "127.0.0.1", "fd00::/8"]);
    for (const address of ["10.1.2.3", "127.0.0.1", "fd00::1"]) expect(isAddressAllowed(address, some)).toBe(true);
    for (const address of ["10.2.0.1", "127.0.0.2", "fc00::1", "::ffff:10.1.2.3"]) {
      expect(isAddressAllowed(address, some)).toBe(false);
    }
    for (const address of ["10.2.0.1", "::1", "8.8.8.8"])
      expect(isAddressAllowed(address, readAllowance(["private"]))).toBe(true);
  });
});

describe("a URL", () => {
  test.each([
    ["http", "http://app.example.com/"],
    ["another protocol", "ftp://app.example.com/", "file:///etc/passwd", "javascript:alert(1)", "data:,x"],
    ["no address", "app.example.com", "", "https://", "//app.example.com"],
    [
      "a user name or password",
      "https://a@app.example.com/",
      "https://a:b@app.example.com/",
      "https://:b@app.example.com/",
    ],
    ["a fragment", "https://app.example.com/#x"],
    [
      "this machine's name",
      "https://localhost/",
      "https://localhost./",
      "https://x.localhost/",
      "https://LOCALHOST:8443",
    ],
    ["an address of IPv4", "https://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/"],
    ["an address written as one number", "https://2130706433/", "https://0x7f000001/", "https://017700000001/"],
    [
      "an address in octal, hexadecimal, or short",
      "https://0177.0.0.1/",
      "https://0x7f.1/",
      "https://127.1/",
      "https://0/",
    ],
    ["an address in full width or with a dot at its end", "https://１２７.０.０.１/", "https://127.0.0.1./"],
    ["an address of IPv6", "https://[::1]/", "https://[::]/", "https://[fd00::1]/", "https://[fe80::1]/"],
    [
      "an address of IPv4 in IPv6",
      "https://[::ffff:127.0.0.1]/",
      "https://[::ffff:7f00:1]/",
      "https://[64:ff9b::7f00:1]/",
    ],
    [
      "a port of another service",
      "https://app.example.com:22/",
      "https://app.example.com:25/",
      "https://app.example.com:0/",
    ],
  ])("with %s is refused, with a sentence", (_, ...urls) => {
    for (const url of urls)
      expect([url, urlMistake(url, nothing)]).toEqual([url, expect.stringMatching(/^[A-Z].+\.$/)]);
  });

  test.each([
    "https://app.example.com/hooks?x=1",
    "https://app.example.com:8443",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
  ])("%s is taken", (url) => {
    expect(urlMistake(url, nothing)).toBeUndefined();
  });

  test("of a host that is listed may be http, at any port; of another one not", () => {
    const some = readAllowance(["hooks.internal", "10.0.0.0/8"]);
    for (const url of ["http://hooks.internal:80/", "http://HOOKS.internal:22/", "http://10.1.1.1:8080/"]) {
      expect([url, urlMistake(url, some)]).toEqual([url, undefined]);
    }
    for (const url of ["http://hooks.internal.example/", "http://11.0.0.1/", "http://127.0.0.1/"]) {
      expect([url, urlMistake(url, some)]).toEqual([url, expect.any(String)]);
    }
    expect(urlMistake("http://localhost:3000/", readAllowance(["private"]))).toBeUndefined();
    expect(urlMistake("https://a:b@localhost:3000/", readAllowance(["private"]))).toBeDefined();
  });
});
