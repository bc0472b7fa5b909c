/**
 * Reports of equivocation, two signed values with the same sequence number (`signed.ts`): stores the evidence
 * where any node can read it.
 */
import { dropOldest } from "../../base/bounded.ts";
import type { RecordName, ReplicatedStorage } from "../record.ts";

/** Maximum number of remembered reports. If a report is dropped, its equivocation may be reported again. */
const REPORTED_MAX = 1_024;
/** Maximum number of reports under way: each is a write. */
const UNDER_WAY_MAX = 64;

export class EquivocationReports {
  readonly #storage: () => ReplicatedStorage;
  readonly #onFound: (place: RecordName) => void;
  readonly #reported = new Map<string, true>();
  #underWay = 0;

  constructor(storage: () => ReplicatedStorage, onFound: (place: RecordName) => void = () => {}) {
    this.#storage = storage;
    this.#onFound = onFound;
  }

  /**
   * Never throws. Evidence that could not be stored is reported again when this node sees both values again.
   */
  report(place: RecordName, evidence: Uint8Array): void {
    const id = `${place.scope.hex}/${place.key.hex}`;
    if (this.#reported.has(id) || this.#underWay >= UNDER_WAY_MAX) return;
    this.#reported.set(id, true);
    dropOldest(this.#reported, REPORTED_MAX);
    this.#underWay++;
    this.#onFound(place);
    // In a later microtask: the caller is `supersedes`, which must not write.
    void Promise.resolve()
      .then(() => this.#storage().put(place, evidence))
      .then(({ ok }) => ok || this.#reported.delete(id))
      .finally(() => this.#underWay--);
  }
}
