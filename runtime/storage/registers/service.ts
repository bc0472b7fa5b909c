/**
 * Linearizable registers: read, and compare-and-set by version, on the replica set of a key.
 *
 * Each register is one instance of CASPaxos (Rystsov, 2018): two phases, each with a majority, and no log.
 * Its acceptors are part of its state. They follow the replica set as in Glendenning, Beschastnikh,
 * Krishnamurthy and Anderson, "Scalable consistency in Scatter" (SOSP 2011): first both sets together, each
 * with its majority, then the new one alone. Any node may propose without harm, so the root node of the key
 * is only the usual proposer. Without a majority the outcome is `unavailable`.
 *
 * `proposer.ts` runs the phases, `acceptor.ts` stores promises and states, and `witnesses.ts` prevents that a
 * register is created twice. This file serves requests as the root node, and renews members when the replica
 * set changes.
 */
import type { Clock, Random } from "../../base/environment.ts";
import { hexOf } from "../../base/hex.ts";
import type { NodeHandle } from "../../base/node-handle.ts";
import type { Application, Overlay, RoutedMessage } from "../../overlay/api.ts";
import type { LocalStore } from "../local/local-store.ts";
import { Acceptor } from "./acceptor.ts";
import { AcceptorClient } from "./acceptor-client.ts";
import { AcceptorServer } from "./acceptor-server.ts";
import { Proposer } from "./proposer.ts";
import { type Accepted, isSameSet } from "./quorum.ts";
import {
  decodeRegisterAnswer,
  decodeRegisterRequest,
  encodeAcceptorAnswer,
  encodeRegisterAnswer,
  encodeRegisterRequest,
  OPERATION_BYTES,
  REGISTER_SERVICE,
  REGISTER_VALUE_BYTES_MAX,
  type RegisterAnswer,
  type RegisterName,
  type RegisterRequest,
  type RegisterState,
  storedNameOf,
} from "./register.ts";
import { outcomeOf, readOutcome, stateAfter } from "./register-change.ts";
import { RegisterView } from "./register-view.ts";
import { Witnesses } from "./witnesses.ts";

/** Maximum number of operations that wait at this node as their root node. */
const WAITING_MAX = 4_096;
/**
 * Maximum number of proposals for one operation. The wait between two starts with 50 to 150 ms and doubles.
 */
const ATTEMPTS_MAX = 6;
/** Maximum number of renewals that are requested at a time. */
const RENEWED_MAX = 256;

interface RegisterOptions {
  /** How long a read or a change may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long an acceptor may take to answer, in milliseconds. */
  readonly acceptorMs: number;
  /**
   * How long after a change of the neighbours the members are moved, in milliseconds. The actual time is
   * random, from 1 to 2 times this value.
   */
  readonly settleMs: number;
  /**
   * Mean time between two checks whether members must be moved, in milliseconds. The actual time is random,
   * from 0.5 to 1.5 times this value.
   */
  readonly renewMs: number;
}

const REGISTER_DEFAULTS: RegisterOptions = {
  timeoutMs: 15_000,
  acceptorMs: 2_000,
  settleMs: 1_000,
  renewMs: 60_000,
};

interface RegisterParts {
  readonly overlay: Overlay;
  readonly store: LocalStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly options?: Partial<RegisterOptions>;
}

/**
 * `unavailable`: no majority answered, or this node may be cut off; a change may or may not have been made.
 * `overloaded`: the root node had too many operations; the change was not made.
 */
export type RegisterOutcome = RegisterAnswer;

export interface Registers {
  /** The outcome has version 0 if there is no such register. Never rejects. */
  read(name: RegisterName): Promise<RegisterOutcome>;
  /**
   * Sets the value if the register's version is `expected` (0: if there is no such register). A `conflict`
   * has the present version and value. Rejects with RangeError if the value has more than
   * REGISTER_VALUE_BYTES_MAX bytes.
   */
  compareAndSet(name: RegisterName, expected: number, value: Uint8Array | null): Promise<RegisterOutcome>;
  close(): void;
}

export function createRegisters(parts: RegisterParts): Registers {
  return new RegisterService(parts);
}

type RootRequest = RegisterRequest & { readonly kind: "read" | "set" | "renew" };

const UNAVAILABLE: RegisterAnswer = { kind: "unavailable" };

class RegisterService implements Registers, Application {
  readonly #overlay: Overlay;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #options: RegisterOptions;
  readonly #acceptor: Acceptor;
  readonly #server: AcceptorServer;
  readonly #view: RegisterView;
  readonly #proposer: Proposer;
  readonly #witnesses: Witnesses;
  /** By register: the last of its operations at this root node. They run one after another. */
  readonly #queues = new Map<string, Promise<unknown>>();
  #waiting = 0;
  #isClosed = false;
  #isSettling = false;

