/**
 * Reads the copies of the other holders of a key, until the replies must contain every acknowledged write.
 *
 * A write is acknowledged when a majority of the holders has it. So the replies of a minority and one node
 * more contain it at least once.
 */
import type { Clock } from "../../base/environment.ts";
import type { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Overlay } from "../../overlay/api.ts";
import { majority } from "../majority.ts";
import type { RecordName, StorageRecord } from "../record.ts";
import { copiesOf, type RecordKinds } from "../record-kinds.ts";
import type { NetworkSize } from "../repair/network-size.ts";
import { decodeFound, encodeRequest, STORAGE_SERVICE, type StorageRequest } from "./messages.ts";

/** How long the query waits for further replies when enough holders have replied, in milliseconds. */
const SLOWER_HOLDERS_MS = 500;

/** The copies of another holder. */
interface HolderReply {
  readonly records: readonly StorageRecord[];
  readonly from: Id;
}

/** What this node knows of its own copies and of its neighbours. Repair implements it. */
export interface HolderKnowledge {
  /** The holders of the key as if the nodes that left recently were still present. */
  recentHolders(key: Id, kind: number): readonly NodeHandle[];
  /** Whether this node may lack records of the key that other holders store. */
  mayLack(key: Id, kind: number): boolean;
}

interface HolderQueryParts {
  readonly overlay: Overlay;
  readonly clock: Clock;
  readonly kinds: RecordKinds;
  readonly networkSize: NetworkSize;
  readonly knowledge: HolderKnowledge;
  /** How long a holder may take to reply, in milliseconds. */
  readonly holderMs: number;
}

export class HolderQuery {
  readonly #parts: HolderQueryParts;

  constructor(parts: HolderQueryParts) {
    this.#parts = parts;
  }

  /**
   * Sends `request` (fetch or fetchList) to the other holders. Resolves with null when too few replied to
   * find every acknowledged write. Records that break the rules of their kind, or that were not requested,
   * are removed from the replies. Never rejects.
   */
  async ask(
    name: Omit<RecordName, "field">,
    request: StorageRequest,
  ): Promise<readonly HolderReply[] | null> {
    const { overlay, clock, kinds, holderMs } = this.#parts;
    const copies = copiesOf(kinds, name.kind);
    // One node more than there are holders: if a node joined between them, the last former holder may store
    // records that the new node lacks.
    const nodes = overlay.replicaSet(name.key, copies + 1).filter(({ id }) => !id.equals(overlay.self.id));
    const payload = encodeRequest(request);
    const isEnough = this.#sufficiency(name, copies, nodes.length);
    return new Promise((resolve) => {
      const replies: HolderReply[] = [];
      let open = nodes.length;
      let isEnding = false;
      const end = () => resolve(isEnough(replies) ? replies : null);
      if (open === 0) end();
      for (const node of nodes) {
        overlay.requestNode(STORAGE_SERVICE, node, payload, holderMs, (response) => {
          const found = response.ok ? decodeFound(response.payload) : null;
          if (found?.ok) {
            const records = found.records.filter((record) => this.#isValid(record, name));
            replies.push({ records, from: node.id });
          }
          open--;
          if (open === 0) end();
          else if (isEnough(replies) && !isEnding) {
            isEnding = true;
            clock.after(SLOWER_HOLDERS_MS, end);
          }
        });
      }
    });
  }

  /** Returns a function that says whether the replies must contain every acknowledged write. */
  #sufficiency(
    name: Omit<RecordName, "field">,
    copies: number,
    asked: number,
  ): (replies: readonly HolderReply[]) => boolean {
    const { overlay, networkSize, knowledge } = this.#parts;
    const holders = Math.min(copies, Math.max(networkSize.nodes, asked + 1));
    const lately = new Set(knowledge.recentHolders(name.key, name.kind).map(({ id }) => id.hex));
    // This node's own records count as a reply if it has been a holder for long enough to have copied
    // all of them.
    const hasAll = lately.has(overlay.self.id.hex) && !knowledge.mayLack(name.key, name.kind);
    const needed = holders - majority(holders) + 1 - (hasAll ? 1 : 0);
    // A new holder may not have copied records yet: a record that it returns counts, "not found" from
    // it does not.
    return (replies) =>
      replies.filter(({ from, records }) => records.length > 0 || lately.has(from.hex)).length >= needed;
  }

  #isValid(record: StorageRecord, name: Omit<RecordName, "field">): boolean {
    const isWanted =
      record.kind === name.kind && record.key.equals(name.key) && record.scope.equals(name.scope);
    return isWanted && this.#parts.kinds.get(record.kind)?.refusal(record) === null;
  }
}
