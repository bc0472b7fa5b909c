/** Installs services for tests: gates and rewrites a module, installs it, and sends events to its queue. */
import { CAPABILITIES } from "../../abi/imports.ts";
import type {
  Effect,
  InstallOutcome,
  InstallRequest,
  Outcome,
  Runner,
  ServiceEvent,
  ServiceLimits,
} from "../../runtime/sandbox/contract.ts";
import { LIMITS_DEFAULT } from "../../runtime/sandbox/contract.ts";
import { gate } from "../../runtime/sandbox/gate/gate.ts";
import { rewrite } from "../../runtime/sandbox/instrument/rewrite.ts";
import { ServiceQueue } from "../../runtime/sandbox/queue/service-queue.ts";
import { type EventFields, eventOf } from "../../runtime/sandbox/wire/event-fields.ts";
import type { LocalStore } from "../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";

const ZEROES = new Uint8Array(32);

/** A module that has passed the gate and was rewritten. Throws the reason if the gate refuses it. */
export function ready(bytes: Uint8Array, memoryPages = 256): Uint8Array {
  const result = gate(bytes);
  if (!result.ok) throw new Error(result.detail);
  return rewrite(result.module, { memoryPages });
}

export function installRequest(
  module: Uint8Array,
  name = "test",
  limits: Partial<ServiceLimits> = {},
): Omit<InstallRequest, "readStore"> {
  const serviceId = new Uint8Array(32);
  serviceId.set(new TextEncoder().encode(name).subarray(0, 32));
  return {
    serviceId,
    nodeId: new Uint8Array(32).fill(7),
    module,
    capabilities: CAPABILITIES,
    limits: { ...LIMITS_DEFAULT, ...limits },
    nowMs: 1_000,
    seed: 1n,
    firstToken: 1n,
  };
}

export function event(fields: Partial<EventFields> = {}): ServiceEvent {
  return eventOf({
    kind: "deliver",
    nowMs: 1_000,
    seed: 1n,
    key: ZEROES,
    origin: ZEROES,
    previous: ZEROES,
    next: ZEROES,
    token: 9n,
    hops: 0,
    flags: 0,
    status: 0,
    payload: new Uint8Array(0),
    ...fields,
  });
}

export interface Hosted {
  readonly service: ServiceQueue;
  readonly started: InstallOutcome;
  readonly effects: Effect[];
  readonly store: LocalStore;
  send(fields?: Partial<EventFields>): Promise<Outcome>;
  /** The response to a payload; null if the event faults or does not respond. */
  ask(payload: Uint8Array | string): Promise<Uint8Array | null>;
}

export async function host(
  runner: Runner,
  module: Uint8Array,
  options: { name?: string; limits?: Partial<ServiceLimits>; store?: LocalStore; isReady?: boolean } = {},
): Promise<Hosted> {
  const effects: Effect[] = [];
  const store = options.store ?? new MemoryStore();
  const service = new ServiceQueue({
    runner,
    store,
    space: `service/${options.name ?? "test"}`,
    install: installRequest(
      options.isReady === true ? module : ready(module, options.limits?.memoryPages),
      options.name,
      options.limits,
    ),
    onEffects: (some) => effects.push(...some),
    now: () => performance.now(),
  });
  const started = await service.start();
  let token = 100n;
  const send = (fields: Partial<EventFields> = {}) =>
    new Promise<Outcome>((resolve) => {
      const refused: Outcome = { ok: false, fuelUsed: 0, fault: "lost", detail: "not taken" };
      if (!service.offer(event(fields), resolve)) resolve(refused);
    });
  return {
    service,
    started,
    effects,
    store,
    send,
    ask: async (payload) => {
      token += 1n;
      const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
      const outcome = await send({ token, payload: bytes });
      const answer = outcome.ok
        ? outcome.effects.find((effect) => effect.kind === "respond" && effect.token === token)
        : undefined;
      return answer?.kind === "respond" ? answer.payload : null;
    },
  };
}