  constructor({ overlay, store, clock, random, options }: RegisterParts) {
    this.#overlay = overlay;
    this.#clock = clock;
    this.#random = random;
    this.#options = { ...REGISTER_DEFAULTS, ...options };
    this.#acceptor = new Acceptor(store);
    this.#view = new RegisterView(overlay, clock);
    this.#server = new AcceptorServer(this.#acceptor, this.#view);
    const acceptors = new AcceptorClient(overlay, this.#server, this.#options.acceptorMs);
    this.#proposer = new Proposer(overlay.self.id, acceptors, this.#view);
    this.#witnesses = new Witnesses(acceptors, this.#view);
    overlay.register(REGISTER_SERVICE, this);
    overlay.onChange(() => this.#onNeighboursChanged());
    this.#renewLater();
  }

  async read(name: RegisterName): Promise<RegisterOutcome> {
    return this.#request({ kind: "read", name });
  }

  async compareAndSet(
    name: RegisterName,
    expected: number,
    value: Uint8Array | null,
  ): Promise<RegisterOutcome> {
    if ((value?.length ?? 0) > REGISTER_VALUE_BYTES_MAX)
      throw new RangeError(`a register's value has at most ${REGISTER_VALUE_BYTES_MAX} bytes`);
    const operation = this.#random.bytes(OPERATION_BYTES);
    return this.#request({ kind: "set", name, expected, operation, value });
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

  #request(request: RegisterRequest): Promise<RegisterOutcome> {
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

  #serve(payload: Uint8Array, from: NodeHandle, requestId: number, hops: number): void {
    if (this.#isClosed) return;
    const request = decodeRegisterRequest(payload);
    if (request === null) {
      if (requestId !== 0) this.#overlay.refuse(from, requestId);
      return;
    }
    const reply = (bytes: Uint8Array) => {
      if (requestId !== 0 && !this.#isClosed) this.#overlay.respond(from, requestId, hops, bytes);
    };
    switch (request.kind) {
      case "read":
      case "set":
      case "renew":
        this.#enqueue(request, (outcome) => reply(encodeRegisterAnswer(outcome)));
        break;
      default:
        void this.#server.answer(request).then((answer) => reply(encodeAcceptorAnswer(answer)));
    }
  }

  // As the root node.

  #enqueue(request: RootRequest, reply: (outcome: RegisterAnswer) => void): void {
    if (this.#waiting >= WAITING_MAX) {
      reply({ kind: "overloaded" });
      return;
    }
    this.#waiting++;
    const place = hexOf(storedNameOf(request.name));
    const before = this.#queues.get(place) ?? Promise.resolve();
    const done = before
      .then(() => this.#perform(request, reply))
      .finally(() => {
        this.#waiting--;
        if (this.#queues.get(place) === done) this.#queues.delete(place);
      });
    this.#queues.set(place, done);
  }

  async #perform(request: RootRequest, reply: (outcome: RegisterAnswer) => void): Promise<void> {
    const { name } = request;
    for (let attempt = 0; attempt < ATTEMPTS_MAX && !this.#isClosed; attempt++) {
      if (attempt > 0) await this.#pause(50 * 2 ** attempt * (0.5 + this.#random.next()));
      let known: Accepted | null = this.#acceptor.look(name);
      if (known === null) {
        const looked = await this.#witnesses.look(name);
        if (!looked.isSure) continue;
        known = looked.found;
      }
      const missing = known === null ? outcomeWithout(request) : null;
      if (missing !== null) {
        reply(missing);
        return;
      }
      // The acceptors may leave before the members are moved. Then the witnesses know of the register, and it
      // is not created a second time.
      if (known !== null && request.kind === "renew" && attempt === 0)
        void this.#witnesses.inform(name, known);
      const proposal = await this.#proposer.propose(name, known, (adopted) =>
        this.#proposed(request, adopted?.state ?? null),
      );
      if (proposal.kind !== "chosen") continue;
      // A new register is acknowledged only when most witnesses know of it.
      if (known === null && !(await this.#witnesses.inform(name, proposal.chosen))) break;
      const { state } = proposal.chosen;
      reply(request.kind === "set" ? outcomeOf(state, request) : readOutcome(state));
      await this.#moveMembers(name, proposal.chosen);
      return;
    }
    reply(UNAVAILABLE);
  }

  #proposed(request: RootRequest, state: RegisterState | null): RegisterState | null {
    return request.kind === "set" ? stateAfter(state, request, this.#view.members(request.name)) : state;
  }

  async #moveMembers(name: RegisterName, chosen: Accepted): Promise<void> {
    const last = await this.#proposer.moveMembers(name, chosen);
    if (last !== chosen) await this.#witnesses.inform(name, last);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }

  // As a node that stores registers.

  #onNeighboursChanged(): void {
    this.#view.update();
    if (this.#isSettling) return;
    this.#isSettling = true;
    this.#clock.after(this.#options.settleMs * (1 + this.#random.next()), () => {
      this.#isSettling = false;
      this.#renew();
    });
  }

  #renewLater(): void {
    this.#clock.after(this.#options.renewMs * (0.5 + this.#random.next()), () => {
      if (this.#isClosed) return;
      this.#renew();
      this.#renewLater();
    });
  }

  /**
   * Sends `renew` to the root nodes of registers that are due: a root node may not know of such a register.
   */
  #renew(): void {
    if (this.#isClosed) return;
    let asked = 0;
    for (const { name, state } of this.#acceptor.accepted()) {
      if (!this.#isRenewalDue(name, state)) continue;
      void this.#request({ kind: "renew", name });
      if (++asked >= RENEWED_MAX) return;
    }
  }

  /** Each member checks the members, and the root node also checks the witnesses. */
  #isRenewalDue(name: RegisterName, { members, previous }: RegisterState): boolean {
    if (!members.some((node) => this.#view.isSelf(node))) return false;
    const view = this.#view.members(name);
    const isMoving = !(isSameSet(members, previous) && isSameSet(members, view));
    const isRoot = view[0] !== undefined && this.#view.isSelf(view[0]);
    return isMoving || (isRoot && !this.#witnesses.areInformed(name));
  }
}

/** The outcome when there is no such register. Null when the request creates it. */
function outcomeWithout(request: RootRequest): RegisterAnswer | null {
  if (request.kind !== "set") return { kind: "value", version: 0, value: null };
  return request.expected === 0 ? null : { kind: "conflict", version: 0, value: null };
}
