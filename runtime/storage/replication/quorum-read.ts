/**
 * A quorum read: asks the root node and several other holders over different routes, and returns the newest
 * record that is valid by the rules of its kind. So no single node, neither the root node nor a node on the
 * route to it, can hide a record by an old copy or by "not found".
 *
 * No node is asked for the list of holders, since a root node could name its accomplices. The requests go to
 * keys a few nodes to either side of the record's key, and reach the nodes nearest to those keys. An attacker
 * that creates ids closest to the record's key becomes its root node and the neighbours of the root node, but
 * not the nodes nearest to the other keys. After the quorum reads of S/Kademlia (Baumgart and Mies, ICPADS
 * 2007) and of Castro et al., "Secure routing for structured peer-to-peer overlay networks" (OSDI 2002),
 * section 4. A node that knows all other nodes asks the holders themselves.
 */
import type { Clock, Random } from "../../base/environment.ts";
import { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay, Response } from "../../overlay/api.ts";
import type { GetOutcome, RecordKind, RecordName, ReplicatedStorage, StorageRecord } from "../record.ts";
import { decodeFound, encodeRequest, STORAGE_SERVICE } from "./messages.ts";

/**
 * Distances of the other keys from the record's key, in mean distances of two nodes. With 8 copies their
 * root nodes are holders.
 */
const OFFSETS = [1, -1, 2, -2, 3, -3] as const;
/** Number of nodes beside the root node that must have replied for the read to end early. */
const OTHERS_ENOUGH = 3;
/** Number of replies that confirm that there is no newer record; fewer in an overlay of fewer nodes. */
const CONFIRMING = 3;
/** How long the other nodes may take to reply, in milliseconds. They are asked once. */
const OTHERS_MS = 4_000;
/** Maximum number of records that are being written back to nodes with older copies. */
const WRITE_BACKS_MAX = 64;
/** Keys on the ring. */
const RING = 1n << 256n;

interface QuorumReaderParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  readonly clock: Clock;
  readonly random: Random;
  /** Kinds that are read from a quorum. Records of other kinds are read from the root node alone. */
  readonly kinds: readonly RecordKind[];
}

interface QuorumReadCounters {
  /** Number of quorum reads. */
  readonly reads: number;
  /** Number of reads in which the root node had an older record than another node, or no record. */
  readonly contradicted: number;
}

/** The outcome, and whether enough nodes replied to confirm that there is no newer record. */
interface QuorumRead {
  readonly outcome: GetOutcome;
  readonly isConfirmed: boolean;
}

interface Copy {
  readonly record: StorageRecord;
  readonly from: Id;
}

/** Requests to the nodes beside the root node, under way. */
interface OtherReplies {
  /** Resolves when enough nodes have replied, or as `all`. */
  readonly some: Promise<readonly Copy[]>;
  /** Resolves when each node has replied, or after OTHERS_MS. */
  readonly all: Promise<readonly Copy[]>;
  /** Ids of the nodes that have replied, in hex. */
  readonly replied: Set<string>;
}

type Ask = (reply: (response: Response) => void) => void;

export class QuorumReader {
  readonly #parts: QuorumReaderParts;
  readonly #kinds: ReadonlyMap<number, RecordKind>;
  /** Kinds and keys of records that are being written back. */
  readonly #writingBack = new Set<string>();
  #reads = 0;
  #contradicted = 0;

  constructor(parts: QuorumReaderParts) {
    this.#parts = parts;
    this.#kinds = new Map(parts.kinds.map((kind) => [kind.tag, kind]));
  }

