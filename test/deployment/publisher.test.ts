import { describe, expect, test } from "vitest";
import { generateKeyPair } from "../../runtime/base/identity.ts";
import { exportsHashOf } from "../../runtime/deployment/exports-hash.ts";
import { CHUNK_TAG, HISTORY_TAG, MANIFEST_TAG } from "../../runtime/deployment/kinds.ts";
import { CHUNK_BYTES } from "../../runtime/deployment/manifest.ts";
import { signPublication } from "../../runtime/deployment/publication.ts";
import { type PublishProgress, publish } from "../../runtime/deployment/publisher.ts";
import { nextRoot, rootDocument, signRoot } from "../../runtime/deployment/root.ts";
import { gate } from "../../runtime/sandbox/gate/gate.ts";
import {
  flipped,
  holder,
  IdleClock,
  MemoryOverlay,
  network,
  otherNetwork,
  publisher,
  publishTo,
  release,
  serviceModule,
} from "./fixtures.ts";

const small = await serviceModule({ seed: 1 });
const other = await serviceModule({ seed: 2 });
const large = await serviceModule({ seed: 3, dataBytes: 3 * CHUNK_BYTES });
const usesClock = await serviceModule({ imports: '(import "prost" "now" (func (result i64)))' });

function exportsHashIn(module: Uint8Array): Uint8Array {
  const gated = gate(module);
  return gated.ok ? exportsHashOf(gated.module) : new Uint8Array(0);
}

describe("publishing", () => {
  test("stores each chunk, then the manifest, and reports progress", async () => {
    const overlay = new MemoryOverlay();
    const { envelope, serviceId } = release(large);
    const reports: PublishProgress[] = [];
    await publish({
      storage: overlay,
      networkId: network,
      module: large,
      manifestEnvelope: envelope,
      onProgress: (progress) => reports.push(progress),
    });
    expect(overlay.puts.map(({ kind }) => kind)).toEqual([
      ...Array(4).fill(CHUNK_TAG),
      HISTORY_TAG,
      MANIFEST_TAG,
    ]);
    expect(overlay.published(serviceId)).toEqual(envelope);
    expect(reports.map(({ stage, done, total }) => `${stage} ${done}/${total}`)).toEqual([
      "checked 1/1",
      "chunks 1/4",
      "chunks 2/4",
      "chunks 3/4",
      "chunks 4/4",
      "manifest 1/1",
      "done 1/1",
    ]);
    expect(new Set(reports.map((progress) => progress.serviceId))).toEqual(new Set([serviceId.hex]));
  });

  test("with a higher version replaces the published one", async () => {
    const overlay = new MemoryOverlay();
    const next = release(other, { version: 7 });
    await publishTo(overlay, release(small));
    await publishTo(overlay, next);
    expect(overlay.published(next.serviceId)).toEqual(next.envelope);
  });

  test("the same again is no error, and restores lost chunks", async () => {
    const overlay = new MemoryOverlay();
    const first = release(small, { createdMs: 1 });
    const again = release(small, { createdMs: 2 });
    await publishTo(overlay, first);
    overlay.lose(overlay.puts[0]);
    await publishTo(overlay, again);
    expect(overlay.published(first.serviceId)).toEqual(first.envelope);
    expect(overlay.stored().records).toBe(3);
  });

  test("is retried when nodes are busy or cannot be reached", async () => {
    const overlay = new MemoryOverlay();
    const { envelope, serviceId } = release(large);
    const failures = ["unavailable", "overloaded", "unavailable"] as const;
    let failed = 0;
    overlay.refuse = () =>
      failed < 3 ? { ok: false, reason: failures[failed++], detail: "try later" } : null;
    await publishTo(overlay, release(large));
    expect(failed).toBe(3);
    expect(overlay.published(serviceId)).toEqual(envelope);
  });

  test("continues when a lying node returns a forged manifest as the published one", async () => {
    const overlay = new MemoryOverlay();
    const { envelope, serviceId } = release(small);
    overlay.answer = (name) => ({
      ok: true,
      record: { ...name, value: flipped(envelope, 50), version: 1, writer: holder, expiresMs: 0 },
      from: holder,
    });
    await publishTo(overlay, release(small));
    expect(overlay.published(serviceId)).toEqual(envelope);
  });
});

