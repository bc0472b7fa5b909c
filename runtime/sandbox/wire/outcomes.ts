/**
 * Replies of a cell, as the glue writes them (glue/outcomes.ts). A cell may be compromised: the reader
 * accepts only well-formed outcomes within the limits of the ABI. grant-check.ts then compares them with the
 * grant of the service.
 */
import {
  DELAY_MS_MAX,
  EFFECTS_MAX,
  FORM_MERGED,
  LOG_BYTES_MAX,
  MEMORY_PAGES_MAX,
  METRIC_NAME_BYTES_MAX,
  PAYLOAD_BYTES_MAX,
  REGISTER_VALUE_BYTES_MAX,
  STORE_KEY_BYTES_MAX,
  STORE_VALUE_BYTES_MAX,
  STORE_WRITES_MAX,
} from "../../../abi/abi.ts";
import {
  type Effect,
  FAULTS,
  type Fault,
  type ForwardResult,
  type InstallOutcome,
  type Outcome,
  type ServiceEvent,
  type StoreWrite,
} from "../contract.ts";
import { Violation } from "./frames.ts";
import { NO_EFFECTS, NO_WRITES, ReplyReader } from "./reply-reader.ts";

const EXPORTS_MAX = 255;
const PAGE_BYTES = 65_536;

/**
 * The outcomes of the events from index `from` up to, but without, index `to`; or of the first of these
 * events only, because a cell may end a batch early. A batch without `continues` has at least one outcome.
 * `continues`: as the batch was encoded. Throws a Violation for any other reply.
 */
export function decodeOutcomes(
  body: Uint8Array,
  events: readonly ServiceEvent[],
  continues = false,
  from = 0,
  to = events.length,
): Outcome[] {
  const input = new ReplyReader(body);
  const count = input.u32();
  if (count > to - from || (count === 0 && to > from && !continues))
    throw new Violation("the number of outcomes does not fit the events");
  const outcomes = new Array<Outcome>(count);
  for (let i = 0; i < count; i++) {
    const isForward = events[from + i].kind === "forward";
    outcomes[i] = (isForward ? null : input.shortResponse()) ?? readOutcome(input, isForward);
  }
  input.end();
  return outcomes;
}

/** Throws a Violation for any other reply. */
export function decodeInstallOutcome(body: Uint8Array): InstallOutcome {
  const input = new ReplyReader(body);
  if (!input.flag()) {
    const outcome: InstallOutcome = { ok: false, fault: readFault(input), detail: input.text() };
    input.end();
    return outcome;
  }
  const count = input.u8();
  if (count > EXPORTS_MAX) throw new Violation("too many exports");
  const exports = Array.from({ length: count }, () => input.text());
  const hasInit = input.flag();
  // The outcome was written on its own, so its alignment starts here.
  if (hasInit) input.align();
  const init: Outcome = hasInit ? readOutcome(input, false) : NOTHING_DONE;
  input.end();
  return { ok: true, exports, init };
}

/** Returns null when there is no instance. Throws a Violation for any other reply. */
export function decodeMemory(body: Uint8Array): Uint8Array | null {
  const input = new ReplyReader(body);
  const memory = input.flag() ? input.copy(body.length - 1) : null;
  input.end();
  if (memory !== null && memory.length > MEMORY_PAGES_MAX * PAGE_BYTES)
    throw new Violation("the memory is larger than the ABI allows");
  return memory;
}

const NOTHING_DONE: Outcome = { ok: true, fuelUsed: 0, writes: [], effects: [], verdict: null };

function readFault(input: ReplyReader): Fault {
  const fault = FAULTS[input.u8()];
  if (fault === undefined) throw new Violation("an unknown fault");
  return fault;
}

function readOutcome(input: ReplyReader, isForward: boolean): Outcome {
  if (!input.flag())
    return { ok: false, fuelUsed: input.amount(), fault: readFault(input), detail: input.text() };
  const fuelUsed = input.amount();
  const effectCount = input.itemCount();
  if (effectCount > EFFECTS_MAX) throw new Violation("too many effects");
  const effects: Effect[] =
    effectCount === 0 ? NO_EFFECTS : effectCount === 1 ? [readEffect(input)] : new Array(effectCount);
  for (let i = 0; effectCount > 1 && i < effectCount; i++) effects[i] = readEffect(input);
  const writeCount = input.itemCount();
  if (writeCount > STORE_WRITES_MAX) throw new Violation("too many writes");
  const writes: StoreWrite[] = writeCount === 0 ? NO_WRITES : [];
  for (let i = 0; i < writeCount; i++) {
    const length = input.u16();
    if (length > STORE_KEY_BYTES_MAX) throw new Violation("a key of the store is too long");
    const key = input.copy(length);
    writes.push({ key, value: input.flag() ? input.long(STORE_VALUE_BYTES_MAX) : null });
  }
  if (input.flag() !== isForward)
    throw new Violation("the forward result is missing, or belongs to another kind of event");
  return { ok: true, fuelUsed, writes, effects, verdict: isForward ? readForwardResult(input) : null };
}

