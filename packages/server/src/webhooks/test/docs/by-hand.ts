import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether a message came from the server that has the secret (`whsec_…`), and within the last five minutes.
 *  @param body as it came. @param now epoch ms. */
export function isGenuine(secret: string, headers: Headers, body: string, now: number): boolean {
  const id = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp");
  if (!id || !timestamp || Math.abs(now / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  // Several while a secret is being rotated: "v1,… v1,…".
  return (headers.get("webhook-signature") ?? "").split(" ").some((signature) => {
    const [version, encoded = ""] = signature.split(",");
    const given = Buffer.from(encoded, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
