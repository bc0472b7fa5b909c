/** What this node has promised and accepted of registers. Each answer is on its disk before it is given. */
import type { LocalStore } from "../local/local-store.ts";
import {
  type AcceptorAnswer,
  type Ballot,
  compareBallots,
  type RegisterName,
  type RegisterState,
  type Slot,
  slotBytes,
  slotOf,
  storedNameOf,
} from "./register.ts";

export const REGISTERS_SPACE = "registers";
/** Registers that one node is an acceptor of, or knows of; with the longest values 128 MiB. */
const REGISTERS_MAX = 32_768;
const CANNOT: AcceptorAnswer = { ok: false, promised: null };

export class Acceptor {
  readonly #store: LocalStore;
  readonly #slots = new Map<string, { readonly name: RegisterName; slot: Slot }>();

  constructor(store: LocalStore, nameOf: (stored: Uint8Array) => RegisterName) {
    this.#store = store;
    for (const { key, value } of store.scan(REGISTERS_SPACE, null, null)) {
      const stored = Uint8Array.from(key);
      this.#slots.set(placeOf(stored), { name: nameOf(stored), slot: slotOf(Uint8Array.from(value)) });
    }
  }

  /** Its disk cannot be read: what it does not know of may be there all the same. */
  get isUnreadable(): boolean {
    return this.#store.unavailableReason !== null;
  }

  /** What is accepted, without a promise. */
  look(name: RegisterName): Slot["accepted"] {
    return this.#slots.get(placeOf(storedNameOf(name)))?.slot.accepted ?? null;
  }

  /** All that something was accepted of. */
  *accepted(): Iterable<{ readonly name: RegisterName; readonly state: RegisterState }> {
    for (const { name, slot } of this.#slots.values())
      if (slot.accepted !== null) yield { name, state: slot.accepted.state };
  }

  /** Takes nothing below `ballot` from now on, and tells what it has accepted. */
  prepare(name: RegisterName, ballot: Ballot): Promise<AcceptorAnswer> {
    const slot = this.#slots.get(placeOf(storedNameOf(name)))?.slot;
    if (slot !== undefined && compareBallots(slot.promised, ballot) >= 0)
      return Promise.resolve({ ok: false, promised: slot.promised });
    return this.#write(name, { promised: ballot, accepted: slot?.accepted ?? null });
  }

  accept(name: RegisterName, ballot: Ballot, state: RegisterState): Promise<AcceptorAnswer> {
    const slot = this.#slots.get(placeOf(storedNameOf(name)))?.slot;
    if (slot !== undefined && compareBallots(slot.promised, ballot) > 0)
      return Promise.resolve({ ok: false, promised: slot.promised });
    return this.#write(name, { promised: ballot, accepted: { ballot, state } });
  }

  /**
   * Keeps that there is such a register, at one who is no acceptor of that state: it counts for no majority, and whoever builds on
   * it must have promises of those it names.
   */
  mark(name: RegisterName, ballot: Ballot, state: RegisterState): Promise<AcceptorAnswer> {
    const slot = this.#slots.get(placeOf(storedNameOf(name)))?.slot;
    const accepted = slot?.accepted ?? null;
    if (accepted !== null && compareBallots(accepted.ballot, ballot) >= 0)
      return Promise.resolve({ ok: true, accepted });
    const promised = slot === undefined || compareBallots(slot.promised, ballot) < 0 ? ballot : slot.promised;
    return this.#write(name, { promised, accepted: { ballot, state } });
  }

  async #write(name: RegisterName, slot: Slot): Promise<AcceptorAnswer> {
    const key = storedNameOf(name);
    const place = placeOf(key);
    const known = this.#slots.get(place);
    if (known === undefined && this.#slots.size >= REGISTERS_MAX) return CANNOT;
    // From here on it keeps to it, whatever becomes of the write: who promises more than it has said does no harm.
    if (known === undefined) this.#slots.set(place, { name, slot });
    else known.slot = slot;
    try {
      await this.#store.write([{ space: REGISTERS_SPACE, key, value: slotBytes(slot) }]);
    } catch {
      return CANNOT;
    }
    return { ok: true, accepted: slot.accepted };
  }
}

function placeOf(stored: Uint8Array): string {
  return Buffer.from(stored).toString("latin1");
}
