/**
 * Every function a service may import and every function it may export, with its type and the capability it belongs to.
 * For the node's side only (AssemblyScript has the same list as declarations, in services-as/sdk/host.ts; a test compares them).
 */

/** What a manifest can ask for. */
export const CAPABILITIES = ["message", "forward", "overlay", "store", "storage", "time", "emit"] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Types of WebAssembly values that cross the boundary. */
export type ValueType = "i32" | "i64";

export interface FunctionType {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface ImportSpec extends FunctionType {
  /** Null: open to every service. */
  readonly capability: Capability | null;
  /** Its answer follows from the event alone: `validate` and `merge` may call it. Others answer E_PHASE there, and do nothing. */
  readonly isPure: boolean;
}

export interface ExportSpec extends FunctionType {
  readonly required: boolean;
  readonly capability: Capability | null;
}

/** What a function may be called for that decides about values (README.md, "Values that a service defines"). */
const PURE: ReadonlySet<string> = new Set([
  "env.abort",
  "prost.read",
  "prost.service",
  "prost.verify",
  "prost.respond",
]);

function host(
  capability: Capability | null,
  params: string,
  result: ValueType | "" = "i32",
): FunctionType & { readonly capability: Capability | null } {
  return {
    capability,
    params: params === "" ? [] : (params.split(" ") as ValueType[]),
    results: result === "" ? [] : [result],
  };
}

/** By "module.name". Anything else refuses the module. */
export const IMPORTS: ReadonlyMap<string, ImportSpec> = new Map(
  (
    [
      // AssemblyScript's own: message, file, line, column. Ends the event as a fault.
      ["env.abort", host(null, "i32 i32 i32 i32", "")],

      // (offset, out, length): the payload of this event from `offset` on. Returns the bytes written.
      ["prost.read", host(null, "i32 i32 i32")],
      // (out32): this node's id; this service's id.
      ["prost.self", host(null, "i32")],
      ["prost.service", host(null, "i32")],
      // (level, text, length)
      ["prost.log", host(null, "i32 i32 i32")],
      // (name, nameLength, value): adds to a counter that the operator sees.
      ["prost.metric", host(null, "i32 i32 i64")],
      ["prost.fuel_left", host(null, "", "i64")],
      // (publicKey32, signature64, message, length): 1 where it is a strict Ed25519 signature, otherwise 0.
      ["prost.verify", host(null, "i32 i32 i32 i32")],

      // (key32, payload, length, hint32 or 0, flags 0)
      ["prost.route", host("message", "i32 i32 i32 i32 i32")],
      // (node32, payload, length)
      ["prost.send", host("message", "i32 i32 i32")],
      // (key32, payload, length, timeoutMs): a token that `complete` will name.
      ["prost.request", host("message", "i32 i32 i32 i32", "i64")],
      // (token, payload, length): answers the event that carried the token.
      ["prost.respond", host("message", "i64 i32 i32")],

      // In `forward` only. (key32), (payload, length), (node32)
      ["prost.forward_set_key", host("forward", "i32")],
      ["prost.forward_set_payload", host("forward", "i32 i32")],
      ["prost.forward_set_next", host("forward", "i32")],

      // (key32): 1 or 0.
      ["prost.is_root", host("overlay", "i32")],
      // (key32, max, safe, out): nodes written.
      ["prost.local_lookup", host("overlay", "i32 i32 i32 i32")],
      // (max, out): nodes written.
      ["prost.neighbor_set", host("overlay", "i32 i32")],
      // (key32, max, out): nodes written, the root first.
      ["prost.replica_set", host("overlay", "i32 i32 i32")],
      // (node32, rank, out64): the first and last key for which the node has that rank.
      ["prost.range", host("overlay", "i32 i32 i32")],

      // (key, keyLength, out, capacity): the value's length; nothing is written when it is more than the capacity.
      ["prost.store_get", host("store", "i32 i32 i32 i32")],
      // (key, keyLength, value, valueLength)
      ["prost.store_put", host("store", "i32 i32 i32 i32")],
      // (key, keyLength)
      ["prost.store_delete", host("store", "i32 i32")],
      // (from, fromLength, to, toLength, out, capacity): entries with from <= key < to in byte order, as many as fit,
      // each {u16 keyLength, u32 valueLength, key, value}. Returns the bytes written. An empty `to` has no upper end.
      ["prost.store_scan", host("store", "i32 i32 i32 i32 i32 i32")],

      // (key32, field, fieldLength, value, valueLength, ttlSeconds; 0: for ever): a token.
      ["prost.storage_put", host("storage", "i32 i32 i32 i32 i32 i32", "i64")],
      // (key32, field, fieldLength): a token; `complete` carries the value.
      ["prost.storage_get", host("storage", "i32 i32 i32", "i64")],
      // (key32, field, fieldLength): a token.
      ["prost.storage_remove", host("storage", "i32 i32 i32", "i64")],
      // (key32): a token; `complete` carries all fields of the key, packed as by store_scan.
      ["prost.storage_list", host("storage", "i32", "i64")],
      // As storage_put, storage_get and storage_list, of a form of records (FORM_) that comes first.
      ["prost.storage_put_form", host("storage", "i32 i32 i32 i32 i32 i32 i32", "i64")],
      ["prost.storage_get_form", host("storage", "i32 i32 i32 i32", "i64")],
      ["prost.storage_list_form", host("storage", "i32 i32", "i64")],
      // (key32, expected, value, length): sets a register whose version is `expected`. A token; `complete` carries {u64 version, value}.
      ["prost.storage_cas", host("storage", "i32 i64 i32 i32", "i64")],
      // (key32): a token; `complete` carries {u64 version, value} of the register.
      ["prost.storage_read", host("storage", "i32", "i64")],

      // Milliseconds since 1970, the same throughout an event.
      ["prost.now", host("time", "", "i64")],
      // 64 random bits; the same when the event is replayed.
      ["prost.random", host("time", "", "i64")],
      // (delayMs): a token that `timer` will name.
      ["prost.timer_set", host("time", "i32", "i64")],
      // (token)
      ["prost.timer_cancel", host("time", "i64")],

      // (payload, length): to the applications that subscribed to this service at this node.
      ["prost.emit", host("emit", "i32 i32")],
    ] as const
  ).map(([name, type]) => [name, { ...type, isPure: PURE.has(name) }]),
);

/** By name. Exports of other names are let be, and never called. */
export const EXPORTS: ReadonlyMap<string, ExportSpec> = new Map([
  ["prost_abi_1", { ...host(null, "", "i32"), required: true }],
  ["init", { ...host(null, "", ""), required: false }],
  ["deliver", { ...host(null, "", ""), required: true }],
  ["forward", { ...host("forward", "", "i32"), required: false }],
  ["update", { ...host("overlay", "", ""), required: false }],
  ["complete", { ...host(null, "", ""), required: false }],
  ["timer", { ...host("time", "", ""), required: false }],
  ["call", { ...host(null, "", ""), required: false }],
  // Answers with `respond` what the next version's `restore` gets as payload.
  ["snapshot", { ...host("message", "", ""), required: false }],
  ["restore", { ...host(null, "", ""), required: false }],
  // Whether a value may be stored at a key: RULE_ACCEPT or RULE_REFUSE.
  ["validate", { ...host("storage", ""), required: false }],
  // Answers with `respond` what two values of one key are together.
  ["merge", { ...host("message", "", ""), required: false }],
]);
