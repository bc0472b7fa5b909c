/**
 * Calls every import of abi/imports.ts with any arguments: a module that calls one import with the arguments
 * in its messages, and the role of each parameter.
 */
import assert from "node:assert/strict";
import {
  DELAY_MS_MAX,
  FORM_EVIDENCE,
  FORM_MERGED,
  ID_BYTES,
  METRIC_NAME_BYTES_MAX,
  NODES_MAX,
  PAYLOAD_BYTES_MAX,
  REGISTER_VALUE_BYTES_MAX,
  STORE_KEY_BYTES_MAX,
  STORE_VALUE_BYTES_MAX,
} from "../../../abi/abi.ts";
import { IMPORTS, type ImportSpec } from "../../../abi/imports.ts";
import { SIGNATURE_BYTES } from "../../base/ed25519.ts";
import type { Outcome } from "../../sandbox/contract.ts";
import type { EventFields } from "../../sandbox/wire/event-fields.ts";
import type { AttackArena, Trial, TrialOptions } from "../arenas/arena.ts";
import { wat } from "./modules.ts";

/** The memory of a probing module: two pages. The module answers with all of it. */
export const MEMORY_BYTES = 131_072;
const MAILBOX = 1_024;
const RECORDS = MAILBOX + 160;
const RESULTS = 6_144;
/** Filled with FILLER before each event's calls. */
const FILLED = 8_192;
export const FILLER = 0xa5;
/** Where good arguments point to: ranges apart from each other, each with space for its output. */
export const GOOD_AT = 16_384;
const GOOD_STEP = 8_192;
/** Number of calls with arguments that fit into the mailbox of one event. */
const CALLS_MAX = 64;

/** The role of a parameter. `at`: the index of the parameter that holds its length. */
export type ParameterRole =
  /** Points to a fixed number of bytes. */
  | { readonly is: "block"; readonly bytes: number; readonly writes: boolean; readonly isOptional?: true }
  /** Points to as many units of bytes as another parameter says. */
  | { readonly is: "range"; readonly at: number; readonly unit: number; readonly writes: boolean }
  /** `max` is null if any length that fits the memory is valid. */
  | { readonly is: "length"; readonly max: number | null; readonly good: number }
  | { readonly is: "value"; readonly good: bigint; readonly bad: readonly bigint[] };

const id: ParameterRole = { is: "block", bytes: ID_BYTES, writes: false };
const reads = (at: number): ParameterRole => ({ is: "range", at, unit: 1, writes: false });
const fills = (at: number, unit = 1): ParameterRole => ({ is: "range", at, unit, writes: true });
const length = (max: number | null, good = 16): ParameterRole => ({ is: "length", max, good });
const value = (good: bigint, ...bad: readonly bigint[]): ParameterRole => ({ is: "value", good, bad });
const outBlock = (bytes: number): ParameterRole => ({ is: "block", bytes, writes: true });

const INT_MIN = -0x8000_0000n;
const delay = value(1_000n, -1n, INT_MIN, BigInt(DELAY_MS_MAX) + 1n, 0x7fff_ffffn);
const storeKey = { is: "length", max: STORE_KEY_BYTES_MAX, good: 16 } as const;
const payload = length(PAYLOAD_BYTES_MAX);
const form = value(0n, -1n, BigInt(FORM_MERGED) + 1n, INT_MIN);
/** No message has this token, so calls with valid ranges fail with E_TOKEN. */
const noToken = value(0n);

