/** Events and outcomes of a trial as messages of the control API, and back. */
import { ID_BYTES, PAYLOAD_BYTES_MAX } from "../../abi/abi.ts";
import { CAPABILITIES, type Capability } from "../../abi/imports.ts";
import { ProstError } from "../base/errors.ts";
import type { prost } from "../gen/control.js";
import {
  type Effect,
  EVENT_KINDS,
  type Fault,
  type Outcome,
  type ServiceEvent,
  type ServiceLimits,
} from "../sandbox/contract.ts";
import { eventOf, fieldsOf } from "../sandbox/wire/event-fields.ts";
import type { TrialOffer, TrialOffered } from "./trial.ts";

const DECIMAL = /^-?\d{1,20}$/;
const LIMITS: readonly (keyof ServiceLimits)[] = [
  "memoryPages",
  "fuelPerEvent",
  "storeBytes",
  "effectsPerEvent",
  "effectBytesPerEvent",
];

export function offerToWire({ module, capabilities, limits }: TrialOffer): prost.control.v1.ITrialOffer {
  return { module, capabilities: [...capabilities], limits };
}

/** Throws INVALID_ARGUMENT when the message is malformed. */
export function offerFromWire({ module, capabilities, limits }: prost.control.v1.ITrialOffer): TrialOffer {
  const asked: Partial<Record<keyof ServiceLimits, number>> = {};
  for (const name of LIMITS) {
    const value = limits?.[name];
    if (typeof value === "number") asked[name] = value;
  }
  return {
    module: Uint8Array.from(module ?? []),
    capabilities: (capabilities ?? []).map((name) => {
      const known = CAPABILITIES.find((one) => one === name);
      if (known === undefined)
        throw new ProstError(
          "INVALID_ARGUMENT",
          `there is no capability ${name}; the capabilities are ${CAPABILITIES.join(", ")}`,
        );
      return known satisfies Capability;
    }),
    limits: asked,
  };
}

export function offeredToWire(offered: TrialOffered): prost.control.v1.ITrialOffered {
  if (offered.ok) {
    const { service, exports, fuelUsed } = offered;
    return { service, exports: [...exports], fuelUsed };
  }
  const { by, code, detail } = offered;
  return { refusedBy: by, code, detail };
}

export function offeredFromWire(message: prost.control.v1.ITrialOffered): TrialOffered {
  const { service, exports, fuelUsed, refusedBy, code, detail } = message;
  if (typeof service === "number" && service > 0)
    return { ok: true, service, exports: exports ?? [], fuelUsed: fuelUsed ?? 0 };
  const by = refusedBy as "gate" | "policy" | "start";
  return { ok: false, by, code: code ?? "", detail: detail ?? "" };
}

export function eventToWire(service: number, event: ServiceEvent): prost.control.v1.ITrialEvent {
  const fields = fieldsOf(event);
  return { ...fields, service, seed: String(fields.seed), token: String(fields.token) };
}

/** Throws INVALID_ARGUMENT when the message is malformed. */
export function eventFromWire(message: prost.control.v1.ITrialEvent): ServiceEvent {
  const kind = EVENT_KINDS.find((one) => one === message.kind);
  if (kind === undefined)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `there are no events of kind ${message.kind}; there are ${EVENT_KINDS.join(", ")}`,
    );
  const payload = Uint8Array.from(message.payload ?? []);
  if (payload.length > PAYLOAD_BYTES_MAX)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `a payload of ${payload.length} bytes is too long; at most ${PAYLOAD_BYTES_MAX} are allowed`,
    );
  return eventOf({
    kind,
    nowMs: message.nowMs ?? 0,
    seed: integer(message.seed),
    key: id(message.key),
    origin: id(message.origin),
    previous: id(message.previous),
    next: id(message.next),
    token: integer(message.token),
    hops: message.hops ?? 0,
    flags: message.flags ?? 0,
    status: message.status ?? 0,
    payload,
  });
}

export function outcomeToWire(outcome: Outcome): prost.control.v1.ITrialOutcome {
  const { ok, fuelUsed } = outcome;
  if (!outcome.ok) return { ok, fuelUsed, fault: outcome.fault, detail: outcome.detail };
  const { writes, effects, verdict } = outcome;
  return {
    ok,
    fuelUsed,
    writes: writes.map(({ key, value }) => ({ key, ...present({ value }) })),
    effects: effects.map(effectToWire),
    ...(verdict === null ? {} : { verdict: { ...present(verdict), stop: verdict.stop } }),
  };
}

export function outcomeFromWire(message: prost.control.v1.ITrialOutcome): Outcome {
  const fuelUsed = message.fuelUsed ?? 0;
  if (message.ok !== true)
    return { ok: false, fuelUsed, fault: message.fault as Fault, detail: message.detail ?? "" };
  const { verdict } = message;
  return {
    ok: true,
    fuelUsed,
    writes: (message.writes ?? []).map(({ key, value }) => ({
      key: bytes(key) ?? new Uint8Array(0),
      value: bytes(value),
    })),
    effects: (message.effects ?? []).map(effectFromWire),
    verdict:
      verdict === null || verdict === undefined
        ? null
        : {
            stop: verdict.stop === true,
            key: bytes(verdict.key),
            payload: bytes(verdict.payload),
            next: bytes(verdict.next),
          },
  };
}

function effectToWire(effect: Effect): prost.control.v1.ITrialEffect {
  const { kind, ...fields } = effect;
  const plain: Record<string, unknown> = present(fields);
  if ("token" in effect) plain.token = String(effect.token);
  if (effect.kind === "storageCas") plain.expected = String(effect.expected);
  if (effect.kind === "metric") {
    delete plain.value;
    plain.amount = String(effect.value);
  }
  return { kind, ...plain };
}

/** From the node itself, and therefore trusted to have the form that `effectToWire` writes. */
function effectFromWire(message: prost.control.v1.ITrialEffect): Effect {
  const fields: Record<string, unknown> = { kind: message.kind };
  for (const [name, value] of Object.entries(message)) {
    if (value === null || value === undefined || name === "kind") continue;
    if (name === "token" || name === "expected") fields[name] = BigInt(String(value));
    else if (name === "amount") fields.value = BigInt(String(value));
    else fields[name] = value instanceof Uint8Array ? Uint8Array.from(value) : value;
  }
  if (message.kind === "route") fields.hint ??= null;
  return fields as unknown as Effect;
}

function present(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function bytes(value: Uint8Array | null | undefined): Uint8Array | null {
  return value === null || value === undefined ? null : Uint8Array.from(value);
}

function integer(text: string | null | undefined): bigint {
  if (text === null || text === undefined || text === "") return 0n;
  if (!DECIMAL.test(text))
    throw new ProstError("INVALID_ARGUMENT", "a number of 64 bits must be written in decimal");
  return BigInt.asIntN(64, BigInt(text));
}

function id(value: Uint8Array | null | undefined): Uint8Array {
  if (value === null || value === undefined || value.length === 0) return new Uint8Array(ID_BYTES);
  if (value.length !== ID_BYTES)
    throw new ProstError("INVALID_ARGUMENT", `an id has ${ID_BYTES} bytes, not ${value.length}`);
  return Uint8Array.from(value);
}
