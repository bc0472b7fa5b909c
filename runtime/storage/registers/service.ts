/**
 * Linearizable registers: read, and compare-and-set by version, on the replica set of a key.
 *
 * Each register is one of Rystsov's CASPaxos (2018): two phases, each with a majority, and no log. The acceptors are part of its state;
 * they follow the replica set as in Glendenning, Beschastnikh, Krishnamurthy and Anderson, "Scalable consistency in Scatter" (SOSP 2011):
 * first to both sets together, each with its majority, then to the new one alone. Whoever proposes cannot do harm, so the key's root
 * is merely who does it. Where a majority is not to be had, the answer is that there is none.
 */

import type { Clock, Random } from "../../base/environment.ts";
import { hexOf } from "../../base/hex.ts";
import { Id } from "../../base/id.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Application, Overlay, RoutedMessage } from "../../overlay/api.ts";
import type { LocalStore } from "../local/local-store.ts";
import { NetworkSize } from "../repair/network-size.ts";
import { Acceptor } from "./acceptor.ts";
import { NeighbourhoodHistory } from "./neighbourhood-history.ts";
import {
  type AcceptorAnswer,
  type Ballot,
  compareBallots,
  decodeAcceptorAnswer,
  decodeRegisterAnswer,
  decodeRegisterRequest,
  encodeAcceptorAnswer,
  encodeRegisterAnswer,
  encodeRegisterRequest,
  epochOf,
  OPERATION_BYTES,
  OPERATIONS_MAX,
  REGISTER_VALUE_BYTES_MAX,
  type RegisterAnswer,
  type RegisterName,
  type RegisterRequest,
  type RegisterState,
  storedNameOf,
} from "./register.ts";

export const REGISTER_SERVICE = Id.hashOf("prost-register-v1");

/** A majority of five bears two losses before the members are moved; one of four bears one. */
const COPIES = 5;
/**
 * So many nodes around the key know of a register, and of as many each must say that it has never heard of one before one is made: a side
 * of a cut that has none of the members has one of these.
 */
const LOOKED_AT = 2 * COPIES;
/** Operations that wait at this node as their root. */
const WAITING_MAX = 4_096;
const ATTEMPTS_MAX = 6;
/** Registers that are moved on after one change of the neighbours, at a time. */
const RENEWED_MAX = 256;

export interface RegisterOptions {
  /** How long a read or a change may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long an acceptor may take to answer. */
  readonly acceptorMs: number;
  /** How long the neighbours must be left in peace before members are moved. */
  readonly settleMs: number;
  /** How often it is looked whether members must be moved, on average. */
  readonly renewMs: number;
}

export const REGISTER_DEFAULTS: RegisterOptions = {
  timeoutMs: 15_000,
  acceptorMs: 2_000,
  settleMs: 1_000,
  renewMs: 60_000,
};

export interface RegisterParts {
  readonly overlay: Overlay;
  readonly store: LocalStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly options?: Partial<RegisterOptions>;
}

/** `unavailable`: no majority, or the view is in doubt; a change may or may not have been made. `overloaded`: it was not. */
export type RegisterOutcome = RegisterAnswer;

export interface Registers {
  read(name: RegisterName): Promise<RegisterOutcome>;
  /** Sets the value if the register's version is `expected`; 0: if there is none. "conflict" tells what there is instead. */
  compareAndSet(name: RegisterName, expected: number, value: Uint8Array | null): Promise<RegisterOutcome>;
  close(): void;
}

export function createRegisters(parts: RegisterParts): Registers {
  return new RegisterService(parts);
}

interface Accepted {
  readonly ballot: Ballot;
  readonly state: RegisterState;
}

/** How one proposal ended. `chosen`: a quorum has it on disk. `abandoned`: `propose` gave nothing. */
type Round =
  | { readonly kind: "chosen"; readonly chosen: Accepted }
  | { readonly kind: "abandoned" | "overtaken" | "unavailable" };