const ROLES: ReadonlyMap<string, readonly ParameterRole[]> = new Map<string, readonly ParameterRole[]>([
  // Ends the event with any arguments: it has its own cases.
  ["env.abort", [value(0n), value(0n), value(0n), value(0n)]],
  ["prost.read", [value(0n, -1n, INT_MIN), fills(2), payload]],
  ["prost.self", [outBlock(ID_BYTES)]],
  ["prost.service", [outBlock(ID_BYTES)]],
  ["prost.log", [value(1n, -1n, 4n, INT_MIN, 0x7fff_ffffn), reads(2), payload]],
  ["prost.metric", [reads(1), length(METRIC_NAME_BYTES_MAX), value(1n)]],
  ["prost.fuel_left", []],
  [
    "prost.verify",
    [id, { is: "block", bytes: SIGNATURE_BYTES, writes: false }, reads(3), length(STORE_VALUE_BYTES_MAX)],
  ],
  [
    "prost.route",
    [
      id,
      reads(2),
      payload,
      { is: "block", bytes: ID_BYTES, writes: false, isOptional: true },
      value(0n, 1n, -1n, INT_MIN),
    ],
  ],
  ["prost.send", [id, reads(2), payload]],
  ["prost.request", [id, reads(2), payload, value(1_000n, 0n, -1n, INT_MIN, BigInt(DELAY_MS_MAX) + 1n)]],
  ["prost.respond", [noToken, reads(2), payload]],
  ["prost.forward_set_key", [id]],
  ["prost.forward_set_payload", [reads(1), payload]],
  ["prost.forward_set_next", [id]],
  ["prost.is_root", [id]],
  ["prost.local_lookup", [id, length(NODES_MAX, 4), value(0n, 2n, -1n, INT_MIN), fills(1, ID_BYTES)]],
  ["prost.neighbor_set", [length(NODES_MAX, 4), fills(0, ID_BYTES)]],
  ["prost.replica_set", [id, length(NODES_MAX, 4), fills(1, ID_BYTES)]],
  ["prost.range", [id, value(0n, -1n, INT_MIN), outBlock(2 * ID_BYTES)]],
  // The probing module has stored a value under the key that its filler makes.
  ["prost.store_get", [reads(1), storeKey, fills(3), length(null, 64)]],
  ["prost.store_put", [reads(1), storeKey, reads(3), length(STORE_VALUE_BYTES_MAX)]],
  ["prost.store_delete", [reads(1), storeKey]],
  ["prost.store_scan", [reads(1), storeKey, reads(3), { ...storeKey, good: 17 }, fills(5), length(null, 64)]],
  [
    "prost.storage_put",
    [id, reads(2), storeKey, reads(4), length(STORE_VALUE_BYTES_MAX), value(0n, -1n, INT_MIN)],
  ],
  ["prost.storage_get", [id, reads(2), storeKey]],
  ["prost.storage_remove", [id, reads(2), storeKey]],
  ["prost.storage_list", [id]],
  [
    "prost.storage_put_form",
    [
      value(0n, -1n, BigInt(FORM_EVIDENCE), BigInt(FORM_MERGED) + 1n, INT_MIN),
      id,
      reads(3),
      storeKey,
      reads(5),
      length(STORE_VALUE_BYTES_MAX),
      value(0n, -1n, INT_MIN),
    ],
  ],
  ["prost.storage_get_form", [form, id, reads(3), storeKey]],
  ["prost.storage_list_form", [form, id]],
  ["prost.storage_cas", [id, value(0n, -1n, 1n << 48n, INT_MIN), reads(3), length(REGISTER_VALUE_BYTES_MAX)]],
  ["prost.storage_read", [id]],
  ["prost.now", []],
  ["prost.random", []],
  ["prost.timer_set", [delay]],
  ["prost.timer_cancel", [noToken]],
  ["prost.emit", [reads(1), payload]],
]);

export interface Probed {
  /** "prost.route" */
  readonly name: string;
  readonly type: ImportSpec;
  readonly roles: readonly ParameterRole[];
  /** The kind of event in which the import is allowed. */
  readonly kind: "deliver" | "forward";
}

/** Every import but `env.abort`. Throws if ROLES lacks an import. */
export const PROBED: readonly Probed[] = [...IMPORTS].flatMap(([name, type]) => {
  const roles = ROLES.get(name);
  assert(
    roles !== undefined,
    `the attack suite has no roles for the parameters of ${name}: add them to ROLES`,
  );
  assert.equal(roles.length, type.params.length, `parameters of ${name}`);
  if (name === "env.abort") return [];
  return [{ name, type, roles, kind: type.capability === "forward" ? "forward" : "deliver" }];
});

/** Log lines are cut, not refused. */
export const isCut = ({ name }: Probed) => name === "prost.log";

/** Valid arguments: each range has its own place in memory. */
export function validArguments({ roles }: Probed): bigint[] {
  return roles.map((role, i) => {
    switch (role.is) {
      case "block":
      case "range":
        return BigInt(GOOD_AT + i * GOOD_STEP);
      case "length":
        return BigInt(role.good);
      case "value":
        return role.good;
    }
  });
}

/** The arguments, with other values for some parameters. */
export function replaced(valid: readonly bigint[], changes: Readonly<Record<number, bigint>>): bigint[] {
  return valid.map((argument, i) => changes[i] ?? argument);
}

interface Probe {
  readonly outcome: Outcome;
  /** The result of each call. Empty if the event faulted. */
  readonly results: readonly bigint[];
  /** The module's memory after the calls. */
  readonly memory: Uint8Array;
}

/** A started module that calls one import with given arguments. */
export class Prober {
  readonly #trial: Trial;
  readonly #kind: "deliver" | "forward";

  private constructor(trial: Trial, kind: "deliver" | "forward") {
    this.#trial = trial;
    this.#kind = kind;
  }

  /** `prepare`: instructions before the calls of each event. */
  static async start(
    arena: AttackArena,
    probed: Probed,
    { prepare = "", ...options }: TrialOptions & { readonly prepare?: string } = {},
  ): Promise<Prober> {
    const offered = await arena.offer(probingModule(probed, prepare), options);
    if (!offered.ok) throw new Error(`a valid module does not start: ${offered.detail}`);
    return new Prober(offered.trial, probed.kind);
  }

