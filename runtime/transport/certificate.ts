/** The certificate a node shows on its links: its own key, signed by itself. Only the key in it means anything. */
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { X509CertificateGenerator } from "@peculiar/x509";
import { type KeyPair, publicKeyObject, rawPublicKey } from "../base/identity.ts";

/** Long: the key's owner is checked by id, not the date. */
const VALID_FROM = new Date("2020-01-01T00:00:00Z");
const VALID_TO = new Date("2120-01-01T00:00:00Z");

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export async function selfSignedCertificate(pair: KeyPair): Promise<Certificate> {
  const { subtle } = webcrypto;
  const pkcs8 = pair.privateKey.export({ type: "pkcs8", format: "der" });
  const spki = publicKeyObject(pair.publicKey).export({ type: "spki", format: "der" });
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: "01",
      name: "CN=prost",
      notBefore: VALID_FROM,
      notAfter: VALID_TO,
      signingAlgorithm: { name: "Ed25519" },
      keys: {
        privateKey: await subtle.importKey("pkcs8", new Uint8Array(pkcs8), "Ed25519", true, ["sign"]),
        publicKey: await subtle.importKey("spki", new Uint8Array(spki), "Ed25519", true, ["verify"]),
      },
    },
    webcrypto as Parameters<typeof X509CertificateGenerator.createSelfSigned>[1],
  );
  return {
    key: pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: certificate.toString("pem"),
  };
}

/** The key the peer has proved to own in the handshake; null when it showed none, or not an Ed25519 key. */
export function peerKeyOf(socket: TLSSocket): Uint8Array | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined || certificate.publicKey.asymmetricKeyType !== "ed25519") return null;
  return rawPublicKey(certificate.publicKey);
}
