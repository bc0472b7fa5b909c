/** A revocation among twelve real nodes, by the real clock, until no node runs the revoked service. */
import { expect, test, vi } from "vitest";
import { countingService } from "../../runtime/attack/kit/modules.ts";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { publishModule } from "../../runtime/control/publish-module.ts";
import { rootIdOfPublisher, solePublisher } from "../../runtime/deployment/publication.ts";
import { nextRevocation, signWithdrawal } from "../../runtime/deployment/revocation.ts";
import { Cluster } from "./cluster.ts";

const NODES = 12;

test("after a revocation at one of twelve nodes none of them runs the service or starts it again", async () => {
  await using cluster = await Cluster.start({ nodes: NODES, delayMs: () => 20 });
  const [first, ...others] = cluster.nodes;
  const pair = generateKeyPair();
  const service = await publishModule(first.control, {
    module: countingService(),
    pair,
    name: "withdrawn",
    version: 1,
    capabilities: null,
  });
  const networkId = Id.fromHex((await first.control.status()).networkId);
  const everywhere = () => first.control.deploy({ service, target: { kind: "everywhere" } }, () => {});
  // On a busy machine a cell may start later than the timeout of a deployment.
  await vi.waitFor(async () => expect((await everywhere()).running).toBe(NODES), { timeout: 150_000 });

  const publisher = solePublisher(pair, networkId);
  const rootId = rootIdOfPublisher(publisher);
  const more = { minimumVersions: [{ name: "withdrawn", version: 2 }] };
  const revocation = nextRevocation(rootId, null, more, { reason: "a test", issuedMs: Date.now() });
  const stateAt = async ({ control }: (typeof cluster.nodes)[number]) =>
    (await control.services()).find(({ serviceId }) => serviceId === service.hex)?.state;
  const beganMs = performance.now();
  const ended = cluster.nodes.map((node) =>
    vi.waitFor(
      async () => {
        expect(await stateAt(node)).not.toBe("running");
        return performance.now() - beganMs;
      },
      { timeout: 60_000, interval: 50 },
    ),
  );
  await others[4].control.revoke(rootId, signWithdrawal(publisher, networkId, revocation));
  const times = (await Promise.all(ended)).sort((a, b) => a - b);
  console.log(
    `${NODES} nodes, 20 ms one way: the first ended it after ${Math.round(times[0])} ms, ` +
      `the last after ${Math.round(times[NODES - 1])} ms (checked every 50 ms)`,
  );
  const again = await everywhere();
  expect(again.running).toBe(0);
  expect(again.causes.map(({ reason }) => reason)).toEqual(["revoked"]);
}, 300_000);
