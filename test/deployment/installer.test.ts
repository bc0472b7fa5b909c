import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { Installer, type InstallerParts } from "../../runtime/deployment/installer.ts";
import { chunkRecord, manifestRecord } from "../../runtime/deployment/kinds.ts";
import { CHUNK_BYTES } from "../../runtime/deployment/manifest.ts";
import { merkleRoot } from "../../runtime/deployment/merkle.ts";
import { POLICY_DEFAULT, policySchema } from "../../runtime/deployment/policy.ts";
import { signPublication } from "../../runtime/deployment/publication.ts";
import { gate } from "../../runtime/sandbox/gate/gate.ts";
import { rewrite } from "../../runtime/sandbox/instrument/rewrite.ts";
import { openLmdbStore } from "../../runtime/storage/local/lmdb.ts";
import { MemoryStore } from "../../runtime/storage/local/memory.ts";
import type { GetOutcome, RecordName } from "../../runtime/storage/record.ts";
import {
  flipped,
  holder,
  IdleClock,
  MemoryOverlay,
  NOW_MS,
  network,
  otherNetwork,
  publisher,
  publishTo,
  type Release,
  release,
  serviceModule,
} from "./fixtures.ts";

const small = await serviceModule({ seed: 1 });
const other = await serviceModule({ seed: 2 });
const large = await serviceModule({ seed: 3, dataBytes: 3 * CHUNK_BYTES });
const usesClock = await serviceModule({ imports: '(import "prost" "now" (func (result i64)))' });
const v1 = release(small, { version: 1 });
const v2 = release(other, { version: 2 });

/** An overlay, a node's disk, and installers of that node. Each new installer is the node after a restart. */
function node(change: Partial<InstallerParts> = {}) {
  const overlay = new MemoryOverlay();
  const store = change.store ?? new MemoryStore();
  const clock = new IdleClock();
  const start = (parts: Partial<InstallerParts> = {}) =>
    new Installer({
      storage: overlay,
      store,
      networkId: network,
      policy: POLICY_DEFAULT,
      clock,
      wallClock: () => NOW_MS,
      ...change,
      ...parts,
    });
  return { overlay, store, clock, start, installer: start() };
}

/** Stores it at the holders, whatever the rules of its kind. */
function plant(overlay: MemoryOverlay, { envelope, manifest, module, serviceId }: Release): void {
  overlay.forge(manifestRecord(serviceId), envelope);
  for (const [index, hash] of manifest.chunkHashes.entries()) {
    overlay.forge(chunkRecord(hash), module.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
  }
}

/** Delays all answers until the returned function is called. */
function delayAnswers(overlay: MemoryOverlay): () => void {
  const { promise, resolve } = Promise.withResolvers<null>();
  overlay.answer = () => promise;
  return () => resolve(null);
}

function recordOf(name: RecordName, value: Uint8Array): GetOutcome {
  return { ok: true, record: { ...name, value, version: 1, writer: holder, expiresMs: 0 }, from: holder };
}

const unavailable: GetOutcome = { ok: false, reason: "unavailable" };

describe("a published service", () => {
  test("is fetched, verified and ready to run", async () => {
    const { overlay, installer } = node();
    const published = release(large, { limits: { memoryPages: 20 } });
    await publishTo(overlay, published);
    const outcome = await installer.fetch(published.serviceId);
    const gated = gate(large);
    expect(outcome).toEqual({
      ok: true,
      package: {
        serviceId: published.serviceId,
        manifest: published.manifest,
        module: gated.ok ? rewrite(gated.module, { memoryPages: 20 }) : null,
        limits: published.manifest.limits,
        codeHash: Buffer.from(published.manifest.codeHash).toString("hex"),
        exports: ["prost_abi_1", "deliver"],
        codeFrom: holder.hex,
        isNewest: true,
        remembered: expect.any(Promise),
        authorization: expect.objectContaining({ manifest: published.manifest, rootVersion: 1, serials: [] }),
      },
    });
  });

  test("is granted no more than the policy allows", async () => {
    const { overlay, installer } = node({ policy: policySchema.parse({ limits: { memoryPages: 9 } }) });
    await publishTo(overlay, v1);
    expect(await installer.fetch(v1.serviceId)).toMatchObject({
      ok: true,
      package: { limits: { memoryPages: 9 } },
    });
  });

  test("is fetched once for all requests at the same time", async () => {
    const { overlay, installer } = node();
    await publishTo(overlay, v1);
    overlay.gets.length = 0;
    const outcomes = await Promise.all([1, 2, 3].map(() => installer.fetch(v1.serviceId)));
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(overlay.gets).toHaveLength(2);
  });

  test("is fetched even if nodes cannot be reached or lie for a while", async () => {
    const { overlay, installer } = node();
    const published = release(large);
    await publishTo(overlay, published);
    const attempts = new Map<string, number>();
    overlay.answer = (name) => {
      const times = (attempts.get(name.key.hex) ?? 0) + 1;
      attempts.set(name.key.hex, times);
      if (times === 1) return unavailable;
      return times === 2 && !name.key.equals(published.serviceId) ? recordOf(name, new Uint8Array(5)) : null;
    };
    expect((await installer.fetch(published.serviceId)).ok).toBe(true);
    expect([...attempts.values()]).toEqual([2, 3, 3, 3, 3]);
  });

  test("is fetched with a bounded number of chunk requests at a time", async () => {
    const { overlay, installer } = node();
    const sixteen = release(await serviceModule({ dataBytes: 15 * CHUNK_BYTES, pages: 20 }));
    await publishTo(overlay, sixteen);
    let under = 0;
    let most = 0;
    overlay.answer = async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      return null;
    };
    expect((await installer.fetch(sixteen.serviceId)).ok).toBe(true);
    expect(most).toBe(8);
  });
});

