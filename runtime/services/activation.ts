/**
 * Brings services into a state where they run: fetches the code of those that are new here, wakes those that
 * sleep. Messages for the service wait meanwhile, within bounds.
 */
import type { Clock } from "../base/environment.ts";
import { hexOf } from "../base/hex.ts";
import type { Id } from "../base/id.ts";
import type { NodeHandle } from "../base/node-handle.ts";
import type { Installer } from "../deployment/installer.ts";
import type { FetchOutcome, Package } from "../deployment/package.ts";
import type { Policy } from "../deployment/policy.ts";
import type { InstallOutcome, Runner } from "../sandbox/contract.ts";
import { Quota } from "../sandbox/queue/quota.ts";
import { ServiceQueue } from "../sandbox/queue/service-queue.ts";
import type { LocalStore } from "../storage/local/local-store.ts";
import { type Eviction, REFUSED_MS } from "./eviction.ts";
import { HostedService, installedOf, type ServiceContext } from "./hosted-service.ts";
import { installRequest, storeSpace } from "./install-request.ts";
import type { NeighbourSnapshots } from "./neighbour-snapshots.ts";
import { PendingBytes, PendingMessages } from "./pending-messages.ts";
import type { RegistryEntry, ServiceRegistry } from "./registry.ts";
import type { RunnerAllocator } from "./runner-allocator.ts";
import type { Asleep, Running, ServiceTable, Starting } from "./service-table.ts";
import type { StartRefusal, UnknownServices } from "./unknown-services.ts";
import type { Upgrader } from "./upgrader.ts";
import { WakeQueue } from "./wake-queue.ts";

/**
 * After a refusal for one of these reasons the service is removed from the registry: a restart would not
 * help.
 */
const LASTING: ReadonlySet<string> = new Set(["none", "policy", "capability", "gate", "revoked"]);
/** Maximum number of starts of a service when its cell dies during the start. */
const START_ATTEMPTS = 3;
/**
 * Delay, in milliseconds, between a start with the version of the previous hop and the check for a newer
 * version in the overlay: the waiting messages are served first.
 */
const CHECK_DELAY_MS = 200;
/**
 * The cost for the node of reading a service's store and writing it to a cell, measured with entries of 1
 * KiB.
 */
const STORE_MS_PER_BYTE = 8 / 1024 ** 2;
/** How long a service waits for room among those awake, and the period of its attempts, in milliseconds. */
const ROOM_MS = 2_000;
const ROOM_POLL_MS = 25;
/** How long a service that found no room is not tried again, in milliseconds. */
const BUSY_MS = 1_000;

const NO_ROOM: StartRefusal = {
  reason: "busy",
  detail: "as many services are awake as this node allows, and all are busy; try again",
};

interface ActivationParts {
  readonly table: ServiceTable;
  readonly registry: ServiceRegistry;
  readonly unknown: UnknownServices;
  readonly allocator: RunnerAllocator;
  readonly eviction: Eviction;
  readonly upgrader: Upgrader;
  readonly neighbours: NeighbourSnapshots;
  readonly installer: Installer;
  readonly store: LocalStore;
  readonly clock: Clock;
  readonly policy: () => Policy;
  readonly context: ServiceContext;
}

export class Activation {
  readonly #parts: ActivationParts;
  readonly #pendingBytes = new PendingBytes();
  readonly #wakes: WakeQueue;
  #isClosed = false;

  constructor(parts: ActivationParts) {
    this.#parts = parts;
    this.#wakes = new WakeQueue(parts.clock);
  }

  close(): void {
    this.#isClosed = true;
    this.#wakes.close();
  }