describe("publishing is refused", () => {
  const good = release(small);
  const cases: [string, Uint8Array, Uint8Array, string, RegExp][] = [
    [
      "with the signature of another network",
      small,
      release(small, { networkId: otherNetwork }).envelope,
      "UNAUTHENTICATED",
      /another network/,
    ],
    ["with a changed manifest", small, flipped(good.envelope, 40), "UNAUTHENTICATED", /signed/],
    ["with other bytes as the manifest", small, small, "INVALID_ARGUMENT", /not a publication record/],
    ["with another module than the manifest's", other, good.envelope, "INVALID_ARGUMENT", /sign again/],
    [
      "with a changed byte in the module",
      flipped(small, 60),
      good.envelope,
      "INVALID_ARGUMENT",
      /sign again/,
    ],
    ["with a longer module than the manifest's", large, good.envelope, "INVALID_ARGUMENT", /bytes/],
    [
      "for a module with an import that the manifest does not name",
      usesClock,
      release(usesClock).envelope,
      "PERMISSION_DENIED",
      /time/,
    ],
    [
      "for bytes that are not a module",
      new Uint8Array(99),
      release(new Uint8Array(99)).envelope,
      "INVALID_ARGUMENT",
      /gate/,
    ],
    [
      "for a module that starts with more memory than the manifest asks for",
      small,
      release(small, { limits: { memoryPages: 7 } }).envelope,
      "INVALID_ARGUMENT",
      /8 pages/,
    ],
  ];
  test.each(cases)("%s, and nothing is stored", async (_what, module, envelope, code, message) => {
    const overlay = new MemoryOverlay();
    const attempt = publishTo(overlay, { ...good, module, envelope });
    await expect(attempt).rejects.toMatchObject({
      name: "ProstError",
      code,
      message: expect.stringMatching(message),
    });
    expect(overlay.puts).toEqual([]);
  });

  test.each([
    ["a lower version than the published one", release(other, { version: 4 }), "FAILED_PRECONDITION"],
    ["the published version with other code", release(other, { version: 5 }), "ALREADY_EXISTS"],
    [
      "the published version with other capabilities",
      release(small, { version: 5, capabilities: [] }),
      "ALREADY_EXISTS",
    ],
    [
      "the published version with other limits",
      release(small, { version: 5, limits: { storeBytes: 1 } }),
      "ALREADY_EXISTS",
    ],
    [
      "the published version with a hash of the exports",
      release(small, { version: 5, exportsHash: exportsHashIn(small) }),
      "ALREADY_EXISTS",
    ],
  ])("for %s, with the version to use in the error", async (_what, late, code) => {
    const overlay = new MemoryOverlay();
    await publishTo(overlay, release(small, { version: 5 }));
    await expect(publishTo(overlay, late)).rejects.toMatchObject({
      code,
      message: expect.stringContaining("publish as 6"),
    });
    expect(overlay.puts).toHaveLength(3);
  });

  test("under older keys than those of the published version, with the advice to copy KEY.root", async () => {
    const overlay = new MemoryOverlay();
    const second = generateKeyPair();
    const first = rootDocument([publisher.publicKey]);
    const next = nextRoot(first, [publisher.publicKey, second.publicKey]);
    const roots = [signRoot([publisher], network, first), signRoot([publisher], network, next)];
    const { manifest } = good;
    const envelope = signPublication({ pairs: [publisher], roots, delegations: [] }, network, manifest);
    await publishTo(overlay, { ...good, envelope });
    await expect(publishTo(overlay, release(other, { version: 2 }))).rejects.toMatchObject({
      code: "FAILED_PRECONDITION",
      message: expect.stringContaining("KEY.root"),
    });
    expect(overlay.published(good.serviceId)).toEqual(envelope);
  });

  test("when the published version cannot be read", async () => {
    const overlay = new MemoryOverlay();
    overlay.cutOff();
    await expect(publishTo(overlay, good)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(overlay.puts).toEqual([]);
  });

  test.each([
    ["unavailable", "UNAVAILABLE", 5],
    ["overloaded", "RESOURCE_EXHAUSTED", 5],
    ["refused", "FAILED_PRECONDITION", 1],
  ] as const)("when chunks stay %s, and then no manifest is stored", async (reason, code, attempts) => {
    const overlay = new MemoryOverlay();
    overlay.refuse = () => ({ ok: false, reason, detail: "says the test" });
    await expect(publishTo(overlay, good)).rejects.toMatchObject({
      code,
      message: expect.stringContaining("says the test"),
    });
    expect(overlay.puts).toHaveLength(attempts);
    expect(overlay.puts.every(({ kind }) => kind === CHUNK_TAG)).toBe(true);
  });

  test("when a higher version is published at the same moment", async () => {
    const overlay = new MemoryOverlay();
    const rival = release(other, { version: 2 });
    overlay.refuse = ({ kind }) => {
      if (kind !== MANIFEST_TAG) return null;
      overlay.forge(overlay.gets[0], rival.envelope);
      return { ok: true, copies: 0 };
    };
    await expect(publishTo(overlay, good)).rejects.toMatchObject({ code: "ABORTED" });
  });
});

test("publishing waits by the given clock", async () => {
  const clock = new IdleClock();
  const overlay = new MemoryOverlay();
  const { envelope, module } = release(small);
  overlay.cutOff();
  const attempt = publish({
    storage: overlay,
    networkId: network,
    module,
    manifestEnvelope: envelope,
    onProgress: () => {},
    clock,
  });
  await expect(attempt).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(overlay.gets).toHaveLength(5);
  expect(clock.now()).toBeGreaterThan(0);
});
