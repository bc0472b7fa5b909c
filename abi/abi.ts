/**
 * The contract between a node and a service, version 1: the numbers both sides must agree on.
 *
 * Written in the common subset of TypeScript and AssemblyScript, so that the node and the SDK import this very file.
 * The words are in README.md.
 */

/** The version this file describes. A module states the one it was built for by exporting `prost_abi_<version>`. */
export const ABI_VERSION = 1;

// Sizes, in bytes.

/** A key or a node id. */
export const ID_BYTES = 32;
/** Where an event's payload starts in the mailbox. */
export const MAILBOX_HEADER_BYTES = 160;
/** As much of a payload as is in the mailbox; the rest is fetched with `read`. */
export const MAILBOX_PAYLOAD_BYTES = 4096;
/** The whole mailbox. */
export const MAILBOX_BYTES = 4256;

// Where things stand in the mailbox. Numbers are little-endian.

/** The key of the message; for `update`, the id of the node; 32 bytes. */
export const EVENT_KEY = 0;
/** The id of the node where the message entered the overlay; 32 bytes. */
export const EVENT_ORIGIN = 32;
/** The id of the node the message came from last; this node's own where it started here; 32 bytes. */
export const EVENT_PREVIOUS = 64;
/** The id of the node the message goes to next (`forward` only); this node's own at the root; 32 bytes. */
export const EVENT_NEXT = 96;
/** i64: names whom to answer (0: nobody waits), the request that has ended (`complete`), or the timer (`timer`). */
export const EVENT_TOKEN = 128;
/** i32: how many nodes the message has left so far. */
export const EVENT_HOPS = 136;
/** i32: a sum of FLAG_ values. */
export const EVENT_FLAGS = 140;
/** i32: how a request has ended (`complete`): OK or a negative status. */
export const EVENT_STATUS = 144;
/** i32: the length of the whole payload. */
export const EVENT_PAYLOAD_LENGTH = 148;
/** i32: the version of the service that sent the message, or left the snapshot; 0: an application, or not known. */
export const EVENT_VERSION = 152;

/** The message was sent to this node, not routed by key. */
export const FLAG_DIRECT = 1;
/** The node of an `update` has joined (otherwise it has left). */
export const FLAG_JOINED = 2;
/** This node is where the message entered the overlay. */
export const FLAG_SOURCE = 4;
/** This node is the root of the key, as far as it knows. */
export const FLAG_ROOT = 8;
/** `validate`: somebody writes the value now, and the origin says who; without it a holder looks at what another holder has. */
export const FLAG_WRITE = 16;

// What `forward` returns.

/** Send the message on. */
export const FORWARD_CONTINUE = 0;
/** The message ends here. */
export const FORWARD_STOP = 1;

// What `validate` returns.

/** The value must not be stored there; so does every other number. */
export const RULE_REFUSE = 0;
/** The value may be stored there. */
export const RULE_ACCEPT = 1;

// Forms of records in the replicated storage.

/** The last write wins; any node may write. */
export const FORM_PLAIN = 0;
/** The key is the value's SHA-256. */
export const FORM_IMMUTABLE = 1;
/** The value is signed by the owner of whose public key the key is made. */
export const FORM_SIGNED = 2;
/** Two signed values of one sequence; read only. */
export const FORM_EVIDENCE = 3;
/** The service's `validate` says what may be stored, its `merge` combines what was written. */
export const FORM_MERGED = 4;

// Status codes. A host function returns one of these, or a count, a length or a token, which are never negative.

export const OK = 0;
/** A pointer and length that do not lie in the memory. */
export const E_FAULT = -1;
/** An argument that means nothing: a negative length, an unknown flag. */
export const E_INVALID = -2;
/** Longer than the contract allows. */
export const E_TOO_BIG = -3;
/** The buffer given is too small; nothing was written. */
export const E_RANGE = -4;
/** There is no such thing. */
export const E_NOT_FOUND = -5;
/** More than this service may use: store bytes, effects in an event, timers. */
export const E_QUOTA = -6;
/** Not possible in this event: `forward_set_key` outside `forward`. */
export const E_PHASE = -7;
/** A token that names nothing, or that was used before. */
export const E_TOKEN = -8;
/** A request was not answered in time, or could not be carried out now; trying later may help. */
export const E_UNAVAILABLE = -9;
/** The one asked refused: its service trapped, or its node does not run the service. */
export const E_REFUSED = -10;
/** A register has another version than the one expected; the payload says what there is. */
export const E_CONFLICT = -11;

// Ceilings. A manifest asks for less, a node may grant less still.

/** The payload of a message, and of an answer. */
export const PAYLOAD_BYTES_MAX = 262144;
/** A key of the local store, a field of the replicated storage. */
export const STORE_KEY_BYTES_MAX = 512;
/** A value of the local store, and of the replicated storage. */
export const STORE_VALUE_BYTES_MAX = 65536;
/** A value of a register. */
export const REGISTER_VALUE_BYTES_MAX = 4096;
/** Fuel of one call of `validate` or `merge`, whatever a node grants: all holders must come to the same end. */
export const RULE_FUEL = 50000000;
/** One line of log; longer ones are cut. */
export const LOG_BYTES_MAX = 1024;
/** The name of a metric. */
export const METRIC_NAME_BYTES_MAX = 64;
/** The ids that `local_lookup`, `neighbor_set` and `replica_set` return at the most. */
export const NODES_MAX = 64;
/** Timers that run at the same time. */
export const TIMERS_MAX = 64;
/** The longest a timer or a request waits, in milliseconds. */
export const DELAY_MS_MAX = 86400000;
/** Effects of one event. */
export const EFFECTS_MAX = 4096;
/** Different keys of the local store that an event may write. */
export const STORE_WRITES_MAX = 1024;
/** Bytes of payload in the effects of one event. */
export const EFFECT_BYTES_MAX = 1048576;
/** Pages of 64 KiB a service's memory may grow to. */
export const MEMORY_PAGES_MAX = 256;

// Levels of `log`.

export const LOG_DEBUG = 0;
export const LOG_INFO = 1;
export const LOG_WARN = 2;
export const LOG_ERROR = 3;
