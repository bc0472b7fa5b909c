/**
 * Clients read and set a few registers while nodes join, crash, leave and pause, and while partitions and
 * disk faults are injected. Each client's operations are recorded as a history and checked.
 */
import { Id } from "../../../runtime/base/id.ts";
import { seededRandom } from "../../../runtime/simulator/random.ts";
import { createSimulation, type Simulation } from "../../../runtime/simulator/simulation.ts";
import type { LocalWrite } from "../../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../../runtime/storage/local/memory.ts";
import { REGISTERS_SPACE } from "../../../runtime/storage/registers/acceptor.ts";
import type { RegisterName } from "../../../runtime/storage/registers/register.ts";
import {
  createRegisters,
  type RegisterOutcome,
  type Registers,
} from "../../../runtime/storage/registers/service.ts";
import { BAD_DISKS, Disks } from "../disks.ts";
import {
  linearizability,
  lostWrites,
  type RegisterEvent,
  type RegisterOperation,
} from "./register-history.ts";

const NODES = 12;
const REGISTERS = 3;
const CLIENTS = 4;
/** Virtual milliseconds. */
const RUN_MS = 240_000;
/** Milliseconds without faults at the end, before each register is read. */
const REST_MS = 180_000;
/** The share of writes that the disk refuses. */
const DISK_FAULTS = 0.01;

interface RegisterRun {
  /** Wrong results, one sentence for each. */
  readonly violations: readonly string[];
  /** The number of registers with an undecided check: it reached its bound of steps. */
  readonly undecided: number;
  /** How many operations had each outcome. */
  readonly ended: ReadonlyMap<string, number>;
  /** The number of injected faults. */
  readonly faults: number;
  /** Of simulated disks: the batches that a crash interrupted, and the files that it damaged. */
  readonly cutShort: number;
  readonly damaged: number;
  /** Registers that cannot be read at the end: too many of their acceptors have left permanently. */
  readonly unavailable: number;
}

/** A disk that refuses some writes as a whole: nothing of them is stored. */
class FaultyStore extends MemoryStore {
  readonly #fails: () => boolean;

  constructor(fails: () => boolean) {
    super();
    this.#fails = fails;
  }

  override write(batch: readonly LocalWrite[]): Promise<void> {
    return this.#fails() ? Promise.reject(new Error("the disk refuses")) : super.write(batch);
  }
}

/**
 * `refusing`: disks refuse some writes. `crashing`: nodes restart on their disks without the writes that were
 * not yet synced; many nodes lose power at once; disks are also slow, full or damaged.
 */
