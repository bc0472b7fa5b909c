/**
 * Every attack that prost must withstand: its id, the attempt, and the safe outcome. `coverageOf` says for
 * each id whether it has cases, has nothing to attack, or has no case yet.
 */
import type { AttackCase } from "./arenas/arena.ts";

export const GROUPS = {
  MB: "malformed binaries",
  IE: "imports, exports, features",
  RB: "bombs of memory, tables, globals, functions",
  CB: "bombs for the compiler",
  EL: "loops, stack, traps",
  AB: "forged pointers and lengths, for every import",
  RE: "re-entrancy and phases",
  HF: "tokens and capabilities",
  ST: "storage",
  NW: "messages and routing",
  PK: "publishers, signatures, versions",
  GL: "the JavaScript around the guest",
  TD: "time and determinism",
  CA: "control API and command line",
  DH: "records of the overlay",
  OS: "code of the attacker in the cell's process",
} as const;
export type Group = keyof typeof GROUPS;

export interface CatalogueEntry {
  readonly id: string;
  readonly group: Group;
  readonly attack: string;
  readonly outcome: string;
}

export type Coverage =
  | { readonly state: "covered"; readonly cases: number }
  /** prost has no part that the attack could hit. */
  | { readonly state: "absent"; readonly why: string }
  | { readonly state: "not yet" };

/** `cases`: all cases of the suite. */
export function coverageOf({ id }: CatalogueEntry, cases: readonly AttackCase[]): Coverage {
  const count = cases.filter((attackCase) => attackCase.id === id).length;
  if (count > 0) return { state: "covered", cases: count };
  const why = ABSENT.get(id);
  return why === undefined ? { state: "not yet" } : { state: "absent", why };
}

/** Attacks on parts that prost does not have, and why it has none. */
const ABSENT: ReadonlyMap<string, string> = new Map([
  ["CA12", "no request carries a secret; every process that can open the socket acts for its user"],
  ["CA13", "there is one right only: to open the socket"],
  ["TD11", "no secret is compared with bytes of a peer"],
]);

