/**
 * A Paxos acceptor: the promised ballot and the accepted state of each register. It answers when the new
 * state is on disk.
 */
import { Id } from "../../base/id.ts";
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

/** The space of the local store. */
export const REGISTERS_SPACE = "registers";
/** Maximum number of registers on a node, as acceptor or as witness; with the longest values 128 MiB. */
const REGISTERS_MAX = 32_768;
const CANNOT: AcceptorAnswer = { ok: false, promised: null };

export class Acceptor {
  readonly #store: LocalStore;
  readonly #slots = new Map<string, { readonly name: RegisterName; slot: Slot }>();

  /** Reads the whole space once. Throws Malformed if an entry is not a slot. */
  constructor(store: LocalStore) {
    this.#store = store;
    for (const { key, value } of store.scan(REGISTERS_SPACE, null, null)) {
      const stored = Uint8Array.from(key);
      this.#slots.set(placeOf(stored), { name: nameOf(stored), slot: slotOf(Uint8Array.from(value)) });
    }
  }

  /** True if the disk cannot be read: it may contain registers that this node does not know. */
  get isUnreadable(): boolean {
    return this.#store.unavailableReason !== null;
  }

  /** The accepted state; makes no promise. Null when this node has accepted no state of the register. */
  look(name: RegisterName): Slot["accepted"] {
    return this.#slots.get(placeOf(storedNameOf(name)))?.slot.accepted ?? null;
  }

  /** All registers with an accepted state. */
  *accepted(): Iterable<{ readonly name: RegisterName; readonly state: RegisterState }> {
    for (const { name, slot } of this.#slots.values())
      if (slot.accepted !== null) yield { name, state: slot.accepted.state };
  }

  /**
   * Promises to accept no state below `ballot`, and answers with the accepted state. Refuses if the same or a
   * higher ballot is promised.
   */
  prepare(name: RegisterName, ballot: Ballot): Promise<AcceptorAnswer> {
    const slot = this.#slots.get(placeOf(storedNameOf(name)))?.slot;
    if (slot !== undefined && compareBallots(slot.promised, ballot) >= 0)
      return Promise.resolve({ ok: false, promised: slot.promised });
    return this.#write(name, { promised: ballot, accepted: slot?.accepted ?? null });
  }

  /** Accepts the state. Refuses if a higher ballot is promised. */
  accept(name: RegisterName, ballot: Ballot, state: RegisterState): Promise<AcceptorAnswer> {
    const slot = this.#slots.get(placeOf(storedNameOf(name)))?.slot;
    if (slot !== undefined && compareBallots(slot.promised, ballot) > 0)
      return Promise.resolve({ ok: false, promised: slot.promised });
    return this.#write(name, { promised: ballot, accepted: { ballot, state } });
  }

  /**
   * Stores at a witness, which is not an acceptor of that state, that the register exists. The stored state
   * counts for no majority: a proposer that builds on it needs promises of the acceptors that the state
   * names.
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
    // The slot stays in memory even if the write fails: keeping a promise that no proposer received does no
    // harm.
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

function nameOf(stored: Uint8Array): RegisterName {
  return { scope: new Id(stored.slice(0, 32)), key: new Id(stored.slice(32, 64)) };
}

function placeOf(stored: Uint8Array): string {
  return Buffer.from(stored).toString("latin1");
}