function readForwardResult(input: ReplyReader): ForwardResult {
  const stop = input.flag();
  const parts = input.u8();
  if (parts > 7) throw new Violation("an unknown part of a forward result");
  return {
    stop,
    key: (parts & 1) === 0 ? null : input.id(),
    payload: (parts & 2) === 0 ? null : input.long(PAYLOAD_BYTES_MAX),
    next: (parts & 4) === 0 ? null : input.id(),
  };
}

function readEffect(input: ReplyReader): Effect {
  const kind = input.u8();
  switch (kind) {
    case 1: {
      const key = input.id();
      const hint = input.flag() ? input.id() : null;
      return { kind: "route", key, hint, payload: input.long(PAYLOAD_BYTES_MAX) };
    }
    case 2:
      return { kind: "send", node: input.id(), payload: input.long(PAYLOAD_BYTES_MAX) };
    case 3: {
      const token = input.i64();
      const key = input.id();
      const timeoutMs = delay(input);
      return { kind: "request", token, key, timeoutMs, payload: input.long(PAYLOAD_BYTES_MAX) };
    }
    case 4:
      return { kind: "respond", token: input.i64(), payload: input.long(PAYLOAD_BYTES_MAX) };
    case 5: {
      const token = input.i64();
      const key = input.id();
      const field = input.long(STORE_KEY_BYTES_MAX);
      const value = input.long(STORE_VALUE_BYTES_MAX);
      return { kind: "storagePut", token, key, field, value, ttlSeconds: input.u32() };
    }
    case 6:
      return {
        kind: "storageGet",
        token: input.i64(),
        key: input.id(),
        field: input.long(STORE_KEY_BYTES_MAX),
      };
    case 7:
      return {
        kind: "storageRemove",
        token: input.i64(),
        key: input.id(),
        field: input.long(STORE_KEY_BYTES_MAX),
      };
    case 8:
      return { kind: "storageList", token: input.i64(), key: input.id() };
    case 9:
      return { kind: "timerSet", token: input.i64(), delayMs: delay(input) };
    case 10:
      return { kind: "timerCancel", token: input.i64() };
    case 11:
      return {
        kind: "log",
        level: input.u8() & 3,
        text: new TextDecoder().decode(input.long(LOG_BYTES_MAX)),
      };
    case 12:
      return {
        kind: "metric",
        name: new TextDecoder().decode(input.long(METRIC_NAME_BYTES_MAX)),
        value: input.i64(),
      };
    case 14: {
      const token = input.i64();
      const form = readForm(input);
      const key = input.id();
      const field = input.long(STORE_KEY_BYTES_MAX);
      const value = input.long(STORE_VALUE_BYTES_MAX);
      return { kind: "storagePutForm", token, form, key, field, value, ttlSeconds: input.u32() };
    }
    case 15: {
      const token = input.i64();
      const form = readForm(input);
      const key = input.id();
      return { kind: "storageGetForm", token, form, key, field: input.long(STORE_KEY_BYTES_MAX) };
    }
    case 16: {
      const token = input.i64();
      const form = readForm(input);
      return { kind: "storageListForm", token, form, key: input.id() };
    }
    case 17: {
      const token = input.i64();
      const key = input.id();
      const expected = input.i64();
      if (expected < 0n || expected >= 1n << 48n) throw new Violation("a register version out of range");
      return { kind: "storageCas", token, key, expected, value: input.long(REGISTER_VALUE_BYTES_MAX) };
    }
    case 18:
      return { kind: "storageRead", token: input.i64(), key: input.id() };
    case 13:
      return { kind: "emit", payload: input.long(PAYLOAD_BYTES_MAX) };
    default:
      throw new Violation("an unknown effect");
  }
}

function readForm(input: ReplyReader): number {
  const form = input.u8();
  if (form > FORM_MERGED) throw new Violation("an unknown record form");
  return form;
}

function delay(input: ReplyReader): number {
  const ms = input.u32();
  if (ms > DELAY_MS_MAX) throw new Violation("a delay is too long");
  return ms;
}
