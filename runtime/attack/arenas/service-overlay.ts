/**
 * A simulated overlay of nodes that all run one service inline, for attacks with messages. Nothing is
 * published.
 */
import { CAPABILITIES } from "../../../abi/imports.ts";
import { Id } from "../../base/id.ts";
import { silentLog } from "../../base/log.ts";
import type { Manifest } from "../../deployment/manifest.ts";
import type { Package } from "../../deployment/package.ts";
import { LIMITS_DEFAULT, type ServiceLimits } from "../../sandbox/contract.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { InlineRunner } from "../../sandbox/inline/inline-runner.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { Quota, RATES_DEFAULT, type ServiceRates } from "../../sandbox/queue/quota.ts";
import { ServiceQueue } from "../../sandbox/queue/service-queue.ts";
import { HostedService } from "../../services/hosted-service.ts";
import { KnownNodes } from "../../services/known-nodes.ts";
import { createSimulation, type SimulatedNode, type Simulation } from "../../simulator/simulation.ts";
import { MemoryStore } from "../../storage/local/memory.ts";
import { createReplicatedStorage } from "../../storage/replication/replicated-storage.ts";

interface ServiceOverlayOptions {
  readonly nodes: number;
  readonly rates?: Partial<ServiceRates>;
  readonly limits?: Partial<ServiceLimits>;
  readonly creditMax?: number;
}

export interface ServiceOverlay {
  readonly simulation: Simulation;
  readonly service: Id;
  readonly hosted: readonly HostedService[];
  /** Number of events of the service, on all nodes together. */
  upcalls(): number;
  /** Number of messages dropped for this cause, on all nodes together. */
  drops(cause: keyof HostedService["traffic"]["drops"]): number;
  /** Lets virtual time pass. */
  pass(ms: number): Promise<void>;
}

const SERVICE = Id.hashOf("a service under attack");
/** An event may use all of the credit that a message carries. */
const CREDIT_ALL = 0xffff;

export async function startServiceOverlay(
  module: Uint8Array,
  options: ServiceOverlayOptions,
): Promise<ServiceOverlay> {
  const limits = { ...LIMITS_DEFAULT, ...options.limits };
  const gated = gate(module);
  if (!gated.ok) throw new Error(`the gate refuses the attack's module: ${gated.detail}`);
  const ready = rewrite(gated.module, { memoryPages: limits.memoryPages });
  const hosted: HostedService[] = [];
  const started: Promise<void>[] = [];
  const simulation = createSimulation({
    nodes: options.nodes,
    seed: 5,
    meanDelayMs: 5,
    onNode: (node) => started.push(host(node, ready, limits, options, hosted)),
  });
  simulation.run(2_000);
  await simulation.settle(Promise.all(started));
  const traffic = () => hosted.map((one) => one.traffic);
  return {
    simulation,
    service: SERVICE,
    hosted,
    upcalls: () => hosted.reduce((sum, { queue }) => sum + (queue?.usage.upcalls ?? 0), 0),
    drops: (cause) => traffic().reduce((sum, { drops }) => sum + drops[cause], 0),
    pass: (ms) => simulation.runAsync(ms),
  };
}

async function host(
  { overlay, clock, random, index }: SimulatedNode,
  module: Uint8Array,
  limits: ServiceLimits,
  { rates, creditMax = CREDIT_ALL }: ServiceOverlayOptions,
  hosted: HostedService[],
): Promise<void> {
  const store = new MemoryStore();
  const wallClock = () => 1_700_000_000_000 + Math.round(clock.now());
  const nodes = new KnownNodes(overlay);
  const around = {
    overlay,
    storage: createReplicatedStorage({ overlay, store, clock, random, wallClock }),
    nodes,
    clock,
    random,
    wallClock,
    log: silentLog,
    emit: () => {},
  };
  const now = () => clock.now();
  const quota = new Quota({ ...RATES_DEFAULT, ...rates }, limits, now);
  const one = new HostedService(packageOf(module, limits), around, quota, creditMax);
  hosted[index] = one;
  overlay.onChange(() => nodes.refresh());
  overlay.register(null, {
    forward: (message, next) => (one.hasForward && one.forward(message, next) ? "taken" : "continue"),
    deliver: (message) => one.deliver(message),
    direct: (from, requestId, payload, _service, credit, serviceVersion) =>
      one.direct({ from, requestId, payload, credit, serviceVersion }),
    update: () => {},
  });
  const inbox = new ServiceQueue({
    runner: new InlineRunner(),
    store,
    space: "service",
    install: {
      serviceId: SERVICE.bytes,
      nodeId: overlay.self.id.bytes,
      module,
      capabilities: CAPABILITIES,
      limits,
      nowMs: wallClock(),
      seed: BigInt(index),
      firstToken: 1n,
    },
    onEffects: (effects, event) => one.carryOut(effects, event),
    now,
    pace: { quota, after: (delayMs, callback) => clock.after(delayMs, callback) },
  });
  const outcome = await inbox.start();
  if (!outcome.ok)
    throw new Error(`the attack's service does not start: ${outcome.fault}: ${outcome.detail}`);
  one.attach(inbox, outcome.exports);
}

/** A package as if it had been fetched. No part of this overlay checks its publisher. */
function packageOf(module: Uint8Array, limits: ServiceLimits): Package {
  const manifest: Manifest = {
    rootId: new Uint8Array(32),
    name: "attack",
    version: 1,
    label: "",
    codeHash: new Uint8Array(32),
    codeBytes: module.length,
    chunkHashes: [],
    previousHash: new Uint8Array(0),
    merkleRoot: new Uint8Array(32),
    sectionHash: new Uint8Array(32),
    abiVersion: 1,
    abiMinor: 0,
    gateProfile: "",
    meteringSchedule: 0,
    capabilities: CAPABILITIES,
    limits,
    notBeforeMs: 0,
    expiresMs: 0,
    storageSchema: 0,
    delegationHashes: [],
    exportsHash: new Uint8Array(0),
    build: null,
    minRuntime: "",
  };
  return {
    serviceId: SERVICE,
    manifest,
    module,
    limits,
    codeHash: "",
    codeFrom: "local",
    exports: [],
    isNewest: true,
    remembered: Promise.resolve(null),
    authorization: {
      manifest,
      signers: [],
      serials: [],
      rootVersion: 1,
      notBeforeMs: 0,
      expiresMs: Number.MAX_SAFE_INTEGER,
    },
  };
}
