/**
 * Merges of stored records: the merges of one record run one after another, each on the value that the merge
 * before it stored.
 */
import { dropOldest } from "../../base/bounded.ts";
import type { StorageRecord } from "../record.ts";

/** Maximum number of merges that wait at this node. */
const MERGES_MAX = 4_096;
/** Maximum number of records with remembered former values, and of values for each record. */
const FORMER_RECORDS_MAX = 4_096;
const FORMER_VALUES_MAX = 16;

export class MergeQueue {
  /** By hash of the record: the last merge in its queue. */
  readonly #last = new Map<string, Promise<unknown>>();
  /** By hash of the record: content ids of the values that it had before merges replaced them. */
  readonly #former = new Map<string, string[]>();
  #waiting = 0;

  /**
   * Runs `merge` when all earlier merges of the record have ended. Returns null when too many merges wait at
   * this node.
   */
  run<Outcome>(hash: string, merge: () => Promise<Outcome>): Promise<Outcome> | null {
    if (this.#waiting >= MERGES_MAX) return null;
    this.#waiting++;
    const merged = (this.#last.get(hash) ?? Promise.resolve()).then(merge);
    this.#last.set(hash, merged);
    return merged.finally(() => {
      this.#waiting--;
      if (this.#last.get(hash) === merged) this.#last.delete(hash);
    });
  }

  /**
   * Notes that `next` replaces `before`. Returns false, and notes nothing, if the record had the value of
   * `next` before: otherwise an incorrect merge could cycle through the same values for ever.
   */
  replace(hash: string, before: StorageRecord, next: StorageRecord): boolean {
    const former = this.#former.get(hash) ?? [];
    if (former.includes(next.writer.hex)) return false;
    this.#former.delete(hash);
    this.#former.set(hash, [...former, before.writer.hex].slice(-FORMER_VALUES_MAX));
    dropOldest(this.#former, FORMER_RECORDS_MAX);
    return true;
  }

  /** Forgets the former values of a record, which may take them again. */
  forget(hash: string): void {
    this.#former.delete(hash);
  }

  /** Text for the outcome when the queue is full. */
  static readonly fullDetail = `${MERGES_MAX} values wait to be merged`;
}
