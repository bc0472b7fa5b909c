/** The policy of a node: what its operator lets other people's code do there. */

import { z } from "zod";
import { TIMERS_MAX } from "../../abi/abi.ts";
import { CAPABILITIES } from "../../abi/imports.ts";
import { hexOf } from "../base/hex.ts";
import { CREDIT_MAX } from "../overlay/api.ts";
import { CELL_PROFILES, JAIL_LEVELS } from "../sandbox/cell/jail.ts";
import { LIMITS_DEFAULT, type ServiceLimits } from "../sandbox/contract.ts";
import { RATES_DEFAULT, type ServiceRates } from "../sandbox/queue/quota.ts";
import { STORAGE_QUOTAS_DEFAULT, type StorageQuotas } from "../storage/quotas.ts";
import { isWithin } from "./delegation.ts";
import { AWAKE_SERVICES_MAX } from "./limits.ts";
import { LIMITS_MAX, type Manifest } from "./manifest.ts";

/** Maximum number of entries in one list of a policy. */
const LIST_MAX = 10_000;
/** The largest ratio of two weights. */
const WEIGHT_MAX = 1_000;
/** Maximum number of counters that one service may name. */
const METRICS_MAX = 4_096;

const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lowercase hex digits");

const namePattern = z
  .string()
  .max(256)
  .regex(
    /^(?:[0-9a-f]{64}:)?(?:\*|[a-z0-9][a-z0-9/-]*(?:\/\*)?)$/,
    'must be a name, a name with "/*" at its end, or "*", perhaps with a publisher\'s id and ":" before it',
  );

function ceiling(field: keyof ServiceLimits, least: number) {
  return z.int().min(least).max(LIMITS_MAX[field]).default(LIMITS_DEFAULT[field]);
}

function rate(field: keyof ServiceRates, least: number, most: number) {
  return z.number().min(least).max(most).default(RATES_DEFAULT[field]);
}

function quota(field: keyof StorageQuotas) {
  return z.int().min(0).default(STORAGE_QUOTAS_DEFAULT[field]);
}

/** The sums of granted limits, used or not: over all services here, or over those of one publisher. */
function totals(services: number, memoryPages: number, storeBytes: number) {
  return {
    services: z.int().min(0).max(AWAKE_SERVICES_MAX).default(services),
    memoryPages: z.int().min(0).default(memoryPages),
    storeBytes: z.int().min(0).default(storeBytes),
  };
}

/**
 * The `policy` part of the configuration. Empty, it lets every publisher's services run, in the sandbox, with
 * the default limits.
 */
export const policySchema = z
  .strictObject({
    /**
     * The publishers of services that may run: "any", "none", or their ids in hex, as `prost keys show`
     * prints them.
     */
    publishers: z.union([z.enum(["any", "none"]), z.array(hash).max(LIST_MAX)]).default("any"),
    /**
     * Names that may run: whole names, or a prefix with "/*" for all names below it. An id and a colon before
     * it restrict it to one publisher.
     */
    names: z.array(namePattern).max(LIST_MAX).default(["*"]),
    /** Whether a new version that asks for more than the version before waits for `prost consent`. */
    consent: z.boolean().default(true),
    /** Capabilities that may be granted. A service that asks for another one does not run. */
    capabilities: z.array(z.enum(CAPABILITIES)).default([...CAPABILITIES]),
    /** The highest limits that a service is granted. A service that asks for more is granted these. */
    limits: z
      .strictObject({
        memoryPages: ceiling("memoryPages", 1),
        fuelPerEvent: ceiling("fuelPerEvent", 1),
        storeBytes: ceiling("storeBytes", 0),
        effectsPerEvent: ceiling("effectsPerEvent", 0),
        effectBytesPerEvent: ceiling("effectBytesPerEvent", 0),
      })
      .prefault({}),
    /** The rates of a service; see sandbox/queue/quota.ts. */
    rates: z
      .strictObject({
        // A lower rate would let the next event wait for a minute.
        fuelPerSecond: rate("fuelPerSecond", 1_000_000, 1e12),
        storeBytesPerSecond: rate("storeBytesPerSecond", 1_024, 1e12),
        messagesPerSecond: rate("messagesPerSecond", 0, 1e9),
        messageBytesPerSecond: rate("messageBytesPerSecond", 0, 1e12),
        creditPerSecond: rate("creditPerSecond", 0, 1e9),
        emissionsPerSecond: rate("emissionsPerSecond", 0, 1e9),
        logLinesPerSecond: rate("logLinesPerSecond", 0, 1e6),
        timers: z.int().min(1).max(TIMERS_MAX).default(RATES_DEFAULT.timers),
        metrics: z.int().min(0).max(METRICS_MAX).default(RATES_DEFAULT.metrics),
      })
      .prefault({}),
    /** The most credit that an event has here, whatever the message carries. */
    creditMax: z.int().min(0).max(CREDIT_MAX).default(CREDIT_MAX),
    /**
     * Weights of services in a shared cell, by the id of the service or of its publisher, in hex; 1 for all
     * others.
     */
    weights: z
      .record(
        hash,
        z
          .number()
          .min(1 / WEIGHT_MAX)
          .max(WEIGHT_MAX),
      )
      .refine((weights) => Object.keys(weights).length <= LIST_MAX, `at most ${LIST_MAX} weights`)
      .default({}),
    /** Totals over all services that run here. */
    totals: z
      .strictObject({
        ...totals(
          AWAKE_SERVICES_MAX,
          AWAKE_SERVICES_MAX * LIMITS_DEFAULT.memoryPages,
          AWAKE_SERVICES_MAX * LIMITS_DEFAULT.storeBytes,
        ),
        /** Publishers with services that run here at a time. Each has a process of its own. */
        publishers: z.int().min(0).max(AWAKE_SERVICES_MAX).default(256),
      })
      .prefault({}),
    /** Totals over all services of one publisher. */
    publisherTotals: z
      .strictObject(totals(1_000, 1_000 * LIMITS_DEFAULT.memoryPages, 1_000 * LIMITS_DEFAULT.storeBytes))
      .prefault({}),
    /** The nodes that may ask this node for deployments: "any", "none", or their ids in hex. */
    deploy: z.union([z.enum(["any", "none"]), z.array(hash).max(LIST_MAX)]).default("any"),
    /** SHA-256, in hex, of modules that must not run. */
    blockedCode: z.array(hash).max(LIST_MAX).default([]),
    /** What this node stores for other nodes, per service and per writing node; see storage/quotas.ts. */
    storage: z
      .strictObject({
        serviceRecords: quota("serviceRecords"),
        serviceBytes: quota("serviceBytes"),
        writerRecords: quota("writerRecords"),
        writerBytes: quota("writerBytes"),
      })
      .prefault({}),
    cells: z
      .strictObject({
        /** Which of the engine's compilers cells use. */
        profile: z.enum(CELL_PROFILES).default("hardened"),
        /** Whether cells get namespaces and a system call filter where the machine supports them. */
        namespaces: z.boolean().default(true),
        /**
         * The isolation that a cell must have, or the node runs no service in one: "full", "reduced" or
         * "none".
         */
        isolation: z.enum(JAIL_LEVELS).default("none"),
      })
      .prefault({}),
    /**
     * Publishers, by their ids in hex, that the operator trusts like the node itself. Their services run in
     * the node's own process, behind the first wall alone.
     */
    inline: z.array(hash).max(LIST_MAX).default([]),
  })
  .superRefine(({ publishers, inline }, context) => {
    for (const [index, key] of inline.entries()) {
      if (publishers === "any" || publishers.includes(key)) continue;
      const message = `${key} is listed under inline, but publishers does not let it run at all`;
      context.addIssue({ code: "custom", path: ["inline", index], message });
    }
  });

