import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { RunAs } from "./store-server.ts";

export interface Certificates {
  /** Paths of PEM files. */
  key: string;
  certificate: string;
  /** This process trusts the certificate while `work` is under way. */
  trusted: (work: () => Promise<void>) => Promise<void>;
  remove: () => void;
}

/** A certificate for `localhost` that signs itself. @param owner whose the key is. */
export function makeCertificates(owner?: RunAs): Certificates {
  const folder = mkdtempSync(join(tmpdir(), "seatbook-certificates-"));
  chmodSync(folder, 0o755);
  const key = join(folder, "key.pem");
  const certificate = join(folder, "certificate.pem");
  execFileSync(
    "openssl",
    "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
      .split(" ")
      .concat("-keyout", key, "-out", certificate),
    { stdio: "ignore" },
  );
  if (owner !== undefined) chownSync(key, owner.uid, owner.gid);
  return {
    key,
    certificate,
    async trusted(work) {
      const before = getCACertificates("default");
      setDefaultCACertificates([...before, readFileSync(certificate, "utf8")]);
      try {
        await work();
      } finally {
        setDefaultCACertificates(before);
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
