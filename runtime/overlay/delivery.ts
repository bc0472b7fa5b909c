/**
 * Delivery at this node. It is closed while the node joins and after a pause of the process: what arrives
 * then is queued. Strict messages wait for the leases of the two adjacent nodes.
 */
import type { Clock } from "../base/environment.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { ApplicationRegistry } from "./application-registry.ts";
import type { Counters } from "./counters.ts";
import type { Recent } from "./recent.ts";
import type { Transit } from "./transit.ts";

/** Maximum number of queued actions, and also of messages that wait for leases. */
const QUEUE_MAX = 1_024;
/** How long a strict message waits at its root for leases, in milliseconds. */
const STRICT_MS = 20_000;

interface DeliveryEvents {
  /** Whether this node may deliver a strict message for the key now. Requests missing leases. */
  mayDeliverStrict(key: Id): boolean;
  /** Routes a message again after its wait for leases: its key may belong to another node by now. */
  proceed(message: Transit): void;
  /** Refuses a request, since no application here handles its service. */
  refuse(to: NodeHandle, requestId: number): void;
}

export class Delivery {
  readonly #clock: Clock;
  readonly #counters: Counters;
  readonly #applications: ApplicationRegistry;
  /** Ids of messages that this node has handled as their root. */
  readonly #delivered: Recent<string>;
  readonly #events: DeliveryEvents;
  #isOpen = false;
  #hasLeft = false;
  #queue: (() => void)[] = [];
  /** Strict messages, each with the end of its wait in ms of the clock. */
  #waiting: { readonly message: Transit; readonly untilMs: number }[] = [];

  constructor(
    clock: Clock,
    counters: Counters,
    applications: ApplicationRegistry,
    delivered: Recent<string>,
    events: DeliveryEvents,
  ) {
    this.#clock = clock;
    this.#counters = counters;
    this.#applications = applications;
    this.#delivered = delivered;
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** This node has left the overlay: nothing is sent or handled any longer. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  get entryCounts(): Readonly<Record<string, number>> {
    return { queued: this.#queue.length, waitForLease: this.#waiting.length };
  }

  open(): void {
    this.#isOpen = true;
  }

  close(): void {
    this.#isOpen = false;
  }

  leave(): void {
    this.#isOpen = false;
    this.#hasLeft = true;
    this.#queue = [];
    this.#waiting = [];
  }

  runQueued(): void {
    for (const run of this.#queue.splice(0)) run();
  }

  /** Runs at once if delivery is open, else queues. */
  whenOpen(run: () => void): void {
    if (this.#isOpen) run();
    else if (this.#queue.length < QUEUE_MAX) this.#queue.push(run);
    else this.#counters.dropped++;
  }

  deliver(message: Transit): void {
    this.#delivered.add(message.name);
    if (message.mode === "strict" && !this.#events.mayDeliverStrict(message.key)) {
      this.#awaitLeases(message);
      return;
    }
    this.#counters.delivered++;
    const application = this.#applications.of(message.service);
    if (application !== null) application.deliver(message);
    else if (message.requestId !== 0) this.#events.refuse(message.origin, message.requestId);
  }

  /** A lease was granted. */
  leaseGranted(): void {
    if (!this.#isOpen) return;
    for (const { message } of this.#waiting.splice(0)) this.#events.proceed(message);
  }

  #awaitLeases(message: Transit): void {
    const now = this.#clock.now();
    this.#waiting = this.#waiting.filter(({ untilMs }) => untilMs > now);
    if (this.#waiting.length >= QUEUE_MAX) this.#counters.dropped++;
    else this.#waiting.push({ message, untilMs: now + STRICT_MS });
  }
}
