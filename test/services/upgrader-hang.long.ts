/**
 * A new version that hangs while it starts, in a real cell of a real node. Fuel would end every loop long
 * before the watchdog; here the fuel limit is lifted, as if metering had failed, so that only the watchdog's
 * ten seconds are left.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { silentLog } from "../../runtime/base/log.ts";
import { ControlClient } from "../../runtime/control/client.ts";
import { publishModule } from "../../runtime/control/publish-module.ts";
import { loadConfig } from "../../runtime/node/config.ts";
import { startNode } from "../../runtime/node/node.ts";
import { LIMITS_DEFAULT } from "../../runtime/sandbox/contract.ts";
import { inStore } from "./upgrade-modules.ts";

const { UNBOUNDED } = vi.hoisted(() => ({ UNBOUNDED: 1e15 }));
vi.mock("../../runtime/deployment/limits.ts", async (original) => {
  const limits = await original<typeof import("../../runtime/deployment/limits.ts")>();
  return {
    ...limits,
    LIMITS_MAX: { ...limits.LIMITS_MAX, fuelPerEvent: UNBOUNDED },
    // The policy reads the limit of the manifest.
    limitFault: () => null,
  };
});

test("is killed by the watchdog; the old version keeps running, and prost versions says why", async () => {
  const folder = await mkdtemp(join(tmpdir(), "prost-hangs-"));
  const config = loadConfig(null, { data: folder, listen: "127.0.0.1:0", log: "silent" });
  const policy = {
    ...config.policy,
    consent: false,
    limits: { ...config.policy.limits, fuelPerEvent: UNBOUNDED },
    rates: { ...config.policy.rates, fuelPerSecond: UNBOUNDED },
  };
  const node = await startNode({ ...config, policy }, silentLog);
  const client = new ControlClient(node.socket);
  try {
    const pair = generateKeyPair();
    const publishAs = (version: number, module: Uint8Array, limits = LIMITS_DEFAULT) =>
      publishModule(client, { module, pair, name: "hangs", version, capabilities: null, limits });
    const count = () =>
      new Promise((resolve) => {
        node.overlay.request(
          service,
          Id.hashOf("key"),
          Uint8Array.of(1, 2, 3, 4),
          { timeoutMs: 60_000 },
          (response) => resolve(response.ok ? response.payload[0] : response.reason),
        );
      });
    const service = await publishAs(1, inStore(1));
    expect(await count()).toBe(1);
    const [{ cellPid }] = await client.services();
    await publishAs(2, inStore(2, '(func (export "init") (loop $for_ever (br $for_ever)))'), {
      ...LIMITS_DEFAULT,
      fuelPerEvent: UNBOUNDED,
    });
    const began = performance.now();
    const deployed = client.deploy({ service, target: { kind: "everywhere" } }, () => {});
    // Sent while the new version hangs: the message waits, and the old version replies.
    await vi.waitFor(async () => expect((await client.services())[0].state).toBe("running"));
    const waiting = count();
    expect(await deployed).toMatchObject({
      running: 0,
      refusals: [{ reason: "upgrade", detail: expect.stringMatching(/version 2: .*(late|answer|time)/) }],
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`the watchdog ended it, and the old version continued, after ${seconds} s`);
    expect(await waiting).toBe(2);
    expect(await count()).toBe(3);
    const [now] = await client.services();
    expect(now).toMatchObject({ version: 1, state: "running", lastUpgrade: { ok: false, toVersion: 2 } });
    expect(now.detail).toMatch(/version 2 does not start/);
    console.log(now.detail);
    expect(now.cellPid).not.toBe(cellPid);
  } finally {
    client.close();
    await node.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 180_000);