describe("a node refuses", () => {
  const signedElsewhere = release(small, { networkId: otherNetwork });
  const notOurs = release(small, { pair: generateKeyPair() });
  const cases: [string, Release, string][] = [
    ["a manifest with a changed byte", { ...v1, envelope: flipped(v1.envelope, 60) }, "signature"],
    ["a manifest that was signed for another network", signedElsewhere, "signature"],
    ["bytes that are not a manifest", { ...v1, envelope: small }, "malformed"],
    ["a good manifest of another publisher's service", { ...v1, envelope: notOurs.envelope }, "identity"],
    ["code with a changed byte", { ...v1, module: flipped(small, 80) }, "code"],
    ["code that is too short", { ...v1, module: small.subarray(1) }, "code"],
    ["a module that imports more than its manifest names", release(usesClock), "capability"],
    ["a module that the gate refuses", release(new Uint8Array(50)), "gate"],
  ];
  test.each(cases)("%s", async (_what, planted, reason) => {
    const { overlay, installer, store } = node();
    plant(overlay, planted);
    const outcome = await installer.fetch(planted.serviceId);
    expect(outcome).toMatchObject({ ok: false, reason, detail: expect.stringMatching(/\w/) });
    expect(store.bytesUsed("package/code")).toBe(0);
  });

  test("a module larger than the gate takes, before it is fetched", async () => {
    const { overlay, installer } = node();
    const huge = release(new Uint8Array(2_000_000));
    plant(overlay, huge);
    expect(await installer.fetch(huge.serviceId)).toMatchObject({ ok: false, reason: "gate" });
    expect(overlay.gets).toHaveLength(1);
  });

  test("a chunk that is not the one in the manifest, and names the node that returned it", async () => {
    const { overlay, installer } = node();
    plant(overlay, { ...v1, module: flipped(small, 80) });
    const detail = `chunk 1 of 1 from node ${holder.short} is not what the manifest names`;
    expect(await installer.fetch(v1.serviceId)).toEqual({ ok: false, reason: "code", detail });
  });

  test("a chunk that is longer than its place in the module, though its hash is signed", async () => {
    const { overlay, installer } = node();
    const shorter = {
      ...v1.manifest,
      codeBytes: small.length - 1,
      merkleRoot: merkleRoot(v1.manifest.chunkHashes, small.length - 1),
    };
    plant(overlay, { ...v1, envelope: signPublication(publisher, network, shorter) });
    expect(await installer.fetch(v1.serviceId)).toMatchObject({ ok: false, reason: "code" });
  });

  test("code of which the chunks have the signed hashes, but not the whole module", async () => {
    const { overlay, installer } = node();
    const mixed = {
      ...v1,
      envelope: signPublication(publisher, network, { ...v1.manifest, codeHash: v2.manifest.codeHash }),
    };
    plant(overlay, mixed);
    expect(await installer.fetch(v1.serviceId)).toMatchObject({
      ok: false,
      reason: "code",
      detail: expect.stringMatching(/make up/),
    });
  });

  test.each([
    ["publishers", { publishers: "none" }],
    ["capabilities", { capabilities: ["store"] }],
    ["code", { blockedCode: [Buffer.from(v1.manifest.codeHash).toString("hex")] }],
    ["memory", { limits: { memoryPages: 7 } }],
  ])("a service that its policy on %s does not admit", async (_what, policy) => {
    const { overlay, installer, store } = node({ policy: policySchema.parse(policy) });
    await publishTo(overlay, v1);
    expect(await installer.fetch(v1.serviceId)).toMatchObject({ ok: false, reason: "policy" });
    expect(store.bytesUsed("package/code")).toBe(0);
  });

  test("a service that is not published", async () => {
    const { installer } = node();
    expect(await installer.fetch(Id.hashOf("unpublished"))).toMatchObject({ ok: false, reason: "none" });
  });

  test("to report an unreachable manifest as one that does not exist", async () => {
    const { overlay, installer, clock } = node();
    await publishTo(overlay, v1);
    overlay.gets.length = 0;
    overlay.cutOff();
    expect(await installer.fetch(v1.serviceId)).toMatchObject({ ok: false, reason: "unavailable" });
    expect(overlay.gets).toHaveLength(4);
    expect(clock.now()).toBeLessThan(15_000);
  });

  test("to run incomplete code: a missing chunk makes the service unavailable", async () => {
    const { overlay, installer } = node();
    const published = release(large);
    await publishTo(overlay, published);
    overlay.lose(chunkRecord(published.manifest.chunkHashes[2]));
    const outcome = await installer.fetch(published.serviceId);
    expect(outcome).toMatchObject({
      ok: false,
      reason: "unavailable",
      detail: expect.stringContaining("3 of 4"),
    });
  });

  test("the same refused code without another download for some time", async () => {
    const { overlay, installer, clock } = node();
    const bad = release(usesClock);
    plant(overlay, bad);
    const outcomes = [await installer.fetch(bad.serviceId), await installer.fetch(bad.serviceId)];
    expect(outcomes.map((outcome) => !outcome.ok && outcome.reason)).toEqual(["capability", "capability"]);
    expect(overlay.gets).toHaveLength(3);
    clock.advance(60_000);
    await installer.fetch(bad.serviceId);
    expect(overlay.gets).toHaveLength(5);
  });

  test("to look up more services at a time than its bound", async () => {
    const { overlay, installer } = node();
    const answer = delayAnswers(overlay);
    const fetches = Array.from({ length: 300 }, (_, index) => installer.fetch(Id.hashOf(`unknown ${index}`)));
    answer();
    const reasons = (await Promise.all(fetches)).map((outcome) => !outcome.ok && outcome.reason);
    expect(reasons.filter((reason) => reason === "overloaded")).toHaveLength(300 - 256);
    expect(reasons.filter((reason) => reason === "none")).toHaveLength(256);
  });
});