const UNAVAILABLE: RegisterAnswer = { kind: "unavailable" };

class RegisterService implements Registers, Application {
  readonly #overlay: Overlay;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #options: RegisterOptions;
  readonly #acceptor: Acceptor;
  readonly #census: NetworkSize;
  readonly #familiars: NeighbourhoodHistory;
  /** By register that this node is the root of: which nodes around its key know of it. */
  readonly #marked = new Map<string, string>();
  /** By register: what is under way here, one after another. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #waiting = 0;
  #counter = 0;
  #isClosed = false;
  #isSettling = false;

  constructor({ overlay, store, clock, random, options }: RegisterParts) {
    this.#overlay = overlay;
    this.#clock = clock;
    this.#random = random;
    this.#options = { ...REGISTER_DEFAULTS, ...options };
    this.#acceptor = new Acceptor(store, (stored) => ({
      scope: new Id(stored.slice(0, 32)),
      key: new Id(stored.slice(32, 64)),
    }));
    // A minority is never believed: it would make anew what the others have.
    this.#census = new NetworkSize(overlay, clock, Number.POSITIVE_INFINITY);
    this.#familiars = new NeighbourhoodHistory(overlay, clock);
    overlay.register(REGISTER_SERVICE, this);
    overlay.onChange(() => {
      this.#census.update();
      this.#familiars.look();
      if (this.#isSettling) return;
      this.#isSettling = true;
      clock.after(this.#options.settleMs * (1 + random.next()), () => {
        this.#isSettling = false;
        this.#renew();
      });
    });
    this.#renewLater();
  }

  async read(name: RegisterName): Promise<RegisterOutcome> {
    return this.#ask({ kind: "read", name });
  }

  async compareAndSet(
    name: RegisterName,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterOutcome> {
    if ((value?.length ?? 0) > REGISTER_VALUE_BYTES_MAX)
      throw new RangeError(`a register's value has at most ${REGISTER_VALUE_BYTES_MAX} bytes`);
    const operation = this.#random.bytes(OPERATION_BYTES);
    return this.#ask({ kind: "set", name, expected, operation, value });
  }

  close(): void {
    this.#isClosed = true;
  }

  // As an application of the overlay.

  forward(): "continue" {
    return "continue";
  }

  deliver({ payload, origin, requestId, hops }: RoutedMessage): void {
    this.#serve(payload, origin, requestId, hops);
  }

  direct(from: NodeHandle, requestId: number, payload: Uint8Array): void {
    this.#serve(payload, from, requestId, 1);
  }

  update(): void {}

  #ask(request: RegisterRequest): Promise<RegisterOutcome> {
    const { timeoutMs } = this.#options;
    return new Promise((resolve) => {
      this.#overlay.request(
        REGISTER_SERVICE,
        request.name.key,
        encodeRegisterRequest(request),
        { timeoutMs },
        (response) => resolve((response.ok ? decodeRegisterAnswer(response.payload) : null) ?? UNAVAILABLE),
      );
    });
  }

  #serve(payload: Uint8Array, to: NodeHandle, requestId: number, hops: number): void {
    if (this.#isClosed) return;
    const request = decodeRegisterRequest(payload);
    if (request === null) {
      if (requestId !== 0) this.#overlay.refuse(to, requestId);
      return;
    }
    const answer = (bytes: Uint8Array) => {
      if (requestId !== 0 && !this.#isClosed) this.#overlay.respond(to, requestId, hops, bytes);
    };
    switch (request.kind) {
      case "read":
      case "set":
      case "renew":
        this.#enqueue(request, (outcome) => answer(encodeRegisterAnswer(outcome)));
        break;
      default:
        void this.#asAcceptor(request).then((said) => answer(encodeAcceptorAnswer(said)));
    }
  }

  async #asAcceptor(
    request: RegisterRequest & { readonly kind: "look" | "prepare" | "accept" | "mark" },
  ): Promise<AcceptorAnswer> {
    const { name } = request;
    switch (request.kind) {
      case "look": {
        const accepted = this.#acceptor.look(name);
        return accepted === null && (this.#isInDoubt || this.#acceptor.isUnreadable)
          ? { ok: false, promised: null }
          : { ok: true, accepted };
      }
      case "accept":
        return this.#acceptor.accept(name, request.ballot, request.state);
      case "mark": {
        const { ballot, state } = request;
        const isAcceptor = [...state.members, ...state.previous].some(({ id }) =>
          id.equals(this.#overlay.self.id),
        );
        // What an acceptor has counts, so it takes nothing that it has promised not to.
        return isAcceptor
          ? this.#acceptor.accept(name, ballot, state)
          : this.#acceptor.mark(name, ballot, state);
      }
      case "prepare": {
        const isNew = request.epoch !== null && this.#acceptor.look(name) === null;
        if (isNew && Buffer.compare(request.epoch, epochOf(this.#view(name))) !== 0)
          return { ok: false, promised: null };
        return this.#acceptor.prepare(name, request.ballot);
      }
    }
  }

  /** It misses nodes that there were lately: those may have what is not here. A newcomer cannot know, so all are asked. */
  get #isInDoubt(): boolean {
    const seen = 1 + this.#overlay.neighborSet(Number.MAX_SAFE_INTEGER).length;
    return seen < this.#census.nodes || this.#familiars.isPartitionSuspected;
  }

  #view({ key }: RegisterName): readonly NodeHandle[] {
    return this.#overlay.replicaSet(key, COPIES);
  }

  #around({ key }: RegisterName): readonly NodeHandle[] {
    return this.#overlay.replicaSet(key, LOOKED_AT);
  }

  // As the root.

  #enqueue(
    request: RegisterRequest & { readonly kind: "read" | "set" | "renew" },
    answer: (outcome: RegisterAnswer) => void,
  ): void {
    if (this.#waiting >= WAITING_MAX) {
      answer({ kind: "overloaded" });
      return;
    }
    this.#waiting++;
    const place = hexOf(storedNameOf(request.name));
    const before = this.#queues.get(place) ?? Promise.resolve();
    const done = before
      .then(() => this.#perform(request, answer))
      .finally(() => {
        this.#waiting--;
        if (this.#queues.get(place) === done) this.#queues.delete(place);
      });
    this.#queues.set(place, done);
  }

  async #perform(
    request: RegisterRequest & { readonly kind: "read" | "set" | "renew" },
    answer: (outcome: RegisterAnswer) => void,
  ): Promise<void> {
    const { name } = request;
    for (let attempt = 0; attempt < ATTEMPTS_MAX && !this.#isClosed; attempt++) {
      if (attempt > 0) await this.#pause(50 * 2 ** attempt * (0.5 + this.#random.next()));
      let known: Accepted | null = this.#acceptor.look(name);
      if (known === null) {
        const looked = await this.#look(name);
        if (!looked.isSure) continue;
        known = looked.found;
      }
      if (known === null && request.kind !== "set") {
        answer({ kind: "value", version: 0, value: null });
        return;
      }
      if (known === null && request.kind === "set" && request.expected !== 0) {
        answer({ kind: "conflict", version: 0, value: null });
        return;
      }
      // Its acceptors may go before they can be moved. Then those who know of it say that it cannot be had, and nobody makes it anew.
      if (known !== null && request.kind === "renew" && attempt === 0) void this.#mark(name, known);
      const round = await this.#round(name, known, (adopted) =>
        request.kind === "set"
          ? changed(adopted?.state ?? null, request, this.#view(name))
          : (adopted?.state ?? null),
      );
      if (round.kind !== "chosen") continue;
      // Made: but not before most nodes around the key know of it is that said.
      if (known === null && !(await this.#mark(name, round.chosen))) break;

      answer(
        request.kind === "set" ? outcomeOf(round.chosen.state, request) : readOutcome(round.chosen.state),
      );
      await this.#moveOn(name, round.chosen);
      return;
    }
    answer(UNAVAILABLE);
  }

  /** Whether anybody around the key has it. Not sure: somebody did not answer, or this node may be cut off. */
  async #look(name: RegisterName): Promise<{ readonly isSure: boolean; readonly found: Accepted | null }> {
    const nodes = this.#around(name);
    const answers = await this.#gather(nodes, { kind: "look", name }, () => false);
    const found = highest([...answers.values()], null);
    const sure = [...answers.values()].filter(({ ok }) => ok).length;
    return { isSure: found !== null || (sure === nodes.length && !this.#isInDoubt), found };
  }

  /** Lets the nodes around the key know of it. True when most of them do. */
  async #mark(name: RegisterName, { ballot, state }: Accepted): Promise<boolean> {
    const nodes = this.#around(name);
    const acceptors = distinct([...state.members, ...state.previous]);
    const others = nodes.filter(({ id }) => !acceptors.some((one) => one.id.equals(id)));
    // Of the acceptors a majority has it.
    const missing = majority(nodes.length) - majority(state.members.length);
    const known = (given: ReadonlyMap<string, AcceptorAnswer>) =>
      others.filter(({ id }) => given.get(id.hex)?.ok === true).length;
    const answers = await this.#gather(
      others,
      { kind: "mark", name, ballot, state },
      (given) => known(given) === others.length,
    );
    if (known(answers) === others.length) this.#marked.set(hexOf(storedNameOf(name)), hexOf(epochOf(nodes)));
    return known(answers) >= Math.min(missing, others.length);
  }

  /** Both phases with one ballot. `propose` is given what may have been chosen already, and must build on it. */
  async #round(
    name: RegisterName,
    known: Accepted | null,
    propose: (adopted: Accepted | null) => RegisterState | null,
  ): Promise<Round> {
    this.#counter = Math.max(this.#counter, known?.ballot.counter ?? 0) + 1;
    const ballot = { counter: this.#counter, node: this.#overlay.self.id };
    const view = this.#view(name);
    const promises = new Map<string, AcceptorAnswer>();
    let adopted = known;
    // What an acceptor tells may name other acceptors, who must promise too.
    for (;;) {
      const { members, previous } = adopted?.state ?? { members: view, previous: view };
      const isEnough = (given: ReadonlyMap<string, AcceptorAnswer>) =>
        isQuorum(members, given) && isQuorum(previous, given);
      const unasked = distinct([...members, ...previous]).filter(({ id }) => !promises.has(id.hex));
      const epoch = adopted === null ? epochOf(view) : null;
      await this.#gather(unasked, { kind: "prepare", name, ballot, epoch }, isEnough, promises);
      this.#learn(promises);
      const before = adopted;
      adopted = highest([...promises.values()], before);
      if (adopted !== before && adopted !== null && !isSameMembers(adopted, before)) continue;
      if (isEnough(promises)) break;
      return { kind: isOvertaken(promises) ? "overtaken" : "unavailable" };
    }
    const state = propose(adopted);
    if (state === null) return { kind: "abandoned" };
    // Nothing new, and a quorum has it already: it was chosen.
    if (adopted !== null && state === adopted.state && isChosen(adopted, promises))
      return { kind: "chosen", chosen: adopted };
    const accepts = new Map<string, AcceptorAnswer>();
    // While members change, those before count too, and those before them, whom the state does not name any more.
    const quorums = [state.members, state.previous, adopted?.state.members ?? state.members];
    const isEnough = (given: ReadonlyMap<string, AcceptorAnswer>) =>
      quorums.every((nodes) => isQuorum(nodes, given));
    await this.#gather(distinct(quorums.flat()), { kind: "accept", name, ballot, state }, isEnough, accepts);
    this.#learn(accepts);
    if (isEnough(accepts)) return { kind: "chosen", chosen: { ballot, state } };
    return { kind: isOvertaken(accepts) ? "overtaken" : "unavailable" };
  }

  /**
   * Makes the replica set of today the members: first together with those there were, then alone. Each step is proposed only on
   * top of what is known to be chosen, so that there are never two ways on from one set of members.
   */
  async #moveOn(name: RegisterName, chosen: Accepted): Promise<void> {
    const last = await this.#moved(name, chosen);
    if (last !== chosen) await this.#mark(name, last);
  }

  /** The last state that was chosen on the way. */
  async #moved(name: RegisterName, chosen: Accepted): Promise<Accepted> {
    let last = chosen;
    for (let step = 0; step < 3; step++) {
      const { members, previous } = last.state;
      const view = this.#view(name);
      const isJoint = !isSameSet(members, previous);
      if (!isJoint && isSameSet(members, view)) break;
      // A node that has lost sight of the others must not move anything to itself.
      if (!isJoint && view.length < Math.min(COPIES, this.#census.nodes)) break;
      const on = last;
      const round = await this.#round(name, on, (adopted) =>
        adopted === null || compareBallots(adopted.ballot, on.ballot) !== 0
          ? null
          : { ...adopted.state, members: isJoint ? members : view, previous: members },
      );
      if (round.kind !== "chosen") break;
      last = round.chosen;
    }
    return last;
  }

  /** Asks all; resolves when `isEnough`, or when each has answered or had its time. Adds to `answers`. */
  #gather(
    nodes: readonly NodeHandle[],
    request: RegisterRequest & { readonly kind: "look" | "prepare" | "accept" | "mark" },
    isEnough: (answers: ReadonlyMap<string, AcceptorAnswer>) => boolean,
    answers: Map<string, AcceptorAnswer> = new Map(),
  ): Promise<ReadonlyMap<string, AcceptorAnswer>> {
    const payload = encodeRegisterRequest(request);
    return new Promise((resolve) => {
      let open = nodes.length;
      let isOver = false;
      const end = () => {
        isOver = true;
        resolve(answers);
      };
      if (open === 0) end();
      const take = (node: NodeHandle, answer: AcceptorAnswer | null) => {
        if (isOver) return;
        if (answer !== null) answers.set(node.id.hex, answer);
        open--;
        if (open === 0 || isEnough(answers)) end();
      };
      for (const node of nodes) {
        if (node.id.equals(this.#overlay.self.id)) {
          void this.#asAcceptor(request).then((answer) => take(node, answer));
          continue;
        }
        this.#overlay.requestNode(REGISTER_SERVICE, node, payload, this.#options.acceptorMs, (response) =>
          take(node, response.ok ? decodeAcceptorAnswer(response.payload) : null),
        );
      }
    });
  }

  /** The next ballot must be above all that was promised. */
  #learn(answers: ReadonlyMap<string, AcceptorAnswer>): void {
    for (const answer of answers.values()) {
      if (!answer.ok && answer.promised !== null)
        this.#counter = Math.max(this.#counter, answer.promised.counter);
    }
  }

  // As one who holds registers.

  #renewLater(): void {
    this.#clock.after(this.#options.renewMs * (0.5 + this.#random.next()), () => {
      if (this.#isClosed) return;
      this.#renew();
      this.#renewLater();
    });
  }

  /** Lets the roots know of registers whose members are not those they should be: they may never have heard of them. */
  #renew(): void {
    if (this.#isClosed) return;
    let asked = 0;
    for (const { name, state } of this.#acceptor.accepted()) {
      const view = this.#view(name);
      const isMember = state.members.some(({ id }) => id.equals(this.#overlay.self.id));
      const isMoving = !(isSameSet(state.members, state.previous) && isSameSet(state.members, view));
      // Of the members the root alone looks after those who are to know of it.
      const isDue = isMember && (isMoving || (this.#isFirst(view) && !this.#isMarked(name)));
      if (!isDue) continue;
      void this.#ask({ kind: "renew", name });
      if (++asked >= RENEWED_MAX) return;
    }
  }

  #isFirst(view: readonly NodeHandle[]): boolean {
    return view[0]?.id.equals(this.#overlay.self.id) === true;
  }

  #isMarked(name: RegisterName): boolean {
    return this.#marked.get(hexOf(storedNameOf(name))) === hexOf(epochOf(this.#around(name)));
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }
}

function changed(
  state: RegisterState | null,
  { expected, operation, value }: RegisterRequest & { readonly kind: "set" },
  view: readonly NodeHandle[],
): RegisterState {
  if (state === null) {
    return { version: 1, value, members: view, previous: view, operations: [operation] };
  }
  if (state.version !== expected || placeOf(state, operation) >= 0) return state;
  const operations = [operation, ...state.operations].slice(0, OPERATIONS_MAX);
  return { ...state, version: state.version + 1, value, operations };
}

/**
 * How a change stands, from what is chosen. The overlay may have asked for it more than once, through other roots: it may have been
 * made although the version is another by now. Where that is so long ago that nobody remembers, it cannot be told.
 */
function outcomeOf(
  state: RegisterState,
  { expected, operation, value }: RegisterRequest & { readonly kind: "set" },
): RegisterAnswer {
  if (placeOf(state, operation) >= 0) return { kind: "set", version: expected + 1, value };
  const isForgotten = state.version - expected > OPERATIONS_MAX;
  return isForgotten ? UNAVAILABLE : { kind: "conflict", version: state.version, value: state.value };
}

function readOutcome({ version, value }: RegisterState): RegisterAnswer {
  return { kind: "value", version, value };
}

function placeOf({ operations }: RegisterState, operation: Uint8Array): number {
  return operations.findIndex((other) => Buffer.compare(other, operation) === 0);
}

function highest(answers: readonly AcceptorAnswer[], known: Accepted | null): Accepted | null {
  let best = known;
  for (const answer of answers) {
    if (!answer.ok || answer.accepted === null) continue;
    if (best === null || compareBallots(answer.accepted.ballot, best.ballot) > 0) best = answer.accepted;
  }
  return best;
}

function isQuorum(nodes: readonly NodeHandle[], answers: ReadonlyMap<string, AcceptorAnswer>): boolean {
  const given = nodes.filter(({ id }) => answers.get(id.hex)?.ok === true).length;
  return given > nodes.length / 2;
}

function majority(nodes: number): number {
  return Math.floor(nodes / 2) + 1;
}

function isChosen({ ballot, state }: Accepted, promises: ReadonlyMap<string, AcceptorAnswer>): boolean {
  const have = new Map(
    [...promises].filter(
      ([, answer]) =>
        answer.ok && answer.accepted !== null && compareBallots(answer.accepted.ballot, ballot) === 0,
    ),
  );
  return isQuorum(state.members, have) && isQuorum(state.previous, have);
}

function isOvertaken(answers: ReadonlyMap<string, AcceptorAnswer>): boolean {
  return [...answers.values()].some((answer) => !answer.ok && answer.promised !== null);
}

function isSameMembers(a: Accepted, b: Accepted | null): boolean {
  return (
    b !== null && isSameSet(a.state.members, b.state.members) && isSameSet(a.state.previous, b.state.previous)
  );
}

function isSameSet(a: readonly NodeHandle[], b: readonly NodeHandle[]): boolean {
  return a.length === b.length && a.every(({ id }) => b.some((other) => other.id.equals(id)));
}

function distinct(nodes: readonly NodeHandle[]): NodeHandle[] {
  return [...new Map(nodes.map((node) => [node.id.hex, node])).values()];
}