  /** Makes the calls one after another in one event. */
  async calls(calls: readonly (readonly bigint[])[], fields: Partial<EventFields> = {}): Promise<Probe> {
    assert(calls.length <= CALLS_MAX, "too many calls for one event");
    const payload = new BigInt64Array(1 + calls.reduce((sum, call) => sum + call.length, 0));
    payload[0] = BigInt(calls.length);
    payload.set(
      calls.flat().map((argument) => BigInt.asIntN(64, argument)),
      1,
    );
    const outcome = await this.#trial.send({
      kind: this.#kind,
      token: 77n,
      payload: new Uint8Array(payload.buffer),
      ...fields,
    });
    const answer = outcome.ok ? outcome.effects.findLast(({ kind }) => kind === "respond") : undefined;
    if (answer?.kind !== "respond") return { outcome, results: [], memory: new Uint8Array(0) };
    const memory = answer.payload;
    const view = new DataView(memory.buffer, memory.byteOffset);
    return {
      outcome,
      results: calls.map((_, i) => view.getBigInt64(RESULTS + 8 * i, true)),
      memory,
    };
  }

  end(): Promise<void> {
    return this.#trial.end();
  }
}

/** Whether all of the filled memory except these ranges is unchanged. */
export function isUntouched(
  memory: Uint8Array,
  except: readonly (readonly [from: number, to: number])[] = [],
) {
  for (let at = FILLED; at < MEMORY_BYTES; at++) {
    if (memory[at] !== FILLER && !except.some(([from, to]) => at >= from && at < to)) return false;
  }
  return true;
}

/** Makes all calls, in as many events as they need. */
export async function inEvents(
  prober: Prober,
  calls: readonly (readonly bigint[])[],
  see: (result: bigint, call: readonly bigint[], probe: Probe) => void,
): Promise<void> {
  for (let from = 0; from < calls.length; from += CALLS_MAX) {
    const some = calls.slice(from, from + CALLS_MAX);
    const probe = await prober.calls(some);
    if (!probe.outcome.ok)
      throw new Error(`the event faulted: ${probe.outcome.fault} ${probe.outcome.detail}`);
    assert.equal(probe.results.length, some.length, "the module did not answer");
    for (const [i, call] of some.entries()) see(probe.results[i], call, probe);
  }
}

/** The import in the text format. */
export function importText(name: string, local: string): string {
  const spec = IMPORTS.get(name);
  assert(spec !== undefined, name);
  const [module, field] = name.split(".");
  const params = spec.params.length === 0 ? "" : `(param ${spec.params.join(" ")})`;
  const result = spec.results.length === 0 ? "" : `(result ${spec.results[0]})`;
  return `(import "${module}" "${field}" (func $${local} ${params} ${result}))`;
}

function probingModule({ name, type, kind }: Probed, prepare: string): Uint8Array {
  const stores = IMPORTS.get(name)?.capability === "store";
  const stored = `(drop (call $stored (i32.const ${FILLED}) (i32.const 16) (i32.const 0) (i32.const 12)))`;
  const step = 8 * type.params.length;
  const given = type.params.map((param, i) => {
    const loaded = `(i64.load offset=${8 * i} (local.get $record))`;
    return param === "i64" ? loaded : `(i32.wrap_i64 ${loaded})`;
  });
  const called = `(call $probed ${given.join(" ")})`;
  const result = type.results[0] === "i64" ? called : `(i64.extend_i32_s ${called})`;
  const body = `(local $left i32) (local $record i32) (local $result i32)
    (memory.fill (i32.const ${FILLED}) (i32.const ${FILLER}) (i32.const ${MEMORY_BYTES - FILLED}))
    ${prepare}
    ${stores ? stored : ""}
    (local.set $left (i32.load (i32.const ${RECORDS})))
    (local.set $record (i32.const ${RECORDS + 8}))
    (local.set $result (i32.const ${RESULTS}))
    (block $done (loop $next
      (br_if $done (i32.eqz (local.get $left)))
      (i64.store (local.get $result) ${result})
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (local.set $record (i32.add (local.get $record) (i32.const ${step})))
      (local.set $result (i32.add (local.get $result) (i32.const 8)))
      (br $next)))
    (drop (call $respond (i64.load (i32.const ${MAILBOX + 128})) (i32.const 0) (i32.const ${MEMORY_BYTES})))`;
  return wat(`(module
    ${importText(name, "probed")}
    ${importText("prost.respond", "respond")}
    ${stores ? importText("prost.store_put", "stored") : ""}
    (memory (export "memory") 2)
    (func (export "prost_abi_1") (result i32) (i32.const ${MAILBOX}))
    (func $probe ${body})
    (func (export "deliver") (call $probe))
    ${kind === "forward" ? '(func (export "forward") (result i32) (call $probe) (i32.const 1))' : ""})`);
}
