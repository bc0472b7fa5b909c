/** Arguments of `prost keys`: public keys, key ids, roles and thresholds. */
import { isSoundKey } from "../../../base/ed25519.ts";
import { ProstError } from "../../../base/errors.ts";
import { ROLES, type RoleName } from "../../../deployment/root.ts";

export const WITH = "another key file that signs; may be repeated";
export const NETWORK = ["--network <name>", "name of the overlay", "prost"] as const;

export function publicKeyOf(text: string): Uint8Array {
  const key = Uint8Array.from(Buffer.from(text, "hex"));
  if (!/^[0-9a-f]{64}$/.test(text) || !isSoundKey(key))
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${JSON.stringify(text)} is not a public key; give the 64 lowercase hex digits that \`prost keys show\` prints`,
    );
  return key;
}

export function keyIdIn(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new ProstError(
    "INVALID_ARGUMENT",
    `${JSON.stringify(text)} is not a key id; give the 64 lowercase hex digits that \`prost keys show\` prints`,
  );
}

function roleOf(text: string): RoleName {
  const role = ROLES.find((one) => one === text);
  if (role !== undefined) return role;
  throw new ProstError(
    "INVALID_ARGUMENT",
    `there is no role ${JSON.stringify(text)}; use one of ${ROLES.join(", ")}`,
  );
}

/** "2", or "release=2". */
export function thresholdsOf(texts: readonly string[]): Partial<Record<RoleName, number>> {
  const thresholds: Partial<Record<RoleName, number>> = {};
  for (const text of texts) {
    const [role, number] = text.includes("=") ? text.split("=") : [null, text];
    const count = Number(number);
    if (!Number.isInteger(count) || count < 1)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `${JSON.stringify(text)} is not a threshold; give a number, for example 2 or release=2`,
      );
    for (const name of role === null ? ROLES : [roleOf(role)]) thresholds[name] = count;
  }
  return thresholds;
}

/** "release=ID,ID". */
export function rolesOf(texts: readonly string[]): Partial<Record<RoleName, readonly string[]>> {
  return Object.fromEntries(
    texts.map((text) => {
      const [role, ids = ""] = text.split("=");
      return [roleOf(role), ids.split(",").map(keyIdIn)];
    }),
  );
}
