/**
 * Witnesses of a register: the nodes around its key that know that it exists, acceptors or not. If its
 * acceptors are lost, the register is unavailable because of the witnesses, instead of being created anew.
 */
import { hexOf } from "../../base/hex.ts";
import { majority } from "../majority.ts";
import type { AcceptorClient } from "./acceptor-client.ts";
import { type Accepted, type Answers, countOk, distinct, highest } from "./quorum.ts";
import { epochOf, type RegisterName, storedNameOf } from "./register.ts";
import type { RegisterView } from "./register-view.ts";

export class Witnesses {
  readonly #acceptors: AcceptorClient;
  readonly #view: RegisterView;
  /**
   * By register of which this node is the root node: the epoch of the witnesses, if all know of the register.
   */
  readonly #informed = new Map<string, string>();

  constructor(acceptors: AcceptorClient, view: RegisterView) {
    this.#acceptors = acceptors;
    this.#view = view;
  }

  /**
   * Asks the witnesses for the register. `isSure` is false if none has it, but a witness did not answer or
   * this node may be cut off. Never rejects.
   */
  async look(name: RegisterName): Promise<{ readonly isSure: boolean; readonly found: Accepted | null }> {
    const nodes = this.#view.witnesses(name);
    const answers = await this.#acceptors.gather(nodes, { kind: "look", name }, () => false);
    const found = highest(answers, null);
    const sure = countOk(nodes, answers);
    return { isSure: found !== null || (sure === nodes.length && !this.#view.isInDoubt), found };
  }

  /** Informs the witnesses of the register. Resolves with true if a majority of them knows of it now. */
  async inform(name: RegisterName, { ballot, state }: Accepted): Promise<boolean> {
    const nodes = this.#view.witnesses(name);
    const acceptors = distinct([...state.members, ...state.previous]);
    const others = nodes.filter(({ id }) => !acceptors.some((acceptor) => acceptor.id.equals(id)));
    // A majority of the acceptors has the register already.
    const missing = majority(nodes.length) - majority(state.members.length);
    const areAll = (answers: Answers) => countOk(others, answers) === others.length;
    const answers = await this.#acceptors.gather(others, { kind: "mark", name, ballot, state }, areAll);
    if (areAll(answers)) this.#informed.set(hexOf(storedNameOf(name)), hexOf(epochOf(nodes)));
    return countOk(others, answers) >= Math.min(missing, others.length);
  }

  /** Whether this node has informed all present witnesses of the register. */
  areInformed(name: RegisterName): boolean {
    return this.#informed.get(hexOf(storedNameOf(name))) === hexOf(epochOf(this.#view.witnesses(name)));
  }
}
