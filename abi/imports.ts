/**
 * All functions that a service may import, and all functions that it may export, with their types,
 * capabilities and meanings. The tables of README.md are generated from here. The SDK has the imports as
 * declarations (services-as/sdk/host.ts); a test compares them.
 */

/** Capabilities that a manifest can request. */
export const CAPABILITIES = ["message", "forward", "overlay", "store", "storage", "time", "emit"] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Types of parameters and results. */
export type ValueType = "i32" | "i64";

export interface FunctionType {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** The declaration of a function in this file. */
interface FunctionSpec extends FunctionType {
  /** Names of the parameters. */
  readonly names: readonly string[];
  /** Null when every service may use it. */
  readonly capability: Capability | null;
  /** Markdown, for the table in README.md. */
  readonly does: string;
}

export interface ImportSpec extends FunctionSpec {
  /**
   * True if the result depends on the event alone: `validate` and `merge` may call it. In these two exports,
   * the other functions have no effect and return E_PHASE.
   */
  readonly isPure: boolean;
}

export interface ExportSpec extends FunctionSpec {
  readonly required: boolean;
}

/** Imports that `validate` and `merge` may call (README.md, "Values that a service defines"). */
const PURE: ReadonlySet<string> = new Set([
  "env.abort",
  "prost.read",
  "prost.service",
  "prost.verify",
  "prost.respond",
]);

/** `parameters`: types and names, such as "i32 key, i32 max". */
function host(
  capability: Capability | null,
  parameters: string,
  result: ValueType | "",
  does: string,
): FunctionSpec {
  const pairs = parameters === "" ? [] : parameters.split(", ").map((pair) => pair.split(" "));
  return {
    capability,
    params: pairs.map(([type]) => type as ValueType),
    names: pairs.map(([, name]) => name),
    results: result === "" ? [] : [result],
    does,
  };
}

const FORM = "`form`: a FORM_ value.";

/** By "module.name". The gate refuses a module with any other import. */
export const IMPORTS: ReadonlyMap<string, ImportSpec> = new Map(
  (
    [
      [
        "env.abort",
        host(
          null,
          "i32 message, i32 file, i32 line, i32 column",
          "",
          "ends the event with the fault `abort`. For AssemblyScript: `message` is one of its strings",
        ),
      ],
      [
        "prost.read",
        host(
          null,
          "i32 offset, i32 out, i32 length",
          "i32",
          "copies the payload from `offset` on. Returns the number of bytes; 0 at the end",
        ),
      ],
      ["prost.self", host(null, "i32 out", "i32", "writes the id of this node (32 bytes)")],
      ["prost.service", host(null, "i32 out", "i32", "writes the id of this service (32 bytes)")],
      [
        "prost.log",
        host(
          null,
          "i32 level, i32 text, i32 length",
          "i32",
          "writes a line to the log of the node. `level`: a LOG_ value. " +
            "Cut at `LOG_BYTES_MAX`; control characters are escaped",
        ),
      ],
      [
        "prost.metric",
        host(
          null,
          "i32 name, i32 length, i64 value",
          "i32",
          "adds `value` to a counter that the operator sees",
        ),
      ],
      ["prost.fuel_left", host(null, "", "i64", "returns the remaining fuel of this event")],
      [
        "prost.verify",
        host(
          null,
          "i32 publicKey, i32 signature, i32 message, i32 length",
          "i32",
          "returns 1 if the 64 bytes are an Ed25519 signature of the message by the key (32 bytes), otherwise 0. " +
            "Strict: non-canonical scalars, keys and points, and those of small order, are refused. " +
            "Costs `VERIFY_FUEL`, and `VERIFY_BYTE_FUEL` for each byte of the message",
        ),
      ],
      [
        "prost.route",
        host(
          "message",
          "i32 key, i32 payload, i32 length, i32 hint, i32 flags",
          "i32",
          "sends a message to the root node of the key. " +
            "`hint`: the address of the id of a node to try first, or 0. `flags`: 0",
        ),
      ],
      [
        "prost.send",
        host(
          "message",
          "i32 node, i32 payload, i32 length",
          "i32",
          "sends a message to a node. It arrives there as `deliver` with `FLAG_DIRECT`",
        ),
      ],
      [
        "prost.request",
        host(
          "message",
          "i32 key, i32 payload, i32 length, i32 timeoutMs",
          "i64",
          "as `route`, for a message that expects an answer, from the root node or from a node on the route. " +
            "Returns a token; `complete` brings the answer",
        ),
      ],
      [
        "prost.respond",
        host(
          "message",
          "i64 token, i32 payload, i32 length",
          "i32",
          "answers the message that had the token, once, in its event or a later one",
        ),
      ],
      ["prost.forward_set_key", host("forward", "i32 key", "i32", "changes the key of the message")],
      [
        "prost.forward_set_payload",
        host("forward", "i32 payload, i32 length", "i32", "changes the payload of the message"),
      ],
      [
        "prost.forward_set_next",
        host(
          "forward",
          "i32 node",
          "i32",
          "changes the next hop: a node from `local_lookup`, or a node whose id a message had as " +
            "origin or previous node",
        ),
      ],
      [
        "prost.is_root",
        host("overlay", "i32 key", "i32", "returns 1 if this node is the root node of the key, otherwise 0"),
      ],
      [
        "prost.local_lookup",
        host(
          "overlay",
          "i32 key, i32 max, i32 safe, i32 out",
          "i32",
          "writes the ids of nodes that may be the next hop for the key, best first. " +
            "`safe`: 0 or 1, without effect today. " +
            "Returns their number",
        ),
      ],
      [
        "prost.neighbor_set",
        host(
          "overlay",
          "i32 max, i32 out",
          "i32",
          "writes the ids of the nodes of the leaf set. Returns their number",
        ),
      ],
      [
        "prost.replica_set",
        host(
          "overlay",
          "i32 key, i32 max, i32 out",
          "i32",
          "writes the ids of the nodes nearest to the key, the root node first. Returns their number",
        ),
      ],
      [
        "prost.range",
        host(
          "overlay",
          "i32 node, i32 rank, i32 out",
          "i32",
          "writes the first and the last key (64 bytes) for which at most `rank` " +
            "other nodes are nearer (0: the node is the root node). " +
            "`E_NOT_FOUND`: this node cannot know",
        ),
      ],
      [
        "prost.store_get",
        host(
          "store",
          "i32 key, i32 keyLength, i32 out, i32 capacity",
          "i32",
          "copies a value, if `capacity` is enough. Returns the length of the value, or `E_NOT_FOUND`",
        ),
      ],
      [
        "prost.store_put",
        host("store", "i32 key, i32 keyLength, i32 value, i32 valueLength", "i32", "sets the value of a key"),
      ],
      [
        "prost.store_delete",
        host("store", "i32 key, i32 keyLength", "i32", "removes a key, or returns `E_NOT_FOUND`"),
      ],
      [
        "prost.store_scan",
        host(
          "store",
          "i32 from, i32 fromLength, i32 to, i32 toLength, i32 out, i32 capacity",
          "i32",
          "copies the entries with `from` ≤ key < `to` in byte order, as many as fit; an empty `to` is no end. " +
            "Each entry: u16 length of the key, u32 length of the value, key, value. Returns the number of bytes. " +
            "`E_RANGE`: the first entry does not fit",
        ),
      ],
      [
        "prost.storage_put",
        host(
          "storage",
          "i32 key, i32 field, i32 fieldLength, i32 value, i32 valueLength, i32 ttlSeconds",
          "i64",
          "stores a record. `ttlSeconds` 0: no expiry",
        ),
      ],
      [
        "prost.storage_get",
        host(
          "storage",
          "i32 key, i32 field, i32 fieldLength",
          "i64",
          "reads a record: `OK` with the value as payload, `E_NOT_FOUND`, or `E_UNAVAILABLE`, " +
            "which never means that the record does not exist",
        ),
      ],
      [
        "prost.storage_remove",
        host("storage", "i32 key, i32 field, i32 fieldLength", "i64", "removes a record"),
      ],
      [
        "prost.storage_list",
        host(
          "storage",
          "i32 key",
          "i64",
          "reads all fields of a key with their values, packed as by `store_scan`. " +
            "`E_TOO_BIG`: they do not fit into `PAYLOAD_BYTES_MAX`",
        ),
      ],
      [
        "prost.storage_put_form",
        host(
          "storage",
          "i32 form, i32 key, i32 field, i32 fieldLength, i32 value, i32 valueLength, i32 ttlSeconds",
          "i64",
          `as \`storage_put\`. ${FORM} \`E_REFUSED\`: the value does not satisfy the form`,
        ),
      ],
      [
        "prost.storage_get_form",
        host(
          "storage",
          "i32 form, i32 key, i32 field, i32 fieldLength",
          "i64",
          `as \`storage_get\`. ${FORM}`,
        ),
      ],
      [
        "prost.storage_list_form",
        host("storage", "i32 form, i32 key", "i64", "as `storage_list`. `form`: FORM_PLAIN or FORM_MERGED"),
      ],
      [
        "prost.storage_cas",
        host(
          "storage",
          "i32 key, i64 expected, i32 value, i32 length",
          "i64",
          "sets a register if its version is `expected` (0: it does not exist). `OK` with the new version; " +
            "`E_CONFLICT` with the present version and value; " +
            "`E_UNAVAILABLE`: no majority answered, and the register may have been set",
        ),
      ],
      [
        "prost.storage_read",
        host(
          "storage",
          "i32 key",
          "i64",
          "reads a register: `OK` or `E_NOT_FOUND`, with the version; or `E_UNAVAILABLE`. Never an older value",
        ),
      ],
      [
        "prost.now",
        host("time", "", "i64", "returns the time in milliseconds since 1970, the same throughout an event"),
      ],
      [
        "prost.random",
        host(
          "time",
          "",
          "i64",
          "returns 64 random bits, from a seed of the event: a replay returns the same",
        ),
      ],
      [
        "prost.timer_set",
        host(
          "time",
          "i32 delayMs",
          "i64",
          "starts a timer. Returns a token; `timer` has it when the timer is due",
        ),
      ],
      ["prost.timer_cancel", host("time", "i64 token", "i32", "cancels a timer")],
      [
        "prost.emit",
        host(
          "emit",
          "i32 payload, i32 length",
          "i32",
          "sends the payload to the applications that subscribe to this service at this node",
        ),
      ],
    ] as const
  ).map(([name, type]) => [name, { ...type, isPure: PURE.has(name) }]),
);

function exported(
  capability: Capability | null,
  result: "i32" | "",
  does: string,
  required = false,
): ExportSpec {
  return { ...host(capability, "", result, does), required };
}

/** By name. Other exports are allowed, and never called. */
export const EXPORTS: ReadonlyMap<string, ExportSpec> = new Map([
  [
    "prost_abi_1",
    exported(
      null,
      "i32",
      "first, once: states the ABI version, and returns the address of the mailbox, which never changes",
      true,
    ),
  ],
  ["init", exported(null, "", "once for each instance, before its first event")],
  [
    "deliver",
    exported(
      null,
      "",
      "at the root node of a message's key, or (`FLAG_DIRECT`) at the node to which it was sent",
      true,
    ),
  ],
  [
    "forward",
    exported(
      "forward",
      "i32",
      "at each node on the route of a message, with the source and the root node, before the message continues. " +
        "Returns `FORWARD_CONTINUE` or `FORWARD_STOP`",
    ),
  ],
  [
    "update",
    exported("overlay", "", "a node (`EVENT_KEY`) has joined (`FLAG_JOINED`) or left the neighbour set"),
  ],
  [
    "complete",
    exported(
      null,
      "",
      "a `request` or a `storage_` operation has ended: `EVENT_TOKEN`, `EVENT_STATUS`, and the result as payload",
    ),
  ],
  ["timer", exported("time", "", "a timer is due: `EVENT_TOKEN`")],
  ["call", exported(null, "", "by `prost try --kind call` only. Answered with `respond`")],
  [
    "snapshot",
    exported(
      "message",
      "",
      "a newer version will replace this one. The answer with `respond` is for its `restore`",
    ),
  ],
  [
    "restore",
    exported(
      null,
      "",
      "after `init`, in the same event, if the previous version has answered `snapshot`: that answer as payload, " +
        "and the previous version as `EVENT_VERSION`",
    ),
  ],
  ["validate", exported("storage", "i32", "a value is to be stored. Returns `RULE_ACCEPT` or `RULE_REFUSE`")],
  ["merge", exported("message", "", "two values of a record are to be merged. Answered with `respond`")],
]);
