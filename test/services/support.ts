/** A whole overlay on virtual time: overlay, storage, deployment, services; only clock, network and disk are simulated. */

import type { Id } from "../../runtime/base/id.ts";
import { generateKeyPair, type KeyPair, networkIdOf } from "../../runtime/base/identity.ts";
import { silentLog } from "../../runtime/base/log.ts";
import { LocalControl } from "../../runtime/control/node-control.ts";
import { Trials } from "../../runtime/control/trials.ts";
import { createDeployment, type Deployment } from "../../runtime/deployment/deployment.ts";
import { deploymentKinds, type OnEquivocation } from "../../runtime/deployment/kinds.ts";
import { type ManifestInput, makeManifest, serviceOf } from "../../runtime/deployment/manifest.ts";
import { Placement } from "../../runtime/deployment/placement.ts";
import { POLICY_DEFAULT, type Policy } from "../../runtime/deployment/policy.ts";
import { signPublication } from "../../runtime/deployment/publication.ts";
import { publish } from "../../runtime/deployment/publisher.ts";
import { soleRootId } from "../../runtime/deployment/root.ts";
import { Tracer } from "../../runtime/overlay/trace.ts";
import { Traffic } from "../../runtime/overlay/traffic.ts";
import { Quarantine } from "../../runtime/sandbox/cell/quarantine.ts";
import { inspectModule } from "../../runtime/sandbox/gate/inspect.ts";
import { InlineRunner } from "../../runtime/sandbox/inline/inline-runner.ts";
import { Recorder } from "../../runtime/sandbox/recording/recorder.ts";
import { Cells } from "../../runtime/services/cells.ts";
import type { HibernationOptions } from "../../runtime/services/hibernation.ts";
import { ServiceHost, viewOf } from "../../runtime/services/service-host.ts";
import { serviceRules } from "../../runtime/services/service-rules.ts";
import { createSimulation, type SimulatedNode, type Simulation } from "../../runtime/simulator/simulation.ts";
import { defineForms } from "../../runtime/storage/kinds/index.ts";
import type { LocalStore } from "../../runtime/storage/local/local-store.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";
import type { ReplicatedStorage } from "../../runtime/storage/record.ts";
import { createRegisters } from "../../runtime/storage/registers/service.ts";
import { createReplicatedStorage } from "../../runtime/storage/replication/replicated-storage.ts";

export const NETWORK = networkIdOf("test");

export interface WholeNode {
  readonly simulated: SimulatedNode;
  readonly store: LocalStore;
  readonly storage: ReplicatedStorage;
  readonly deployment: Deployment;
  setPolicy(policy: Policy): void;
  readonly cells: Cells;
  readonly quarantine: Quarantine;
  readonly host: ServiceHost;
  readonly control: LocalControl;
}

export interface WholeOverlay {
  readonly simulation: Simulation;
  readonly nodes: WholeNode[];
  /** All wall clocks are so much further, and nothing else has happened meanwhile. */
  skip(ms: number): void;
  /** Ends a node without a farewell, and starts it again, by the policy, with the same id and disk; returns it when it has joined. `isDown`: it has ended already. */
  restart(index: number, policy?: Policy, isDown?: boolean): Promise<WholeNode>;
  /** Publishes through the first node; returns the service's id. */
  publish(
    module: Uint8Array,
    options?: { pair?: KeyPair; name?: string; version?: number } & Partial<ManifestInput>,
  ): Promise<Id>;
  /** Sends from a node and waits for the answer. */
  ask(
    from: WholeNode,
    service: Id,
    key: Id,
    payload: Uint8Array | string,
  ): Promise<{ text: string; payload: Uint8Array; hops: number; from: string }>;
}