describe("a version that was seen", () => {
  test("is never replaced by an older version", async () => {
    const { overlay, installer, store } = node();
    plant(overlay, { ...v2, module: flipped(other, 80) });
    expect(await installer.fetch(v2.serviceId)).toMatchObject({ ok: false, reason: "code" });
    plant(overlay, v1);
    const outcome = await installer.fetch(v1.serviceId);
    expect(outcome).toMatchObject({
      ok: false,
      reason: "rollback",
      detail: expect.stringMatching(/version 1 .* version 2/),
    });
    expect(store.bytesUsed("package/code")).toBe(0);
  });

  test("is remembered after a restart", async () => {
    const { overlay, installer, start } = node();
    plant(overlay, { ...v2, module: flipped(other, 80) });
    await installer.fetch(v2.serviceId);
    plant(overlay, v1);
    expect(await start().fetch(v1.serviceId)).toMatchObject({ ok: false, reason: "rollback" });
  });

  test("and installed continues to run when the overlay offers an older one", async () => {
    const { overlay, installer, start } = node();
    await publishTo(overlay, v2);
    await installer.fetch(v2.serviceId);
    plant(overlay, v1);
    expect(await start().fetch(v1.serviceId)).toMatchObject({
      ok: true,
      package: { manifest: { version: 2 }, codeFrom: "local" },
    });
    expect(await installer.check(v1.serviceId)).toBe(false);
  });

  test("counts only when its publisher signed it", async () => {
    const { overlay, installer } = node();
    overlay.forge(
      manifestRecord(v1.serviceId),
      release(small, { version: 99, networkId: otherNetwork }).envelope,
    );
    expect(await installer.fetch(v1.serviceId)).toMatchObject({ ok: false, reason: "signature" });
    plant(overlay, v1);
    expect(await installer.fetch(v1.serviceId)).toMatchObject({
      ok: true,
      package: { manifest: { version: 1 } },
    });
  });

  test("is remembered for a bounded number of services; further services are refused", async () => {
    const store = new MemoryStore();
    const full = node({ store });
    await publishTo(full.overlay, v1);
    store.bytesUsed = () => 100_000 * 72;
    expect(await full.installer.fetch(v1.serviceId)).toMatchObject({ ok: false, reason: "overloaded" });
  });
});