  /**
   * The state of a service that should run; starts it if necessary. Null when the service was refused lately.
   * `previous`: the node that its message came from, which may have the code.
   */
  begin(service: Id, previous: NodeHandle | null): Running | Starting | null {
    const { table, unknown, installer, context } = this.#parts;
    const slot = table.get(service);
    if (slot?.state === "asleep")
      return this.#starting(service, "waking", slot.installed, (pending) =>
        this.#wake(service, slot, pending),
      );
    if (slot !== null) return slot;
    if (unknown.refusalOf(service) !== null) return null;
    const near = previous === null || previous.id.equals(context.overlay.self.id) ? null : previous;
    return this.#starting(service, "fetching", null, async (pending) =>
      this.#fetched(service, await installer.begin(service, near), pending),
    );
  }

  #starting(
    service: Id,
    state: Starting["state"],
    installed: RegistryEntry | null,
    start: (pending: PendingMessages) => Promise<void>,
  ): Starting {
    const { table, unknown } = this.#parts;
    const pending = new PendingMessages(this.#pendingBytes);
    // Later than the table entry below: a start may end at once, and then replaces that entry.
    const done = Promise.resolve().then(() => start(pending));
    const starting: Starting = { state, pending, done, installed };
    unknown.forget(service);
    table.put(service, starting);
    return starting;
  }

  /** Starts the fetched version. If it does not start, starts the version that was here before it. */
  async #fetched(service: Id, outcome: FetchOutcome, pending: PendingMessages): Promise<void> {
    if (this.#isClosed) return pending.release(null);
    const hosted = outcome.ok ? await this.#start(outcome.package) : outcome;
    if (hosted instanceof HostedService) return this.#run(service, hosted, pending);
    return this.#fallBack(service, hosted, pending);
  }

  /**
   * Wakes the version on this node's disk, without asking the overlay. If that version may not run any more,
   * the service is fetched as if it had never been here.
   */
  async #wake(service: Id, asleep: Asleep, pending: PendingMessages): Promise<void> {
    if (this.#isClosed) return pending.release(null);
    const { table, installer, store, neighbours } = this.#parts;
    const outcome = await this.#wakes.take(
      asleep.installed.rootId,
      () => installer.load(service),
      () => STORE_MS_PER_BYTE * store.bytesUsed(storeSpace(service)),
    );
    if (this.#isClosed) return pending.release(null);
    if (outcome === null || !outcome.ok)
      return this.#fetched(service, await installer.begin(service), pending);
    const what = outcome.package;
    const before = asleep.hosted;
    const isSame = before !== null && before.package.manifest.version === what.manifest.version;
    const hosted = await (isSame ? this.#startAgain(before, what) : this.#start(what));
    if (hosted instanceof HostedService) {
      if (asleep.neighbours !== null) neighbours.replay(hosted, asleep.neighbours);
      this.#run(service, hosted, pending, asleep.checkedMs);
    } else if (hosted.reason === "busy" || hosted.reason === "totals") {
      table.put(service, asleep);
      pending.release(null);
    } else await this.#fallBack(service, hosted, pending, asleep.checkedMs);
  }

  /** After a failed start: the version before the newest on this node's disk, or a refusal. */
  async #fallBack(
    service: Id,
    refusal: StartRefusal,
    pending: PendingMessages,
    checkedMs = this.#parts.clock.now(),
  ): Promise<void> {
    const before = await this.#startBefore(service, refusal);
    if (before === null) this.#refuse(service, refusal, pending);
    else this.#run(service, before, pending, checkedMs);
  }

  async #startBefore(service: Id, { reason, detail }: StartRefusal): Promise<HostedService | null> {
    if (reason !== "start" || this.#isClosed) return null;
    const before = await this.#parts.installer.revert(service);
    const hosted = before?.ok ? await this.#start(before.package) : null;
    if (!(hosted instanceof HostedService)) return null;
    const fields = { service: service.short, version: hosted.package.manifest.version, reason, detail };
    this.#parts.context.log.warn(fields, "a newer version does not start; the old version stays");
    return hosted;
  }

  #run(
    service: Id,
    hosted: HostedService,
    pending: PendingMessages,
    checkedMs = this.#parts.clock.now(),
  ): void {
    const { table, registry, allocator, eviction, installer, context } = this.#parts;
    if (this.#isClosed || !this.#hasPlaceFor(service)) {
      hosted.stop();
      allocator.release(hosted.package);
      if (this.#isClosed) return pending.release(null);
      const detail = "this node has as many services as it can keep, and none of them sleeps";
      return this.#refuse(service, { reason: "overloaded", detail }, pending);
    }
    const running = this.#running(service, hosted, checkedMs);
    table.put(service, running);
    registry.put(service, installedOf(hosted)).catch((error: Error) => {
      // The service runs all the same; after a restart it is fetched again.
      context.log.warn(
        { service: service.short, detail: error.message },
        "a service could not be registered",
      );
    });
    eviction.startSweeps();
    // A revocation may have arrived during the start: the service ends before it gets a message.
    const refusal = installer.refusalNow(hosted.package);
    if (refusal !== null) {
      eviction.expel(running, refusal);
      return pending.release(null);
    }
    pending.release(hosted);
    void installer.commit(service);
    this.#checkVersionOfPreviousHop(running);
  }

  #running(service: Id, hosted: HostedService, checkedMs: number): Running {
    return {
      state: "running",
      id: service,
      hosted,
      publisher: hexOf(hosted.package.manifest.rootId),
      checkedMs,
      renewalMs: Number.NEGATIVE_INFINITY,
      usedMs: this.#parts.clock.now(),
      isIdle: () => hosted.isIdle,
      isQuiet: () => hosted.isQuiet,
    };
  }

  /** The version of the previous hop may be old: checks for a newer one. */
  #checkVersionOfPreviousHop(running: Running): void {
    const { upgrader, clock } = this.#parts;
    const { isNewest, codeFrom } = running.hosted.package;
    if (!isNewest && codeFrom !== "local") clock.after(CHECK_DELAY_MS, () => upgrader.check(running));
  }

  #refuse(service: Id, refusal: StartRefusal, pending: PendingMessages): void {
    const { table, registry, unknown, context } = this.#parts;
    const { reason, detail } = refusal;
    context.log.warn({ service: service.short, reason, detail }, "service refused");
    table.remove(service);
    if (LASTING.has(reason)) void registry.remove(service).catch(() => {});
    unknown.refuse(service, refusal, reason === "busy" ? BUSY_MS : REFUSED_MS);
    pending.release(null);
  }

  /**
   * Whether the table has a place for the service, perhaps after the service that has slept longest is
   * removed.
   */
  #hasPlaceFor(service: Id): boolean {
    const { table, registry } = this.#parts;
    if (!table.isOverfull) return true;
    const removed = table.removeLongestAsleep(service);
    if (removed === null) return false;
    void registry.remove(removed).catch(() => {});
    return true;
  }

  /** The running service, or why it does not start. */
  async #start(what: Package): Promise<HostedService | StartRefusal> {
    const { store, clock, allocator, policy, context } = this.#parts;
    const { manifest } = what;
    const runner = await this.#runner(what);
    if ("reason" in runner) return runner;
    const now = () => clock.now();
    const quota = new Quota(policy().rates, what.limits, now);
    const hosted = new HostedService(what, context, quota, policy().creditMax);
    const queue = new ServiceQueue({
      runner,
      store,
      space: storeSpace(what.serviceId),
      install: installRequest(context, what, 1n),
      onEffects: (effects, event) => hosted.carryOut(effects, event),
      now,
      mayAct: async () => (await what.remembered)?.detail ?? null,
      pace: { quota, after: (delayMs, callback) => clock.after(delayMs, callback) },
    });
    const outcome = await unlessLost(() => queue.start());
    if (!outcome.ok || !outcome.init.ok) {
      allocator.release(what);
      return (await what.remembered) ?? startRefusal(outcome);
    }
    hosted.attach(queue, outcome.exports);
    const { name, version } = manifest;
    context.log.info({ service: name, version, from: what.codeFrom }, "service running");
    return hosted;
  }

  /** As `#start`, for a service that slept: its counters continue. */
  async #startAgain(hosted: HostedService, what: Package): Promise<HostedService | StartRefusal> {
    const { allocator, context } = this.#parts;
    const runner = await this.#runner(what);
    if ("reason" in runner) return runner;
    const outcome = await unlessLost(() =>
      hosted.wake(what, runner, installRequest(context, what, hosted.tokensAfter)),
    );
    if (outcome.ok && outcome.init.ok) return hosted;
    allocator.release(what);
    return startRefusal(outcome);
  }

  /** Resolves to the runner for the service, once there is room; `allocator.release` releases it. */
  async #runner(what: Package): Promise<Runner | StartRefusal> {
    const { allocator, eviction, clock } = this.#parts;
    const refusal = allocator.grant(what);
    if (refusal !== null) return refusal;
    const publisher = hexOf(what.manifest.rootId);
    const sinceMs = clock.now();
    for (;;) {
      const waitedMs = clock.now() - sinceMs;
      if (eviction.hasRoom(waitedMs, publisher)) return allocator.enter(what);
      if (this.#isClosed || waitedMs >= ROOM_MS) {
        allocator.revoke(what);
        return NO_ROOM;
      }
      await new Promise<void>((resolve) => void clock.after(ROOM_POLL_MS, resolve));
    }
  }
}

/**
 * Another service may kill the cell that both share. That must not keep this one from starting: the next cell
 * may last.
 */
async function unlessLost(start: () => Promise<InstallOutcome>): Promise<InstallOutcome> {
  let outcome = await start();
  for (let attempt = 1; attempt < START_ATTEMPTS && !outcome.ok && outcome.fault === "lost"; attempt++)
    outcome = await start();
  return outcome;
}

function startRefusal(outcome: InstallOutcome): StartRefusal {
  const failed = outcome.ok ? outcome.init : outcome;
  return { reason: "start", detail: failed.ok ? "" : `${failed.fault}: ${failed.detail}` };
}
