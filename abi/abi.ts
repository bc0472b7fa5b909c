/**
 * The contract between a node and a service, version 1: the numbers on which both sides must agree. README.md
 * explains them.
 *
 * The file is valid TypeScript and valid AssemblyScript: the node and the SDK import the same file.
 */

/** The version that this file describes. A module states its version by the export `prost_abi_<version>`. */
export const ABI_VERSION = 1;

// Sizes, in bytes.

/** Size of a key or a node id. */
export const ID_BYTES = 32;
/** Offset of the payload in the mailbox. */
export const MAILBOX_HEADER_BYTES = 160;
/** Size of the payload's start that is in the mailbox. `read` copies the rest. */
export const MAILBOX_PAYLOAD_BYTES = 4096;
/** Size of the whole mailbox. */
export const MAILBOX_BYTES = 4256;

// Offsets in the mailbox. Numbers are little-endian.

/** 32 bytes: the key of the message; for `update`, the id of the node. */
export const EVENT_KEY = 0;
/** 32 bytes: the id of the node where the message entered the overlay. */
export const EVENT_ORIGIN = 32;
/** 32 bytes: the id of the node that sent the message to this node; this node's id at the source. */
export const EVENT_PREVIOUS = 64;
/** 32 bytes: the id of the next hop (`forward` only); this node's id at the root node. */
export const EVENT_NEXT = 96;
/** i64: the token of the message (0: no answer is expected), of the ended request (`complete`), or of the timer. */
export const EVENT_TOKEN = 128;
/** i32: the number of nodes that the message has left so far. */
export const EVENT_HOPS = 136;
/** i32: a sum of FLAG_ values. */
export const EVENT_FLAGS = 140;
/** i32: the result of a request (`complete`): OK or a negative status. */
export const EVENT_STATUS = 144;
/** i32: the length of the whole payload. */
export const EVENT_PAYLOAD_LENGTH = 148;
/** i32: the version of the service that sent the message, or that made the snapshot; 0: an application, or unknown. */
export const EVENT_VERSION = 152;

/** The message was sent to this node directly, not routed by key. */
export const FLAG_DIRECT = 1;
/** The node of an `update` has joined. Without it, the node has left. */
export const FLAG_JOINED = 2;
/** This node is where the message entered the overlay. */
export const FLAG_SOURCE = 4;
/** This node is the root node of the key, as far as it knows. */
export const FLAG_ROOT = 8;
/** `validate`: the node EVENT_ORIGIN writes the value now. Without it, a holder checks another holder's copy. */
export const FLAG_WRITE = 16;

// What `forward` returns.

/** The message continues. */
export const FORWARD_CONTINUE = 0;
/** The message stops at this node. */
export const FORWARD_STOP = 1;

// What `validate` returns.

/** The value must not be stored. Every other number means the same. */
export const RULE_REFUSE = 0;
/** The value may be stored. */
export const RULE_ACCEPT = 1;

// Forms of records in the replicated storage.

/** The last write wins; any node may write. */
export const FORM_PLAIN = 0;
/** The key is the value's SHA-256. */
export const FORM_IMMUTABLE = 1;
/** The value is signed by its owner; the key is derived from the owner's public key. */
export const FORM_SIGNED = 2;
/** Two signed values with the same sequence; read-only. */
export const FORM_EVIDENCE = 3;
/** The service's `validate` decides what may be stored, and its `merge` combines values. */
export const FORM_MERGED = 4;

// Status codes. A host function returns one of these, or a count, a length or a token, which are never
// negative.

/** Success. */
export const OK = 0;
/** A pointer and length outside the memory. */
export const E_FAULT = -1;
/** An invalid argument: a negative length, an unknown flag. */
export const E_INVALID = -2;
/** An argument is longer than the ABI allows, or a result is longer than a payload may be. */
export const E_TOO_BIG = -3;
/** The buffer is too small. Nothing was written. */
export const E_RANGE = -4;
/** The key, record, register or range does not exist or is not known. */
export const E_NOT_FOUND = -5;
/** Beyond a quota of the service: bytes of the store, effects of an event, timers, credit. */
export const E_QUOTA = -6;
/** Not possible in this kind of event, as `forward_set_key` outside `forward`. */
export const E_PHASE = -7;
/** An unknown token, or one that was used before. */
export const E_TOKEN = -8;
/** A request was not answered in time, or cannot be executed now. A later attempt may succeed. */
export const E_UNAVAILABLE = -9;
/** The other node refused: its service trapped, or it does not run the service. */
export const E_REFUSED = -10;
/** The register has another version than expected. The payload has the present version and value. */
export const E_CONFLICT = -11;

// Limits. A manifest may request less, and a node may grant less.

/** Maximum size of the payload of a message or an answer, in bytes. */
export const PAYLOAD_BYTES_MAX = 262144;
/** Maximum size of a key of the local store, or of a field of the replicated storage, in bytes. */
export const STORE_KEY_BYTES_MAX = 512;
/** Maximum size of a value of the local store or of the replicated storage, in bytes. */
export const STORE_VALUE_BYTES_MAX = 65536;
/** Number of bytes that an entry of the local store counts for, beside its key and value. */
export const STORE_ENTRY_BYTES = 32;
/** Maximum size of a register's value, in bytes. */
export const REGISTER_VALUE_BYTES_MAX = 4096;
/** Fuel of a call of `validate` or `merge`, the same on all nodes, so that all holders get the same result. */
export const RULE_FUEL = 50000000;
/** Fuel of a `verify`, and of each byte of its message. */
export const VERIFY_FUEL = 5000000;
export const VERIFY_BYTE_FUEL = 256;
/** Maximum size of a log line, in bytes. Longer lines are cut. */
export const LOG_BYTES_MAX = 1024;
/** Maximum size of the name of a metric, in bytes. */
export const METRIC_NAME_BYTES_MAX = 64;
/** Maximum number of ids that `local_lookup`, `neighbor_set` and `replica_set` return. */
export const NODES_MAX = 64;
/** Maximum number of timers that are set at the same time. */
export const TIMERS_MAX = 64;
/** Maximum delay of a timer, and timeout of a request, in milliseconds: one day. */
export const DELAY_MS_MAX = 86400000;
/** Maximum number of effects of an event. */
export const EFFECTS_MAX = 4096;
/** Maximum number of distinct keys of the local store that an event writes. */
export const STORE_WRITES_MAX = 1024;
/** Maximum size of all payloads, fields and values in the effects of an event, in bytes. */
export const EFFECT_BYTES_MAX = 1048576;
/** Maximum size of a service's memory, in pages of 64 KiB. */
export const MEMORY_PAGES_MAX = 256;

// Levels of `log`.

export const LOG_DEBUG = 0;
export const LOG_INFO = 1;
export const LOG_WARN = 2;
export const LOG_ERROR = 3;