export async function runRegisters(
  seed: number,
  how: "refusing" | "crashing" = "refusing",
): Promise<RegisterRun> {
  const random = seededRandom(seed ^ 0x51ed270b);
  const registers: Registers[] = [];
  let isFaulty = false;
  const disks = how === "crashing" ? new Disks(random, BAD_DISKS) : null;
  const simulation: Simulation = createSimulation({
    nodes: NODES,
    seed,
    lossRate: 0.01,
    duplicateRate: 0.01,
    onNode: ({ index, overlay, clock, random: nodeRandom }, virtual) => {
      const store =
        disks?.diskOf(index, virtual) ?? new FaultyStore(() => isFaulty && random.next() < DISK_FAULTS);
      registers[index] = createRegisters({ overlay, store, clock, random: nodeRandom });
    },
  });
  simulation.run(5_000);
  const names = Array.from({ length: REGISTERS }, (_, i) => ({
    scope: Id.hashOf("a service"),
    key: Id.hashOf(`register ${i} of ${seed}`),
  }));
  const histories = names.map((): RegisterOperation[] => []);
  const ended = new Map<string, number>();
  let faults = 0;

  const operate = async (client: string, at: number, expected: number | null, value: string) => {
    const fromMs = simulation.now;
    const node = simulation.pick(simulation.alive().filter(({ overlay }) => overlay.status === "active"));
    const outcome = await readOrSet(registers[node.index], names[at], expected, value);
    count(ended, `${expected === null ? "read" : "set"}: ${outcome.kind}`);
    const event = eventOf(outcome, expected, value);
    if (event !== null) histories[at].push({ client, fromMs, toMs: simulation.now, event });
    return outcome;
  };

  const untilMs = simulation.now + RUN_MS;
  const client = async (name: string) => {
    const versions = names.map(() => 0);
    for (let i = 0; simulation.now < untilMs; i++) {
      const at = Math.floor(random.next() * names.length);
      const expected = random.next() < 0.4 ? null : versions[at];
      const operation = operate(name, at, expected, `${name}'s ${i}`);
      // A client gets no reply if its node has crashed.
      const outcome = await Promise.race([operation, after(20_000)]);
      if (outcome === null) recordTimeout(name, at, expected, `${name}'s ${i}`);
      else if ("version" in outcome) versions[at] = outcome.version;
      await after(200 + 2_500 * random.next());
    }
  };
  const recordTimeout = (name: string, at: number, expected: number | null, value: string) => {
    count(ended, "no reply");
    if (expected === null) return;
    const event: RegisterEvent = { kind: "unknown", expected, value };
    histories[at].push({ client: name, fromMs: simulation.now - 20_001, toMs: simulation.now, event });
  };
  const after = (ms: number) =>
    new Promise<null>((resolve) => void simulation.clock.after(ms, () => resolve(null)));

  const injectFaults = async () => {
    while (simulation.now < untilMs) {
      await after(4_000 + 12_000 * random.next());
      const alive = simulation.alive().filter(({ overlay }) => overlay.status === "active");
      const { index, handle } = simulation.pick(alive);
      faults++;
      if (disks !== null && random.next() < 0.6) {
        const faultKinds = ["restart", "restart", "power failure", "full", "damaged entry"] as const;
        await disks.inject(
          simulation,
          faultKinds[Math.floor(random.next() * faultKinds.length)],
          REGISTERS_SPACE,
          after,
        );
        continue;
      }
      const which = random.next();
      if (which < 0.35 && alive.length > NODES - 4) {
        if (which < 0.15) simulation.crash(index);
        else simulation.kill(index);
      } else if (which < 0.6) simulation.add();
      else if (which < 0.8) {
        simulation.pause(index);
        await after(2_000 + 15_000 * random.next());
        simulation.resume(index);
      } else {
        // A partition: a random part of the nodes on one side, the others on the other side.
        const side = new Set(alive.filter(() => random.next() < 0.4).map((node) => node.handle.id.hex));
        side.add(handle.id.hex);
        simulation.network.cut((from, to) => side.has(from.id.hex) !== side.has(to.id.hex));
        await after(3_000 + 40_000 * random.next());
        simulation.network.heal();
      }
    }
    simulation.network.heal();
  };

  isFaulty = true;
  const all = [injectFaults(), ...Array.from({ length: CLIENTS }, (_, i) => client(`client ${i}`))];
  await simulation.settle(Promise.all(all), RUN_MS + 300_000);
  isFaulty = false;
  await simulation.runAsync(REST_MS);
  let unavailable = 0;
  for (const at of names.keys()) {
    const last = await simulation.settle(operate("the last reader", at, null, ""));
    if (!("version" in last)) unavailable++;
  }

  const violations = histories.flatMap((history, at) => {
    const result = linearizability(history);
    const lost = lostWrites(history).map((write) => `register ${at} lost ${write}`);
    return result === "no" ? [`register ${at} is not linearizable`, ...lost] : lost;
  });
  const undecided = histories.filter((history) => linearizability(history) === "undecided").length;
  return {
    violations,
    undecided,
    ended,
    faults,
    cutShort: disks?.cutShort ?? 0,
    damaged: disks?.damaged ?? 0,
    unavailable,
  };
}

function readOrSet(
  registers: Registers,
  name: RegisterName,
  expected: number | null,
  value: string,
): Promise<RegisterOutcome> {
  return expected === null
    ? registers.read(name)
    : registers.compareAndSet(name, expected, Buffer.from(value));
}

/** Null: the outcome tells nothing about the register. */
function eventOf(outcome: RegisterOutcome, expected: number | null, value: string): RegisterEvent | null {
  if (!("version" in outcome))
    return expected === null || outcome.kind === "overloaded" ? null : { kind: "unknown", expected, value };
  const seen = outcome.value === null ? null : Buffer.from(outcome.value).toString();
  if (expected === null) return { kind: "read", version: outcome.version, value: seen };
  return outcome.kind === "set"
    ? { kind: "set", expected, value }
    : { kind: "conflict", expected, version: outcome.version, value: seen };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