  get counters(): QuorumReadCounters {
    return { reads: this.#reads, contradicted: this.#contradicted };
  }

  /**
   * The newest record that the root node or another node stores. If no other node stores the record, the
   * outcome is that of the root node. A newer record than the root node's is written back. Never rejects.
   */
  async get(name: RecordName): Promise<GetOutcome> {
    return (await this.read(name)).outcome;
  }

  /** As `get`, with `isConfirmed`. */
  async read(name: RecordName): Promise<QuorumRead> {
    const kind = this.#kinds.get(name.kind);
    const { storage, overlay } = this.#parts;
    if (kind === undefined) return { outcome: await storage.get(name), isConfirmed: false };
    this.#reads++;
    const replies = this.#askOthers(name, kind);
    const root = await storage.get(name);
    const others = await (root.ok ? replies.some : replies.all);
    const needed = Math.min(CONFIRMING, Math.max(1, Math.round(overlay.estimateNodes())));
    if (root.ok) replies.replied.add(root.from.hex);
    return { outcome: this.#newest(name, kind, root, others), isConfirmed: replies.replied.size >= needed };
  }

  #newest(name: RecordName, kind: RecordKind, root: GetOutcome, others: readonly Copy[]): GetOutcome {
    const all: Copy[] = root.ok ? [{ record: root.record, from: root.from }, ...others] : [...others];
    let best = all[0];
    if (best === undefined) return root;
    for (const copy of all) if (kind.supersedes(copy.record, best.record)) best = copy;
    if (root.ok && hasSameValue(best.record, root.record)) return root;
    // A root node that could not be reached has not contradicted the other nodes.
    if (root.ok || root.reason === "none") {
      this.#contradicted++;
      this.#writeBack(name, best.record);
    }
    return { ok: true, ...best };
  }

  #askOthers(name: RecordName, kind: RecordKind): OtherReplies {
    const { clock } = this.#parts;
    const copies = new Map<string, Copy>();
    const replied = new Set<string>();
    const requests = this.#requests(name.key, kind.copies, encodeRequest({ kind: "fetch", name }));
    let some = (_: readonly Copy[]) => {};
    const whenSome = new Promise<readonly Copy[]>((resolve) => {
      some = resolve;
    });
    const whenAll = new Promise<readonly Copy[]>((resolve) => {
      let open = requests.length;
      const end = () => {
        some([...copies.values()]);
        resolve([...copies.values()]);
      };
      const cancel = clock.after(OTHERS_MS, end);
      if (open === 0) end();
      for (const ask of requests) {
        ask((response) => {
          const found = response.ok ? decodeFound(response.payload) : null;
          if (response.ok && found?.ok) {
            replied.add(response.from.id.hex);
            const record = found.records.find((record) => isValid(record, name, kind));
            if (record !== undefined) copies.set(response.from.id.hex, { record, from: response.from.id });
          }
          if (replied.size >= OTHERS_ENOUGH) some([...copies.values()]);
          if (--open > 0) return;
          cancel();
          end();
        });
      }
    });
    return { some: whenSome, all: whenAll, replied };
  }

  /** One request for each node to be asked beside the root node. */
  #requests(key: Id, copies: number, payload: Uint8Array): readonly Ask[] {
    const { overlay } = this.#parts;
    const nodes = Math.round(overlay.estimateNodes());
    if (nodes <= overlay.neighborSet(Number.MAX_SAFE_INTEGER).length + 1) {
      const holders = overlay.replicaSet(key, copies).slice(0, OFFSETS.length + 1);
      return holders.map(
        (node) => (reply) => overlay.requestNode(STORAGE_SERVICE, node, payload, OTHERS_MS, reply),
      );
    }
    const spacing = RING / BigInt(Math.max(1, nodes));
    const firstHops = this.#firstHops(OFFSETS.length);
    return OFFSETS.map((offset, at) => (reply) => {
      const hint = firstHops[at] === undefined ? {} : { hint: firstHops[at] };
      const beside = shifted(key, BigInt(offset) * spacing);
      overlay.request(STORAGE_SERVICE, beside, payload, { timeoutMs: OTHERS_MS, ...hint }, reply);
    });
  }

  /** Different first hops, drawn at random, so that no single node is on all routes. */
  #firstHops(count: number): readonly NodeHandle[] {
    const nodes = [...this.#parts.overlay.knownNodes()];
    const chosen: NodeHandle[] = [];
    while (chosen.length < count && nodes.length > 0) {
      const at = Math.floor(this.#parts.random.next() * nodes.length);
      chosen.push(...nodes.splice(at, 1));
    }
    return chosen;
  }

  /** Writes a newer record to holders that lack it. A holder that lies may refuse it. */
  #writeBack(name: RecordName, { value }: StorageRecord): void {
    const place = `${name.kind}/${name.key.hex}`;
    if (this.#writingBack.has(place) || this.#writingBack.size >= WRITE_BACKS_MAX) return;
    this.#writingBack.add(place);
    void this.#parts.storage.put(name, value).finally(() => this.#writingBack.delete(place));
  }
}

function hasSameValue(a: StorageRecord, b: StorageRecord): boolean {
  return a.value !== null && b.value !== null && Buffer.compare(a.value, b.value) === 0;
}

function isValid(record: StorageRecord, name: RecordName, kind: RecordKind): boolean {
  return (
    record.value !== null &&
    record.kind === name.kind &&
    record.key.equals(name.key) &&
    record.scope.equals(name.scope) &&
    Buffer.compare(record.field, name.field) === 0 &&
    kind.refusal(record) === null
  );
}

/** The key at that distance on the ring, clockwise if the distance is positive. */
function shifted(key: Id, distance: bigint): Id {
  const at = (((BigInt(`0x${key.hex}`) + distance) % RING) + RING) % RING;
  return Id.fromHex(at.toString(16).padStart(64, "0"));
}
