/**
 * The grant check: an outcome must be within the capabilities and limits of its service. The glue enforces
 * them in the cell. The node checks again, because the glue of a compromised cell may send any outcome.
 */
import type { Capability } from "../../../abi/imports.ts";
import { type Effect, type InstallRequest, isRule, type Outcome, type ServiceEvent } from "../contract.ts";
import { Violation } from "./frames.ts";

const CAPABILITY_OF: Readonly<Record<Effect["kind"], Capability | null>> = {
  route: "message",
  send: "message",
  request: "message",
  respond: "message",
  storagePut: "storage",
  storageGet: "storage",
  storageRemove: "storage",
  storageList: "storage",
  storagePutForm: "storage",
  storageGetForm: "storage",
  storageListForm: "storage",
  storageCas: "storage",
  storageRead: "storage",
  timerSet: "time",
  timerCancel: "time",
  emit: "emit",
  log: null,
  metric: null,
};

/** Throws a Violation for an outcome that exceeds the grant. `event`: null for the outcome of `init`. */
export function requireGranted(
  outcome: Outcome,
  { capabilities, limits }: InstallRequest,
  event: ServiceEvent | null = null,
): void {
  if (!outcome.ok) return;
  if (event !== null && isRule(event.kind)) return requireOneResponse(outcome.effects, outcome.writes.length);
  if (outcome.effects.length > limits.effectsPerEvent)
    throw new Violation("the outcome has more effects than were granted");
  let effectBytes = 0;
  for (const effect of outcome.effects) {
    const capability = CAPABILITY_OF[effect.kind];
    if (capability !== null && !capabilities.includes(capability)) {
      throw new Violation(`${effect.kind} without the capability ${capability}`);
    }
    effectBytes += bytesOf(effect);
  }
  if (effectBytes > limits.effectBytesPerEvent)
    throw new Violation("the outcome has more bytes of effects than were granted");
  if (outcome.writes.length > 0 && !capabilities.includes("store"))
    throw new Violation("a write without the capability store");
  let stored = 0;
  for (const { key, value } of outcome.writes) stored += value === null ? 0 : key.length + value.length;
  if (stored > limits.storeBytes) throw new Violation("the writes exceed the store");
  const { verdict } = outcome;
  const decides =
    verdict !== null &&
    (verdict.stop || verdict.key !== null || verdict.payload !== null || verdict.next !== null);
  if (decides && !capabilities.includes("forward"))
    throw new Violation("a forward result without the capability forward");
}

/** A rule may have one effect `respond` and nothing else, whatever the service was granted. */
function requireOneResponse(effects: readonly Effect[], writes: number): void {
  const isOther = effects.some(({ kind }) => kind !== "respond");
  if (isOther || effects.length > 1 || writes > 0) throw new Violation("a rule has done more than answer");
}

/**
 * The bytes of an effect, as the glue counts them. Logs and metrics count 0: the decoded text may have
 * another length than the bytes that the glue counted.
 */
function bytesOf(effect: Effect): number {
  switch (effect.kind) {
    case "route":
    case "send":
    case "request":
    case "respond":
    case "emit":
      return effect.payload.length;
    case "storagePut":
    case "storagePutForm":
      return effect.field.length + effect.value.length;
    case "storageCas":
      return effect.value.length;
    case "storageGet":
    case "storageGetForm":
    case "storageRemove":
      return effect.field.length;
    default:
      return 0;
  }
}
