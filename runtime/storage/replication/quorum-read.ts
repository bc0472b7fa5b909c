/**
 * Reads a record from nodes of several ranks, by ways that part at the first node, and takes the newest that stands up to its kind's rules: one node
 * that answers with an old record, or says that there is none, hides nothing, be it the root itself or one on the way to it.
 *
 * Who holds a key is not asked of anybody, since the root could name its friends: the questions go to keys a few nodes to either side, and arrive
 * at whoever is nearest to those. A stranger who makes ids that lie closest to a key wins its root and its neighbours, not these. After the quorum
 * reads of S/Kademlia (Baumgart, Mies, ICPADS 2007) and of Castro and others, "Secure routing for structured peer-to-peer overlay networks"
 * (OSDI 2002), section 4. A node that knows all others asks the holders themselves.
 */

import type { Clock, Random } from "../../base/environment.ts";
import { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay, Response } from "../../overlay/api.ts";
import type { GetOutcome, RecordKind, RecordName, ReplicatedStorage, StorageRecord } from "../record.ts";
import { decodeFound, encodeRequest } from "./messages.ts";
import { STORAGE_SERVICE } from "./replicated-storage.ts";

/** How far from the key the others are asked, in mean distances between two nodes. With 8 copies those are holders. */
const OFFSETS = [1, -1, 2, -2, 3, -3] as const;
/** Nodes that must have answered beside the root for it to be over early. */
const OTHERS_ENOUGH = 3;
/** So many nodes that have nothing newer confirm that something is the newest; all of them where there are fewer. */
const CONFIRMING = 3;
/** How long the others may take; they are asked once. */
const OTHERS_MS = 4_000;
/** Records written back to those who lag, at a time. */
const MENDING_MAX = 64;
const RING = 1n << 256n;

export interface QuorumReaderParts {
  readonly overlay: Overlay;
  readonly storage: ReplicatedStorage;
  readonly clock: Clock;
  readonly random: Random;
  /** Those that may be read so. */
  readonly kinds: readonly RecordKind[];
}

export interface QuorumReadCounters {
  /** Records read. */
  readonly reads: number;
  /** The root had an older one than somebody else, or said that there is none. */
  readonly contradicted: number;
}

/** What was found, and whether enough nodes have nothing newer, or nothing at all. */
export interface QuorumRead {
  readonly outcome: GetOutcome;
  readonly isConfirmed: boolean;
}

interface Answer {
  readonly record: StorageRecord;
  readonly from: Id;
}

export class QuorumReader {
  readonly #parts: QuorumReaderParts;
  readonly #kinds: ReadonlyMap<number, RecordKind>;
  readonly #mending = new Set<string>();
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
   * The newest of what the root and nodes of several ranks have. Fails only as the root does, where nobody else has the record either; what is
   * found elsewhere is written back. Never rejects.
   */
  async get(name: RecordName): Promise<GetOutcome> {
    return (await this.read(name)).outcome;
  }

  async read(name: RecordName): Promise<QuorumRead> {
    const kind = this.#kinds.get(name.kind);
    const { storage, overlay } = this.#parts;
    if (kind === undefined) return { outcome: await storage.get(name), isConfirmed: false };
    this.#reads++;
    const asking = this.#others(name, kind);
    const root = await storage.get(name);
    const others = await (root.ok ? asking.some : asking.all);
    const needed = Math.min(CONFIRMING, Math.max(1, Math.round(overlay.estimateNodes())));
    if (root.ok) asking.heard.add(root.from.hex);
    return { outcome: this.#newest(name, kind, root, others), isConfirmed: asking.heard.size >= needed };
  }

  #newest(name: RecordName, kind: RecordKind, root: GetOutcome, others: readonly Answer[]): GetOutcome {
    const all: Answer[] = root.ok ? [{ record: root.record, from: root.from }, ...others] : [...others];
    let best = all[0];
    if (best === undefined) return root;
    for (const one of all) if (kind.supersedes(one.record, best.record)) best = one;
    if (root.ok && hasSameValue(best.record, root.record)) return root;
    // Of a root that could not be reached nothing is known.
    if (root.ok || root.reason === "none") {
      this.#contradicted++;
      this.#mend(name, best.record);
    }
    return { ok: true, ...best };
  }

