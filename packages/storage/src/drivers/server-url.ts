import { StorageError } from "../errors.ts";

/** The address of a store that is a server, in parts. */
export interface ServerUrl {
  scheme: string;
  user: string | undefined;
  password: string | undefined;
  hosts: Host[];
  /** What follows the first slash after the hosts; empty where nothing does. */
  path: string;
  parameters: URLSearchParams;
}

export interface Host {
  host: string;
  port: number | undefined;
}

// No `URL`, which takes a list of hosts for a port that is not a number.
const FORM =
  /^(?<scheme>[a-z]+):\/\/(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>[^@/?#]*)(?:\/(?<path>[^?#]*))?(?:\?(?<parameters>[^#]*))?$/;

/** Reads `scheme://user:password@host:port,host:port/path?parameters`. What goes wrong is told without the address, which may
 *  hold a password.
 *  @param example what an address should look like.
 *  @param parameters those that may follow the question mark.
 *  @throws StorageError with a sentence for the operator. */
export function parseServerUrl(url: string, example: string, parameters: readonly string[]): ServerUrl {
  const parts = FORM.exec(url.trim())?.groups;
  if (parts === undefined) {
    throw new StorageError(
      `SEATBOOK_STORAGE is not an address. Write it like ${example}, with special characters of a user or password as % ` +
        `and hex (@ is %40).`,
    );
  }
  const given = new URLSearchParams(parts["parameters"] ?? "");
  for (const name of given.keys()) {
    if (!parameters.includes(name)) {
      throw new StorageError(
        `SEATBOOK_STORAGE has a parameter "${name}", which is not known. There are ${parameters.join(", ")}.`,
      );
    }
    if (given.getAll(name).length > 1) throw new StorageError(`SEATBOOK_STORAGE has the parameter "${name}" twice.`);
  }
  return {
    scheme: parts["scheme"] ?? "",
    user: decode(parts["user"]),
    password: decode(parts["password"]),
    hosts: (parts["hosts"] ?? "").split(",").map(parseHost),
    path: decode(parts["path"]) ?? "",
    parameters: given,
  };
}

/** `host:port`, for messages. */
export function nameOf({ host, port }: Host): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return port === undefined ? name : `${name}:${port}`;
}

/** Whether a parameter such as `?cluster` is on: given alone or with any value but false and 0. */
export function isOn(parameters: URLSearchParams, name: string): boolean {
  return !["false", "0", null].includes(parameters.get(name));
}

function parseHost(text: string): Host {
  const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([^:[\]]*))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port ?? 1) > 65_535 || Number(port ?? 1) === 0) {
    throw new StorageError(`SEATBOOK_STORAGE has a host that cannot be read. Write host, host:port or [IPv6]:port.`);
  }
  return { host: decode(host) ?? "", port: port === undefined ? undefined : Number(port) };
}

/** Empty counts as absent. */
function decode(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StorageError("SEATBOOK_STORAGE has a % that no hex follows. Write a percent sign as %25.");
  }
}
