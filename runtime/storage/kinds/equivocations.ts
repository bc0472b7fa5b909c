/** What this node has seen of owners who contradict themselves (signed.ts): stored once for all to see. */
import { dropOldest } from "../../base/bounded.ts";
import type { RecordName, ReplicatedStorage } from "../record.ts";

/** SavedContacts as reported; beyond that the oldest may be reported again. */
const REPORTED_MAX = 1_024;
/** Reports under way: each is a write. */
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

  /** Never throws: what could not be stored is tried again when the two values meet again. */
  report(place: RecordName, evidence: Uint8Array): void {
    const id = `${place.scope.hex}/${place.key.hex}`;
    if (this.#reported.has(id) || this.#underWay >= UNDER_WAY_MAX) return;
    this.#reported.set(id, true);
    dropOldest(this.#reported, REPORTED_MAX);
    this.#underWay++;
    this.#onFound(place);
    // Not within the comparison that found it.
    void Promise.resolve()
      .then(() => this.#storage().put(place, evidence))
      .then(({ ok }) => ok || this.#reported.delete(id))
      .finally(() => this.#underWay--);
  }
}