describe("a good package stays on disk", () => {
  test("and runs after a restart without fetching the code again", async () => {
    const { overlay, installer, start } = node();
    await publishTo(overlay, v1);
    const first = await installer.fetch(v1.serviceId);
    overlay.gets.length = 0;
    const again = await start().fetch(v1.serviceId);
    expect(again).toEqual(first.ok && { ok: true, package: { ...first.package, codeFrom: "local" } });
    expect(overlay.gets).toHaveLength(1);
  });

  test("and survives a restart of the database", async () => {
    const folder = mkdtempSync(join(tmpdir(), "prost-installer-"));
    const sixteen = release(await serviceModule({ dataBytes: 15 * CHUNK_BYTES, pages: 20 }), { version: 3 });
    const before = await openLmdbStore(folder);
    try {
      const { overlay, installer } = node({ store: before });
      await publishTo(overlay, sixteen);
      expect(await installer.fetch(sixteen.serviceId)).toMatchObject({ ok: true });
    } finally {
      await before.close();
    }
    const after = await openLmdbStore(folder);
    try {
      const { overlay, installer } = node({ store: after });
      overlay.cutOff();
      const outcome = await installer.fetch(sixteen.serviceId);
      expect(outcome).toMatchObject({ ok: true, package: { manifest: sixteen.manifest, codeFrom: "local" } });
    } finally {
      await after.close();
      rmSync(folder, { recursive: true });
    }
  });

  const failures: [string, (overlay: MemoryOverlay) => void][] = [
    ["cannot be reached", (overlay) => overlay.cutOff()],
    ["does not answer at all", (overlay) => void delayAnswers(overlay)],
    ["has lost it", (overlay) => overlay.lose(manifestRecord(v1.serviceId))],
    [
      "offers a forged manifest",
      (overlay) => overlay.forge(manifestRecord(v1.serviceId), flipped(v1.envelope, 60)),
    ],
    [
      "offers a newer one without its code",
      (overlay) => overlay.forge(manifestRecord(v1.serviceId), v2.envelope),
    ],
    [
      "offers a newer one that the gate refuses",
      (overlay) => plant(overlay, release(new Uint8Array(9), { version: 2 })),
    ],
    [
      "offers a newer one that asks for more",
      (overlay) => plant(overlay, release(usesClock, { version: 2, capabilities: ["time"] })),
    ],
  ];
  test.each(failures)("and runs when the overlay %s", async (_what, happens) => {
    const policy = policySchema.parse({ capabilities: ["message"] });
    const { overlay, installer, start } = node({ policy });
    await publishTo(overlay, v1);
    await installer.fetch(v1.serviceId);
    happens(overlay);
    const outcome = await start().fetch(v1.serviceId);
    expect(outcome).toMatchObject({ ok: true, package: { manifest: { version: 1 }, codeFrom: "local" } });
  });

  test("and is refused all the same after the operator has blocked it", async () => {
    const { overlay, installer, start } = node();
    await publishTo(overlay, v1);
    await installer.fetch(v1.serviceId);
    const policy = policySchema.parse({ publishers: "none" });
    expect(await start({ policy }).fetch(v1.serviceId)).toMatchObject({ ok: false, reason: "policy" });
  });

  test("and is fetched again when the disk has damaged it", async () => {
    const { overlay, installer, store, start } = node();
    await publishTo(overlay, v1);
    await installer.fetch(v1.serviceId);
    await store.write([{ space: "package/code", key: v1.serviceId.bytes, value: flipped(small, 80) }]);
    overlay.answer = () => unavailable;
    expect(await start().fetch(v1.serviceId)).toMatchObject({ ok: false, reason: "unavailable" });
    overlay.answer = () => null;
    expect(await start().fetch(v1.serviceId)).toMatchObject({ ok: true, package: { codeFrom: holder.hex } });
  });

  test("up to a bound: the least recently used code is removed, and its version stays remembered", async () => {
    const { overlay, store, start } = node({ codeBytesMax: 2 * (small.length + 32) });
    const installer = start();
    const releases = ["a", "b", "c"].map((name) => release(small, { name, version: 2 }));
    for (const each of releases) await publishTo(overlay, each);
    const [a, b, c] = releases;
    await installer.fetch(a.serviceId);
    await installer.fetch(b.serviceId);
    await installer.fetch(a.serviceId);
    await installer.fetch(c.serviceId);
    const kept = [...store.scan("package/code", null, null)].map(({ key }) => new Id(key).hex);
    expect(kept.sort()).toEqual([a.serviceId.hex, c.serviceId.hex].sort());
    plant(overlay, release(other, { name: "b", version: 1 }));
    expect(await installer.fetch(b.serviceId)).toMatchObject({ ok: false, reason: "rollback" });
  });

  test("or the fetch fails with the reason when the disk fails, and the next fetch tries again", async () => {
    const store = new MemoryStore();
    const write = store.write.bind(store);
    const { overlay, installer } = node({ store });
    await publishTo(overlay, v1);
    store.write = () => Promise.reject(new Error("no space left"));
    expect(await installer.fetch(v1.serviceId)).toEqual({
      ok: false,
      reason: "store",
      detail: "no space left",
    });
    store.write = write;
    expect((await installer.fetch(v1.serviceId)).ok).toBe(true);
  });
});

