/** What an operator lets strangers' code do on their node. */

import { z } from "zod";
import { CAPABILITIES } from "../../abi/imports.ts";
import { hexOf } from "../hex.ts";
import { LIMITS_DEFAULT, type ServiceLimits } from "../sandbox/contract.ts";
import { LIMITS_MAX, type Manifest } from "./manifest.ts";

/** Keys or hashes in one list of a policy. */
const LIST_MAX = 10_000;

const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lowercase hex digits");

function ceiling(field: keyof ServiceLimits, least: number) {
  return z.int().min(least).max(LIMITS_MAX[field]).default(LIMITS_DEFAULT[field]);
}

/** The `policy` part of the configuration. Empty, it lets every publisher run, in the sandbox, with the default limits. */
export const policySchema = z.strictObject({
  /** Whose services may run: "any", "none", or the publishers' public keys in hex. */
  publishers: z.union([z.enum(["any", "none"]), z.array(hash).max(LIST_MAX)]).default("any"),
  /** The capabilities that may be granted; a service that asks for another does not run. */
  capabilities: z.array(z.enum(CAPABILITIES)).default([...CAPABILITIES]),
  /** The most that a service is granted; one that asks for more gets this. */
  limits: z
    .strictObject({
      memoryPages: ceiling("memoryPages", 1),
      fuelPerEvent: ceiling("fuelPerEvent", 1),
      storeBytes: ceiling("storeBytes", 0),
      effectsPerEvent: ceiling("effectsPerEvent", 0),
      effectBytesPerEvent: ceiling("effectBytesPerEvent", 0),
    })
    .prefault({}),
  /** SHA-256 of modules that never run, in hex. */
  blockedCode: z.array(hash).max(LIST_MAX).default([]),
});

export type Policy = z.infer<typeof policySchema>;

export const POLICY_DEFAULT: Policy = policySchema.parse({});

export type Admission =
  /** `limits`: what is granted, the smaller of what is asked for and what is allowed. */
  | { readonly ok: true; readonly limits: ServiceLimits }
  | { readonly ok: false; readonly reason: "policy"; readonly detail: string };

/** Whether the service may run here, and with what. */
export function admit(policy: Policy, manifest: Manifest): Admission {
  const publisher = hexOf(manifest.publisherKey);
  if (policy.publishers === "none") return refused("this node runs no services");
  if (policy.publishers !== "any" && !policy.publishers.includes(publisher)) {
    return refused(`publisher ${publisher} is not among those that may run here`);
  }
  const code = hexOf(manifest.codeHash);
  if (policy.blockedCode.includes(code)) return refused(`code ${code} is blocked here`);
  const denied = manifest.capabilities.filter((capability) => !policy.capabilities.includes(capability));
  if (denied.length > 0) return refused(`it asks for ${denied.join(", ")}, which is not granted here`);
  const asked = manifest.limits;
  const allowed = policy.limits;
  return {
    ok: true,
    limits: {
      memoryPages: Math.min(asked.memoryPages, allowed.memoryPages),
      fuelPerEvent: Math.min(asked.fuelPerEvent, allowed.fuelPerEvent),
      storeBytes: Math.min(asked.storeBytes, allowed.storeBytes),
      effectsPerEvent: Math.min(asked.effectsPerEvent, allowed.effectsPerEvent),
      effectBytesPerEvent: Math.min(asked.effectBytesPerEvent, allowed.effectBytesPerEvent),
    },
  };
}

function refused(detail: string): Admission {
  return { ok: false, reason: "policy", detail };
}