export type Policy = z.infer<typeof policySchema>;

export const POLICY_DEFAULT: Policy = policySchema.parse({});

export type PolicyDecision =
  /** `limits`: the granted limits, each the lower of the requested and the allowed one. */
  | { readonly ok: true; readonly limits: ServiceLimits }
  | { readonly ok: false; readonly reason: "policy"; readonly detail: string };

/**
 * Whether the service may run here, and with which limits. `consents`: capabilities, and limits as
 * "memoryPages=64", that the operator granted to this service in addition.
 */
export function admit(policy: Policy, manifest: Manifest, consents: readonly string[] = []): PolicyDecision {
  const publisher = hexOf(manifest.rootId);
  if (policy.publishers === "none") return refused("this node runs no services");
  if (policy.publishers !== "any" && !policy.publishers.includes(publisher)) {
    return refused(`publisher ${publisher} is not among those that may run here`);
  }
  if (!policy.names.some((pattern) => isNamed(pattern, publisher, manifest.name)))
    return refused(`the name ${manifest.name} is not among those that may run here`);
  const code = hexOf(manifest.codeHash);
  if (policy.blockedCode.includes(code)) return refused(`code ${code} is blocked here`);
  const denied = manifest.capabilities.filter(
    (capability) => !policy.capabilities.includes(capability) && !consents.includes(capability),
  );
  if (denied.length > 0) return refused(`it asks for ${denied.join(", ")}, which is not granted here`);
  const asked = manifest.limits;
  const allowed = Object.fromEntries(
    (Object.keys(policy.limits) as (keyof ServiceLimits)[]).map((field) => [
      field,
      Math.max(policy.limits[field], consentedLimit(consents, field)),
    ]),
  ) as unknown as ServiceLimits;
  return {
    ok: true,
    limits: {
      memoryPages: Math.min(asked.memoryPages, allowed.memoryPages),
      // At most the fuel of one second: otherwise one event could delay the next one for as long as it likes.
      fuelPerEvent: Math.min(
        asked.fuelPerEvent,
        allowed.fuelPerEvent,
        Math.floor(policy.rates.fuelPerSecond),
      ),
      storeBytes: Math.min(asked.storeBytes, allowed.storeBytes),
      effectsPerEvent: Math.min(asked.effectsPerEvent, allowed.effectsPerEvent),
      effectBytesPerEvent: Math.min(asked.effectBytesPerEvent, allowed.effectBytesPerEvent),
    },
  };
}

/** The highest value of a limit that the operator consented to; 0 without a consent. */
export function consentedLimit(consents: readonly string[], field: keyof ServiceLimits): number {
  const stated = consents
    .filter((one) => one.startsWith(`${field}=`))
    .map((one) => Number(one.split("=")[1]));
  return Math.max(0, ...stated);
}

/** The service's weight where services share a resource. */
export function weightOf(policy: Policy, serviceId: string, rootId: string): number {
  return policy.weights[serviceId] ?? policy.weights[rootId] ?? 1;
}

function isNamed(pattern: string, publisher: string, name: string): boolean {
  const [owner, names] = pattern.includes(":") ? pattern.split(":") : [publisher, pattern];
  if (owner !== publisher) return false;
  if (names === "*") return true;
  return names.endsWith("/*") ? isWithin(name, names.slice(0, -2)) : name === names;
}

function refused(detail: string): PolicyDecision {
  return { ok: false, reason: "policy", detail };
}
