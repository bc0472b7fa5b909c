/**
 * The proposer of CASPaxos (Rystsov, 2018): two phases, each with a quorum of the register's acceptors.
 *
 * The acceptors are part of the state: `members`, and `previous` while they change. A quorum is a
 * majority of each.
 */
import type { Id } from "../../base/id.ts";
import type { AcceptorClient } from "./acceptor-client.ts";
import {
  type Accepted,
  type Answers,
  distinct,
  highest,
  isChosen,
  isOvertaken,
  isQuorum,
  isSameMembers,
  isSameSet,
} from "./quorum.ts";
import {
  type AcceptorAnswer,
  compareBallots,
  epochOf,
  type RegisterName,
  type RegisterState,
} from "./register.ts";
import type { RegisterView } from "./register-view.ts";

/**
 * How one proposal ended. `chosen`: a quorum has the state on disk. `abandoned`: `propose` returned null.
 * `overtaken`: an acceptor has promised a higher ballot. `unavailable`: no quorum answered.
 */
type Proposal =
  | { readonly kind: "chosen"; readonly chosen: Accepted }
  | { readonly kind: "abandoned" | "overtaken" | "unavailable" };

/**
 * Maximum number of proposals of one move: both sets of members together, then the new set alone, and one
 * more if the replica set changed again.
 */
const MOVE_STEPS_MAX = 3;

export class Proposer {
  readonly #self: Id;
  readonly #acceptors: AcceptorClient;
  readonly #view: RegisterView;
  #counter = 0;

  constructor(self: Id, acceptors: AcceptorClient, view: RegisterView) {
    this.#self = self;
    this.#acceptors = acceptors;
    this.#view = view;
  }

  /**
   * Runs both phases with one ballot. `propose` gets the state that may have been chosen already, and must
   * build on it. `known`, and the argument of `propose`, are null when there is no such register. Never
   * rejects.
   */
  async propose(
    name: RegisterName,
    known: Accepted | null,
    propose: (adopted: Accepted | null) => RegisterState | null,
  ): Promise<Proposal> {
    this.#counter = Math.max(this.#counter, known?.ballot.counter ?? 0) + 1;
    const ballot = { counter: this.#counter, node: this.#self };
    const view = this.#view.members(name);
    const promises = new Map<string, AcceptorAnswer>();
    let adopted = known;
    // The state in an acceptor's answer may name other acceptors, which must promise too.
    for (;;) {
      const { members, previous } = adopted?.state ?? { members: view, previous: view };
      const isEnough = (given: Answers) => isQuorum(members, given) && isQuorum(previous, given);
      const unasked = distinct([...members, ...previous]).filter(({ id }) => !promises.has(id.hex));
      const epoch = adopted === null ? epochOf(view) : null;
      await this.#acceptors.gather(unasked, { kind: "prepare", name, ballot, epoch }, isEnough, promises);
      this.#learn(promises);
      const before = adopted;
      adopted = highest(promises, before);
      if (adopted !== before && adopted !== null && !isSameMembers(adopted, before)) continue;
      if (isEnough(promises)) break;
      return failure(promises);
    }
    const state = propose(adopted);
    if (state === null) return { kind: "abandoned" };
    // The state does not change, and a quorum has accepted it already: no second phase.
    if (adopted !== null && state === adopted.state && isChosen(adopted, promises))
      return { kind: "chosen", chosen: adopted };
    // While members change, a majority of the adopted members is needed too: the new state may no longer name
    // them.
    const quorums = [state.members, state.previous, adopted?.state.members ?? state.members];
    const isEnough = (given: Answers) => quorums.every((nodes) => isQuorum(nodes, given));
    const accepts = new Map<string, AcceptorAnswer>();
    const request = { kind: "accept", name, ballot, state } as const;
    await this.#acceptors.gather(distinct(quorums.flat()), request, isEnough, accepts);
    this.#learn(accepts);
    return isEnough(accepts) ? { kind: "chosen", chosen: { ballot, state } } : failure(accepts);
  }

  /**
   * Makes the present replica set the members: first together with the old members, then alone. Each step is
   * proposed only on top of a state that is known to be chosen, so two sets of members never follow from the
   * same state. Resolves with the last chosen state; `chosen` itself if the members did not have to change.
   */
  async moveMembers(name: RegisterName, chosen: Accepted): Promise<Accepted> {
    let last = chosen;
    for (let step = 0; step < MOVE_STEPS_MAX; step++) {
      const { members, previous } = last.state;
      const view = this.#view.members(name);
      const isJoint = !isSameSet(members, previous);
      if (!isJoint && isSameSet(members, view)) break;
      // A node that has lost contact with the other nodes must not make itself the only member.
      if (!isJoint && view.length < this.#view.membersNeeded) break;
      const base = last;
      const proposal = await this.propose(name, base, (adopted) =>
        adopted === null || compareBallots(adopted.ballot, base.ballot) !== 0
          ? null
          : { ...adopted.state, members: isJoint ? members : view, previous: members },
      );
      if (proposal.kind !== "chosen") break;
      last = proposal.chosen;
    }
    return last;
  }

  /** Raises the counter: the next ballot must be above all promised ballots. */
  #learn(answers: Answers): void {
    for (const answer of answers.values()) {
      if (!answer.ok && answer.promised !== null)
        this.#counter = Math.max(this.#counter, answer.promised.counter);
    }
  }
}

function failure(answers: Answers): Proposal {
  return { kind: isOvertaken(answers) ? "overtaken" : "unavailable" };
}
