/** Both implementations of Network: TLS links between sockets of this machine, and the simulated network. */
import { expect } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair, networkIdOf } from "../../runtime/base/identity.ts";
import { PacketNetwork } from "../../runtime/overlay/packet-network.ts";
import { seededRandom } from "../../runtime/simulator/random.ts";
import { SimulatedHandle, SimulatedNetwork } from "../../runtime/simulator/simulated-network.ts";
import { VirtualClock } from "../../runtime/simulator/virtual-clock.ts";
import { systemClock } from "../../runtime/transport/system.ts";
import { listenTls } from "../../runtime/transport/tls-network.ts";
import { testNetworkCompliance } from "./network-compliance.ts";

const NETWORK_ID = networkIdOf("test");
const STEP_MS = 100;
const STEPS_MAX = 1_000;

testNetworkCompliance("TlsNetwork", () => ({
  add: async () => {
    const options = { identity: generateKeyPair(), networkId: NETWORK_ID, host: "127.0.0.1", port: 0 };
    const links = await listenTls({ ...options, clock: systemClock });
    return { handle: links.self, network: new PacketNetwork(links), end: () => links.close() };
  },
  until: (condition) => expect.poll(condition, { timeout: 20_000, interval: 5 }).toBe(true),
}));

testNetworkCompliance("SimulatedNetwork", () => {
  const clock = new VirtualClock();
  const faults = { lossRate: 0, duplicateRate: 0, meanDelayMs: 50 };
  const network = new SimulatedNetwork(clock, seededRandom(1), faults);
  let count = 0;
  return {
    add: async () => {
      const number = count++;
      const handle = new SimulatedHandle(Id.hashOf(`node ${number}`), `node-${number}:1`);
      return { handle, network: network.attach(handle), end: () => network.kill(handle) };
    },
    until: async (condition) => {
      for (let step = 0; step < STEPS_MAX && !condition(); step++) {
        const untilMs = clock.now() + STEP_MS;
        while (clock.step(untilMs));
        clock.advanceTo(untilMs);
      }
      expect(condition()).toBe(true);
    },
  };
});