/** id | attack | safe outcome */
const ROWS = `
MB01 | no bytes, 1 to 7 bytes, another magic number, version 2, a component | refused: header, truncated
MB02 | a good module cut at each of its bytes | refused, nothing else thrown
MB03 | one byte changed, or several at random | accepted by gate and engine, or refused; nothing else thrown
MB04 | LEB128 numbers with too many bytes or bits | refused; legal padded numbers are written without padding
MB05 | sections that end too late, too early, within another | refused
MB06 | sections out of order, twice, unknown, DataCount in the wrong place | refused
MB07 | a count of 2^32-1 with almost no bytes after it, in each section | refused before memory is allocated for it
MB08 | more functions than bodies, or fewer | refused
MB09 | names that are not UTF-8, overlong, halves of surrogates | refused
MB10 | garbage in custom sections | dropped, never read or shown
MB11 | the malformed and invalid binaries of public test suites | all refused
MB12 | bytes after the last section; a file that is two formats at once | refused
MB13 | a custom section of 100 MB | refused during the transfer
MB14 | text, asm.js or JavaScript offered as a module | refused
IE01 | imports of modules or names that do not exist | refused
IE02 | imports with the names of members of every object | refused; an import object without a prototype lacks them
IE03 | a module that writes to Object.prototype through such imports | refused; prototypes unchanged
IE04 | the right name with another type | refused
IE05 | imports of memory, table, global, tag | refused
IE06 | one import 10,000 times; two with one name | too many refused, two with one name allowed
IE07 | required exports missing, of another kind, of another type | refused
IE08 | memory not exported, a table in its place, a second memory | refused
IE09 | exports with the names that the rewrite uses | refused
IE10 | types of garbage collection; 100 M elements in an initialiser | refused
IE11 | SIMD, relaxed SIMD | refused
IE12 | shared memory, atomics, an endless wait | refused
IE13 | 64-bit memories and tables, several memories, odd page sizes | refused
IE14 | tail calls, blocks of many values, typed references | refused
IE15 | exceptions of either kind, around an endless loop as well | refused
IE16 | promises within WebAssembly, imported strings | refused, and their constructors deleted
IE17 | initialisers with arithmetic, mutable globals, functions | refused
IE18 | the modules by which programs detect features | exactly the allowed features pass
IE19 | imports of WASI, of the clock, of randomness | refused
IE20 | an abort with a forged text | ends the event; a short, escaped text
RB01 | an initial memory of 65,536 pages | refused
RB02 | an endless loop of memory.grow | -1 at its maximum
RB03 | every page touched, in a thousand instances | instances capped, the memory of the process capped
RB04 | a table of a million entries | refused
RB05 | a table grown by ten million | refused
RB06 | a hundred large tables, a hundred thousand small ones | refused
RB07 | a million functions | refused
RB08 | a million types, globals, exports | refused
RB09 | a hundred memories | refused
RB10 | a hundred thousand segments; overlapping; past the end | refused, or a fault without effects
RB11 | functions placed outside the table or of other types | refused, or a fault
RB12 | a guest that leaks until its maximum | fails alone; the memory of the node stays flat
RB13 | many services that each use their whole quota at once | at most the configured total; further services refused
RB14 | a cell just under its limit, without end | allowed, counted, shown
CB01 | many locals times deep loops | refused
CB02 | many locals times many branches | refused
CB03 | a hundred thousand nested blocks | refused
CB04 | a body of megabytes | refused
CB05 | branch tables of 65,000 targets | refused
CB06 | a thousand parameters | refused
CB07 | every limit of the profile reached at once | compiles within bounded time and memory
CB08 | 4,096 functions each called once | bounded time and memory
CB09 | operand stacks of tens of thousands | refused or bounded
CB10 | every function calls every other through a table | bounded
CB11 | a new version a hundred times a second | a rate limit per publisher
CB12 | the worst case of the gate itself | milliseconds, no recursion
EL01 | an endless loop | ends with its fuel
EL02 | an endless start function | ends with its fuel, and the service does not start
EL03 | endless work in initialisers | refused
EL04 | a fill or copy of all memory in a loop | ends with its fuel, charged by length
EL05 | one copy of all memory | short, since memory is small
EL06 | a fill of a table in a loop | refused
EL07 | recursion of every kind | ends at the same depth everywhere
EL08 | a storm of traps | each drops its instance; the service rests
EL09 | division by zero, wild addresses, wrong indirect calls, conversions | a fault without the engine's error text
EL10 | fuel of zero, of exactly enough, with overflow | the same end each time, never refilled
EL11 | the guest writes the global of the fuel | impossible: the guest has no index for it
EL12 | 60 KB of instructions without a branch | charged before they run
EL13 | a process that is stuck | killed in time
EL14 | a cell that is closed while it is busy | its process ends
EL15 | a process that aborts, exits, stops | detected, its events fail, a new process starts
EL16 | a crash with each delivery | back-off, then quarantine of the code
EL17 | a call into an instance that has trapped | a fresh instance
EL18 | the fuel ends within a host function | undone
AB01 | wild pointers | E_FAULT, no effect
AB02 | wild lengths | a status, before memory is allocated for them
AB03 | pointer plus length overflows 32 bits | E_FAULT
AB04 | ranges that touch, end at, and leave the end of memory | the first two work, the last is E_FAULT
AB05 | ranges that a careless helper would clamp or count from the end | E_FAULT
AB06 | buffers that overlap or are identical | the bytes read first count
AB07 | unaligned pointers | work
AB08 | a memory that has grown since the last access | the new memory is read and written
AB09 | the host allocates in the guest | not part of the ABI: the host calls no such export
AB10 | text that is not UTF-8, or reverses the direction of a terminal | one line, escaped, capped
AB11 | lengths of zero everywhere | a defined result
AB12 | one more than every ceiling | E_TOO_BIG
AB13 | fractions, infinities and NaN for integers | types are checked before anything runs
AB14 | 64-bit numbers beyond 2^53, or negative | exact, or a status
AB15 | unknown flags, levels, kinds | E_INVALID
AB16 | an output buffer that is too small | the size is returned, nothing is written
AB17 | the bytes after an answer in the buffer | as the guest left them
AB18 | reads that begin or end beyond the message | no bytes, or those that exist
AB19 | a million calls of the host in one event | ends with its fuel
AB20 | the host fails within a call | a short fault; no paths, no stack
RE01 | a message to the service itself from each hook | queued, never nested
RE02 | import calls export calls import | no import calls an export
RE03 | every import during the start, and after the end | works or a status; nothing after the end
RE04 | a timer or a late answer amid another event | one event after another
RE05 | forward's functions outside forward | E_PHASE
RE06 | two answers, a late answer, the answer of another message | E_TOKEN
RE07 | many events at once for one instance | one after another, in order
RE08 | a new version while an event runs | the old version finishes first
HF01 | tokens that were never issued | E_TOKEN
HF02 | tokens of answered messages, of timers that have fired | E_TOKEN
HF03 | tokens of another service of the cell | E_TOKEN
HF04 | more tokens than the maximum | a status; bounded
HF05 | imports outside the granted capabilities | refused
HF06 | a new version requests more capabilities | only with consent
HF07 | a capability with a wildcard | refused
ST01 | keys with slashes, dots, NUL, names of prototypes, at and over the ceiling | bytes like any others; E_TOO_BIG
ST02 | two services with names and keys that concatenate to the same bytes | kept apart
ST03 | reads and deletes in another service's store | own entries only
ST04 | small values under a million keys | E_QUOTA: keys and entries count
ST05 | the same value written in an endless loop | fuel
ST06 | two events that each use the remaining quota | counted one after another
ST07 | writes before a trap | undone
ST08 | the node dies during a commit | all of it or nothing
ST09 | data of a name that another publisher takes | bound to the publisher
ST10 | ten thousand scans | no scan stays open
ST11 | a quota below the present use | reads and deletes work, no loss
ST12 | keys like those of the store itself | kept apart
NW01 | one event sends ten thousand messages | capped, E_QUOTA
NW02 | two services that answer each other with more and more messages | credit runs out
NW03 | a flood of a service to itself | the same queue as for all
NW04 | forward that sends in a circle | dropped in the end
NW05 | forged origins, services, hops | dropped
NW06 | a delivered message again | dropped
NW07 | payloads at, over, and far over the ceiling | refused before memory is allocated
NW08 | 100,000 small messages to one key | limits per sender and per key
NW09 | services that were never published | remembered, requested once
NW10 | protobuf that is deep, or not protobuf | dropped
NW11 | map keys with the names of members of every object | no pollution
NW12 | a megabyte of packed numbers | caps for each field
NW13 | one meaning in several encodings | signatures are over bytes
NW14 | readers that are slow or disconnected | deadlines, bounded queues
NW15 | ids generated to lie beside a key | several routes, the newest of many
PK01 | wrong keys, signatures of other lengths, zeroes | refused
PK02 | signatures with a scalar that is too large | refused
PK03 | keys of small order | refused
PK04 | points that are not canonical | refused
PK05 | the vectors on which libraries differ | one answer on all versions
PK06 | keys and signatures of one use in another | refused
PK07 | a manifest of another network | refused
PK08 | unknown algorithms | refused
PK09 | one signer counted twice | distinct keys only
PK10 | an older version, or two with one number | refused
PK11 | the highest version number at once | a step has a ceiling
PK12 | an expired manifest, offered forever | refused
PK13 | a manifest of tomorrow; a clock set back | refused or delayed
PK14 | a delegate outside its names | refused
PK15 | chains of delegates, long, circular, expired | refused
PK16 | a new root signed by one side only | refused
PK17 | an older revocation again | the highest counts
PK18 | revoked code under a new name | refused by its hash
PK19 | manifests with false statements about their module | refused, each with its own reason
PK20 | names that look like others | ASCII only
PK21 | chunks without number, length or order | refused early
PK22 | modules cut short, too long, without end | stopped one byte after
PK23 | bundles that expand | limited during the expansion
PK24 | hashes that agree in part | all 32 bytes
PK25 | signature sections twice, late, of many hashes | one form
PK26 | another signature section, the same code | identified by the code
PK27 | manifests that write to the terminal | escaped
PK28 | key files that other users can read | refused
PK29 | one version published at two nodes | the same records twice
PK30 | key ids that collide | ids only select
GL01 | exports with the names of members of every object | known names, read once; nothing copied
GL02 | an export called then | never called
GL03 | names that the AssemblyScript loader splits | the loader is not in the runtime
GL04 | names of 90,000 characters; a million names | refused
GL05 | strings and arrays with false headers | one header only is read, within bounds
GL06 | exports of another kind than a function; other lengths | refused
GL07 | objects with code in their conversion | numbers only
GL08 | tampered prototypes in the guest's realm | captured and frozen before the guest
GL09 | errors with long texts, getters, cycles | short fault texts
GL10 | promises that never settle | the glue awaits no promise
GL11 | any object of isolated-vm within reach | nothing is
GL12 | eval and Function within the isolate | deleted, on every path
GL13 | prototypes polluted by decoded bytes in the node | no prototypes to pollute
GL14 | frames with wrong lengths, kinds, order, at any pace | that cell is killed; memory bounded
GL15 | endless output | capped
GL16 | messages on Node's own channel, passed descriptors | no such channel
TD01 | the clock read twice in an event | equal
TD02 | a clock made from a counting thread | no threads, no shared memory
TD03 | bits of NaN | made canonical, or not promised
TD04 | depth, growth, fuel and faults on every node | equal
TD05 | randomness in an event that is replayed | the same
TD06 | the order of entries | the order of bytes
TD07 | the engine's error texts in results | short, known words
TD08 | time zones and languages | deleted
TD09 | caches between services of one publisher | not promised
TD10 | caches between publishers | different processes
TD11 | the time of comparing secrets | constant
CA01 | no secret, a wrong one, part of one | rejected
CA02 | the socket's mode; a file planted at its path | private, refused
CA03 | control over the network | loopback only, by choice
CA04 | a browser that is made to connect | refused
CA05 | messages over the limit | refused
CA06 | many slow connections | deadlines, a maximum
CA07 | floods of HTTP/2 | limits; the node lives
CA08 | malformed requests of every method | INVALID_ARGUMENT
CA09 | paths in names | never reach files
CA10 | publishing a device or pipe instead of a file | a bounded read
CA11 | headers that are long or have several lines | capped, escaped
CA12 | an administrator's request again | expires
CA13 | writing with the right to read | denied
CA14 | keys and payloads in output | omitted
CA15 | debuggers and reflection | absent
CA16 | an environment that reaches the cell | cleared
CA17 | flags of the engine in the configuration | an allowlist
CA18 | the node is killed | its cells end
DH01 | a record under another key | dropped
DH02 | a bad signature or key | dropped
DH03 | an older record, or another with the same number | dropped, or a rule
DH04 | a node that answers with an old record | the newest of several
DH05 | records expired or from the future | dropped
DH06 | records too large, too many | dropped; quotas
DH07 | two writers at once | one wins
DH08 | other nodes publish a record again | the same bytes only
DH09 | two values with one number | both kept as evidence
DH10 | writes with a sender that cannot be reached | dropped
OS01 | files of the system and of the node | denied
OS02 | sockets of every kind | denied
OS03 | new processes, tracing, kernel interfaces | denied
OS04 | signals, priorities, memory, disk, threads, descriptors | denied or limited
OS05 | keys in memory, environment, arguments | none exist
OS06 | frames in another cell's name | the pipe identifies the cell
`;

export const CATALOGUE: readonly CatalogueEntry[] = ROWS.trim()
  .split("\n")
  .map((row) => {
    const [id, attack, outcome] = row.split(" | ");
    return { id, group: id.slice(0, 2) as Group, attack, outcome };
  });
