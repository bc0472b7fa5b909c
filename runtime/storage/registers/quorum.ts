/** Sets of acceptors, and the evaluation of their answers to one proposal. */
import type { NodeHandle } from "../../base/node-handle.ts";
import { type AcceptorAnswer, type Ballot, compareBallots, type RegisterState } from "./register.ts";

/** A state with the ballot of the proposal that wrote it. */
export interface Accepted {
  readonly ballot: Ballot;
  readonly state: RegisterState;
}

/** By the hex of the acceptor's id. */
export type Answers = ReadonlyMap<string, AcceptorAnswer>;

/** Whether a majority of the nodes has answered with ok. */
export function isQuorum(nodes: readonly NodeHandle[], answers: Answers): boolean {
  return countOk(nodes, answers) > nodes.length / 2;
}

export function countOk(nodes: readonly NodeHandle[], answers: Answers): number {
  return nodes.filter(({ id }) => answers.get(id.hex)?.ok === true).length;
}

/** The accepted state with the highest ballot in the answers and `known`. Null when no state was accepted. */
export function highest(answers: Answers, known: Accepted | null): Accepted | null {
  let best = known;
  for (const answer of answers.values()) {
    if (!answer.ok || answer.accepted === null) continue;
    if (best === null || compareBallots(answer.accepted.ballot, best.ballot) > 0) best = answer.accepted;
  }
  return best;
}

/** Whether the answers show that a quorum has accepted exactly this state: then it was chosen. */
export function isChosen({ ballot, state }: Accepted, answers: Answers): boolean {
  const same = new Map(
    [...answers].filter(
      ([, answer]) =>
        answer.ok && answer.accepted !== null && compareBallots(answer.accepted.ballot, ballot) === 0,
    ),
  );
  return isQuorum(state.members, same) && isQuorum(state.previous, same);
}

/** Whether an acceptor has promised a higher ballot. */
export function isOvertaken(answers: Answers): boolean {
  return [...answers.values()].some((answer) => !answer.ok && answer.promised !== null);
}

export function isSameMembers(a: Accepted, b: Accepted | null): boolean {
  return (
    b !== null && isSameSet(a.state.members, b.state.members) && isSameSet(a.state.previous, b.state.previous)
  );
}

/** Whether both lists have the same nodes, in any order. */
export function isSameSet(a: readonly NodeHandle[], b: readonly NodeHandle[]): boolean {
  return a.length === b.length && a.every(({ id }) => b.some((other) => other.id.equals(id)));
}

/** Each node once. */
export function distinct(nodes: readonly NodeHandle[]): NodeHandle[] {
  return [...new Map(nodes.map((node) => [node.id.hex, node])).values()];
}