  /** `some`: as soon as enough have answered. */
  #others(
    name: RecordName,
    kind: RecordKind,
  ): {
    readonly some: Promise<readonly Answer[]>;
    readonly all: Promise<readonly Answer[]>;
    /** Who has answered, by the hex of their ids. */
    readonly heard: Set<string>;
  } {
    const { clock } = this.#parts;
    const answers = new Map<string, Answer>();
    const heard = new Set<string>();
    const ways = this.#ways(name.key, kind.copies, encodeRequest({ kind: "fetch", name }));
    let some = (_: readonly Answer[]) => {};
    const whenSome = new Promise<readonly Answer[]>((resolve) => {
      some = resolve;
    });
    const whenAll = new Promise<readonly Answer[]>((resolve) => {
      let open = ways.length;
      const end = () => {
        some([...answers.values()]);
        resolve([...answers.values()]);
      };
      const cancel = clock.after(OTHERS_MS, end);
      if (open === 0) end();
      for (const ask of ways) {
        ask((response) => {
          const found = response.ok ? decodeFound(response.payload) : null;
          if (response.ok && found?.ok) {
            heard.add(response.from.id.hex);
            const record = found.records.find((one) => isSound(one, name, kind));
            if (record !== undefined) answers.set(response.from.id.hex, { record, from: response.from.id });
          }
          if (heard.size >= OTHERS_ENOUGH) some([...answers.values()]);
          if (--open > 0) return;
          cancel();
          end();
        });
      }
    });
    return { some: whenSome, all: whenAll, heard };
  }

  /** How to ask several nodes beside the root. */
  #ways(
    key: Id,
    copies: number,
    payload: Uint8Array,
  ): readonly ((answer: (response: Response) => void) => void)[] {
    const { overlay } = this.#parts;
    const nodes = Math.round(overlay.estimateNodes());
    if (nodes <= overlay.neighborSet(Number.MAX_SAFE_INTEGER).length + 1) {
      const holders = overlay.replicaSet(key, copies).slice(0, OFFSETS.length + 1);
      return holders.map(
        (node) => (answer) => overlay.requestNode(STORAGE_SERVICE, node, payload, OTHERS_MS, answer),
      );
    }
    const spacing = RING / BigInt(Math.max(1, nodes));
    const hints = this.#waysOut(OFFSETS.length);
    return OFFSETS.map((offset, at) => (answer) => {
      const hint = hints[at] === undefined ? {} : { hint: hints[at] };
      const beside = moved(key, BigInt(offset) * spacing);
      overlay.request(STORAGE_SERVICE, beside, payload, { timeoutMs: OTHERS_MS, ...hint }, answer);
    });
  }

  /** Different nodes to begin with. */
  #waysOut(count: number): readonly NodeHandle[] {
    const nodes = [...this.#parts.overlay.knownNodes()];
    const chosen: NodeHandle[] = [];
    while (chosen.length < count && nodes.length > 0) {
      const at = Math.floor(this.#parts.random.next() * nodes.length);
      chosen.push(...nodes.splice(at, 1));
    }
    return chosen;
  }

  /** Who lags takes it; who lies does not matter. */
  #mend(name: RecordName, { value }: StorageRecord): void {
    const place = `${name.kind}/${name.key.hex}`;
    if (this.#mending.has(place) || this.#mending.size >= MENDING_MAX) return;
    this.#mending.add(place);
    void this.#parts.storage.put(name, value).finally(() => this.#mending.delete(place));
  }
}

function hasSameValue(a: StorageRecord, b: StorageRecord): boolean {
  return a.value !== null && b.value !== null && Buffer.compare(a.value, b.value) === 0;
}

function isSound(record: StorageRecord, name: RecordName, kind: RecordKind): boolean {
  return (
    record.value !== null &&
    record.kind === name.kind &&
    record.key.equals(name.key) &&
    record.scope.equals(name.scope) &&
    Buffer.compare(record.field, name.field) === 0 &&
    kind.refusal(record) === null
  );
}

/** The key so far along the ring. */
function moved(key: Id, by: bigint): Id {
  const at = (((BigInt(`0x${key.hex}`) + by) % RING) + RING) % RING;
  return Id.fromHex(at.toString(16).padStart(64, "0"));
}