export function startWhole(
  count: number,
  seed: number,
  policyOf: (index: number) => Policy = () => POLICY_DEFAULT,
  hibernation: Partial<HibernationOptions> = {},
  { republishMs, ...faults }: { readonly lossRate?: number; readonly republishMs?: number } = {},
): WholeOverlay {
  const nodes: WholeNode[] = [];
  const time: Time = { skippedMs: 0, republishMs };
  let makeNode = (simulated: SimulatedNode) =>
    wholeNode(simulated, policyOf(simulated.index), hibernation, new MemoryStore(), time);
  const simulation = createSimulation({
    nodes: count,
    seed,
    meanDelayMs: 5,
    ...faults,
    onNode: (simulated) => {
      nodes[simulated.index] = makeNode(simulated);
    },
  });
  simulation.run(2_000);
  return {
    simulation,
    nodes,
    skip: (ms) => {
      time.skippedMs += ms;
    },
    restart: async (index, policy = POLICY_DEFAULT, isDown = false) => {
      const { simulated, store } = nodes[index];
      if (!isDown) simulation.crash(index);
      makeNode = (again) => wholeNode(again, policy, hibernation, store, time);
      const again = simulation.add(simulated.handle.id);
      for (let i = 0; again.overlay.status !== "active" && i < 100; i++) await simulation.runAsync(100);
      return nodes[again.index];
    },
    publish: async (module, { pair = generateKeyPair(), name = "test", version = 1, ...terms } = {}) => {
      const { capabilities } = inspectModule(module);
      const manifest = makeManifest({
        rootId: soleRootId(pair.publicKey),
        name,
        version,
        capabilities,
        module,
        createdMs: 1_700_000_000_000,
        ...terms,
      });
      const manifestEnvelope = signPublication(pair, NETWORK, manifest);
      const { storage, simulated } = nodes[0];
      await simulation.settle(
        publish({
          storage,
          networkId: NETWORK,
          module,
          manifestEnvelope,
          onProgress: () => {},
          clock: simulated.clock,
        }),
      );
      return serviceOf(manifest);
    },
    ask: async ({ control }, service, key, payload) => {
      const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
      const reply = await simulation.settle(
        control.send({ service, key, payload: bytes, timeoutMs: 30_000 }),
      );
      return { ...reply, text: new TextDecoder().decode(reply.payload) };
    },
  };
}

interface Time {
  skippedMs: number;
  readonly republishMs: number | undefined;
}

function wholeNode(
  simulated: SimulatedNode,
  policy: Policy,
  hibernation: Partial<HibernationOptions>,
  store: LocalStore,
  time: Time,
): WholeNode {
  const { overlay, clock, random } = simulated;
  const wallClock = () => 1_700_000_000_000 + time.skippedMs + Math.round(clock.now());
  const storage = createReplicatedStorage({ overlay, store, clock, random, wallClock });
  const registers = createRegisters({ overlay, store, clock, random });
  const onEquivocation: OnEquivocation = (serviceId, held, other) =>
    void installer.noteEquivocation(serviceId, other, held);
  for (const kind of deploymentKinds(NETWORK, onEquivocation)) storage.define(kind);
  defineForms(
    storage,
    NETWORK,
    serviceRules(() => host),
  );
  const live = { policy };
  const deployment = createDeployment({
    overlay,
    storage,
    store,
    networkId: NETWORK,
    get policy() {
      return live.policy;
    },
    clock,
    random,
    wallClock,
    onRevocation: () => host.reconsider(),
    installedServices: () => host.residents(),
    ...(time.republishMs === undefined ? {} : { republishMs: time.republishMs }),
  });
  const { installer, publishers, revocations } = deployment;
  const cells = new Cells({ clock, make: () => new Recorder(new InlineRunner()) });
  const quarantine = new Quarantine(() => clock.now());
  const host: ServiceHost = new ServiceHost({
    overlay,
    quarantine,
    storage,
    registers,
    store,
    installer,
    cells,
    clock,
    random,
    wallClock,
    log: silentLog,
    get policy() {
      return live.policy;
    },
    hibernation,
  });
  const trials = new Trials({ makeRunner: () => new InlineRunner(), policy, view: () => viewOf(overlay) });
  return {
    simulated,
    store,
    storage,
    deployment,
    setPolicy: (next) => {
      live.policy = next;
      host.reconsider();
    },
    cells,
    quarantine,
    host,
    control: new LocalControl({
      overlay,
      registers,
      storage,
      host,
      cells,
      networkId: NETWORK,
      isolation: { level: "none", parts: [] },
      installer,
      replicaCounter: deployment.replicaCounter,
      reader: deployment.quorumReader,
      // Its requests are nobody's: simulated nodes have ids that belong to no key.
      placement: new Placement({
        overlay,
        networkId: NETWORK,
        identity: generateKeyPair(),
        clock,
        random,
        wallClock,
        policy: policy.deploy,
        ensure: (service) => host.deploy(service),
      }),
      publishers,
      revocations,
      policy: () => live.policy,
      wallClock,
      trials,
      tracer: new Tracer(overlay, clock),
      traffic: new Traffic(overlay.counters, clock),
    }),
  };
}
