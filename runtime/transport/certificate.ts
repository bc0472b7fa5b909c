/** The self-signed TLS certificate of a node. Peers check only the public key in it. */
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { X509CertificateGenerator } from "@peculiar/x509";
import { publicKeyObject, rawPublicKey } from "../base/ed25519.ts";
import type { KeyPair } from "../base/identity.ts";

/** A long validity: a peer is identified by its node id, so the dates carry no meaning. */
const VALID_FROM = new Date("2020-01-01T00:00:00Z");
const VALID_TO = new Date("2120-01-01T00:00:00Z");

interface Certificate {
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

/**
 * The key whose ownership the peer proved in the handshake. Null without a certificate or with another key
 * type.
 */
export function peerKeyOf(socket: TLSSocket): Uint8Array | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined || certificate.publicKey.asymmetricKeyType !== "ed25519") return null;
  return rawPublicKey(certificate.publicKey);
}
