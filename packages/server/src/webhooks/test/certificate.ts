import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

/** A key and a certificate for `localhost` that signs itself, as PEM. */
export function makeCertificate(): { key: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), "seatbook-certificate-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const subject = "-subj /CN=localhost -addext subjectAltName=DNS:localhost".split(" ");
  const options = "req -x509 -newkey rsa:2048 -nodes -days 2".split(" ");
  try {
    execFileSync("openssl", [...options, ...subject, "-keyout", key, "-out", certificate], { stdio: "ignore" });
    return { key: readFileSync(key, "utf8"), certificate: readFileSync(certificate, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** This process trusts the certificate while `work` is under way. */
export async function trusting(certificate: string, work: () => Promise<void>): Promise<void> {
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, certificate]);
  try {
    await work();
  } finally {
    setDefaultCACertificates(before);
  }
}
