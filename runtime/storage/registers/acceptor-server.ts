/** Answers proposers at this node, by the acceptor's rules and this node's view of the replica set. */
import type { Acceptor } from "./acceptor.ts";
import { type AcceptorAnswer, epochOf, type RegisterRequest } from "./register.ts";
import type { RegisterView } from "./register-view.ts";

export type AcceptorRequest = RegisterRequest & { readonly kind: "look" | "prepare" | "accept" | "mark" };

const CANNOT: AcceptorAnswer = { ok: false, promised: null };

export class AcceptorServer {
  readonly #acceptor: Acceptor;
  readonly #view: RegisterView;

  constructor(acceptor: Acceptor, view: RegisterView) {
    this.#acceptor = acceptor;
    this.#view = view;
  }

  /** Resolves when the answer is on disk. Never rejects. */
  async answer(request: AcceptorRequest): Promise<AcceptorAnswer> {
    const { name } = request;
    switch (request.kind) {
      case "look":
        return this.#look(request);
      case "accept":
        return this.#acceptor.accept(name, request.ballot, request.state);
      case "mark": {
        const { ballot, state } = request;
        const isAcceptor = [...state.members, ...state.previous].some((node) => this.#view.isSelf(node));
        // A state that an acceptor stores counts for a quorum, so it accepts no ballot below its promise.
        return isAcceptor
          ? this.#acceptor.accept(name, ballot, state)
          : this.#acceptor.mark(name, ballot, state);
      }
      case "prepare":
        return this.#seesOtherMembers(request) ? CANNOT : this.#acceptor.prepare(name, request.ballot);
    }
  }

  /** Answers "no such register" only if this node is not cut off from the overlay and can read its disk. */
  #look({ name }: AcceptorRequest): AcceptorAnswer {
    const accepted = this.#acceptor.look(name);
    return accepted === null && (this.#view.isInDoubt || this.#acceptor.isUnreadable)
      ? CANNOT
      : { ok: true, accepted };
  }

  /** Whether a register would be created with members that are not the replica set in this node's view. */
  #seesOtherMembers({ name, epoch }: AcceptorRequest & { readonly kind: "prepare" }): boolean {
    const isNew = epoch !== null && this.#acceptor.look(name) === null;
    return isNew && Buffer.compare(epoch, epochOf(this.#view.members(name))) !== 0;
  }
}