describe("a newer version", () => {
  test("is noticed when it is published, and the next fetch reads it from disk", async () => {
    const { overlay, installer } = node();
    await publishTo(overlay, v1);
    await installer.fetch(v1.serviceId);
    expect(await installer.check(v1.serviceId)).toBe(false);
    await publishTo(overlay, v2);
    expect(await installer.check(v1.serviceId)).toBe(true);
    overlay.cutOff();
    expect(await installer.fetch(v1.serviceId)).toMatchObject({
      ok: true,
      package: { manifest: { version: 2 } },
    });
    expect(await installer.check(v1.serviceId)).toBe(false);
  });

  test("with the same code is taken without a download of the code", async () => {
    const { overlay, installer } = node();
    await publishTo(overlay, v1);
    await installer.fetch(v1.serviceId);
    await publishTo(overlay, release(small, { version: 2, capabilities: [] }));
    overlay.gets.length = 0;
    const outcome = await installer.fetch(v1.serviceId);
    expect(outcome).toMatchObject({
      ok: true,
      package: { manifest: { version: 2, capabilities: [] }, codeFrom: "local" },
    });
    expect(overlay.gets).toHaveLength(1);
  });

  test.each([
    ["forged", flipped(v2.envelope, 60)],
    ["without its code", v2.envelope],
  ])("that is %s does not count", async (_what, envelope) => {
    const { overlay, installer } = node();
    await publishTo(overlay, v1);
    await installer.fetch(v1.serviceId);
    overlay.forge(manifestRecord(v1.serviceId), envelope);
    expect(await installer.check(v1.serviceId)).toBe(false);
  });

  test("is checked for without a download: a check that finds none fetches no code", async () => {
    const { overlay, installer, start } = node();
    await publishTo(overlay, v1);
    await installer.fetch(v1.serviceId);
    overlay.gets.length = 0;
    await installer.check(v1.serviceId);
    await start().check(v1.serviceId);
    expect(overlay.gets).toHaveLength(2);
  });
});
