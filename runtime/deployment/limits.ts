/** Limits as manifests and delegations state them. */
import { EFFECT_BYTES_MAX, EFFECTS_MAX, MEMORY_PAGES_MAX } from "../../abi/abi.ts";
import { prost } from "../gen/package.js";
import type { ServiceLimits } from "../sandbox/contract.ts";
import { isCount } from "./envelope.ts";

/**
 * Maximum number of services, running or asleep. For one more the node forgets the service that slept
 * longest.
 */
export const INSTALLED_SERVICES_MAX = 16_384;
/**
 * Maximum number of services that run at a time on one node. Each has its own memory, and V8 gives a process
 * about 16,000. The operator may set less: `services.awakeMax`, `policy.totals.services`.
 */
export const AWAKE_SERVICES_MAX = 10_000;

/** The highest limits that a manifest may ask for. Each operator's policy decides on the grant. */
export const LIMITS_MAX: ServiceLimits = {
  memoryPages: MEMORY_PAGES_MAX,
  // More than the default: about a second of work in the worst case, which the node's watchdog cuts short.
  fuelPerEvent: 500_000_000,
  // A service's store is also in its cell's memory.
  storeBytes: 64 * 1024 * 1024,
  effectsPerEvent: EFFECTS_MAX,
  effectBytesPerEvent: EFFECT_BYTES_MAX,
};

/** Which limit is out of range, in words. Null when none is. */
export function limitFault(limits: ServiceLimits): string | null {
  for (const field of Object.keys(LIMITS_MAX) as (keyof ServiceLimits)[]) {
    const least = field === "memoryPages" || field === "fuelPerEvent" ? 1 : 0;
    if (!isCount(limits[field]) || limits[field] < least || limits[field] > LIMITS_MAX[field]) {
      return `the limit ${field} must be a whole number from ${least} to ${LIMITS_MAX[field]}`;
    }
  }
  return null;
}

export function limitsOf(wire: prost.package_.v1.ILimits | null | undefined): ServiceLimits {
  const { memoryPages, fuelPerEvent, storeBytes, effectsPerEvent, effectBytesPerEvent } =
    new prost.package_.v1.Limits(wire ?? {});
  return { memoryPages, fuelPerEvent, storeBytes, effectsPerEvent, effectBytesPerEvent };
}

/** The limits of `asked` that are higher than those of `most`. */
export function excessOf(asked: ServiceLimits, most: ServiceLimits): readonly (keyof ServiceLimits)[] {
  return (Object.keys(most) as (keyof ServiceLimits)[]).filter((field) => asked[field] > most[field]);
}
