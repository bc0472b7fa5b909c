import { describe, expect, test } from "vitest";
import { Id } from "../../runtime/base/id.ts";
import {
  CHUNK_TAG,
  chunkRecord,
  deploymentKinds,
  MANIFEST_TAG,
  manifestRecord,
} from "../../runtime/deployment/kinds.ts";
import { CHUNK_BYTES, sha256 } from "../../runtime/deployment/manifest.ts";
import type { RecordName, StorageRecord } from "../../runtime/storage/record.ts";
import { flipped, network, otherNetwork, release } from "./fixtures.ts";

const [chunk, manifest] = deploymentKinds(network);
const bytes = new Uint8Array(100).fill(1);
const one = release(bytes, { version: 1 });
const two = release(bytes, { version: 2 });

function record(
  name: RecordName,
  value: Uint8Array | null,
  rest: Partial<StorageRecord> = {},
): StorageRecord {
  return { ...name, value, version: 1, writer: Id.hashOf("writer"), expiresMs: 0, ...rest };
}

const goodChunk = record(chunkRecord(sha256(bytes)), bytes);
const goodManifest = record(manifestRecord(one.serviceId), one.envelope);

test("chunks and manifests have eight copies", () => {
  expect([chunk.tag, manifest.tag]).toEqual([CHUNK_TAG, MANIFEST_TAG]);
  expect([chunk.copies, manifest.copies]).toEqual([8, 8]);
});

describe("a chunk is refused", () => {
  test.each<[string, StorageRecord, RegExp]>([
    ["with another SHA-256 than its key", record(chunkRecord(sha256(bytes)), flipped(bytes, 0)), /SHA-256/],
    ["that is empty", record(chunkRecord(sha256(new Uint8Array(0))), new Uint8Array(0)), /1 to 65536/],
    ["that is too large", record(goodChunk, new Uint8Array(CHUNK_BYTES + 1)), /1 to 65536/],
    ["that is removed", record(goodChunk, null), /removed/],
    ["that expires", { ...goodChunk, expiresMs: 1 }, /expire/],
    ["with a field", { ...goodChunk, field: new Uint8Array(1) }, /neither/],
    ["with a scope", { ...goodChunk, scope: Id.hashOf("scope") }, /neither/],
  ])("%s", (_what, bad, words) => expect(chunk.refusal(bad)).toMatch(words));

  test("for nothing else", () => expect(chunk.refusal(goodChunk)).toBe(null));
});

describe("a manifest is refused", () => {
  const foreign = release(bytes, { networkId: otherNetwork });
  test.each<[string, StorageRecord, RegExp]>([
    [
      "under the key of another service",
      record(manifestRecord(Id.hashOf("other")), one.envelope),
      /not of the service/,
    ],
    ["with a changed byte", record(goodManifest, flipped(one.envelope, 30)), /signed/],
    ["that was signed for another network", record(goodManifest, foreign.envelope), /another network/],
    ["that is not a manifest", record(goodManifest, bytes), /not a publication record/],
    ["that is removed", record(goodManifest, null), /removed/],
    ["that expires", { ...goodManifest, expiresMs: 1 }, /expire/],
    ["with a field", { ...goodManifest, field: new Uint8Array(1) }, /neither/],
  ])("%s", (_what, bad, words) => expect(manifest.refusal(bad)).toMatch(words));

  test("for nothing else", () => expect(manifest.refusal(goodManifest)).toBe(null));
});

describe("all nodes choose the same one of two records:", () => {
  const sameVersion = release(flipped(bytes, 3), { version: 1 });
  const all = [
    goodManifest,
    { ...goodManifest, version: 7 },
    { ...goodManifest, writer: Id.hashOf("another writer") },
    record(goodManifest, two.envelope),
    record(goodManifest, sameVersion.envelope),
    record(goodManifest, null),
  ];

  test("exactly one of two different records supersedes the other, and no record supersedes itself", () => {
    for (const a of all) {
      expect(manifest.supersedes(a, a)).toBe(false);
      for (const b of all) if (a !== b) expect(manifest.supersedes(a, b)).toBe(!manifest.supersedes(b, a));
    }
  });

  test("the order has no cycle", () => {
    const wins = all.map((a) => all.filter((b) => manifest.supersedes(a, b)).length);
    expect(wins.sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("a higher version of the service replaces a lower one that was written later", () => {
    const late = { ...goodManifest, version: 99 };
    expect(manifest.supersedes(record(goodManifest, two.envelope), late)).toBe(true);
  });

  test("a chunk that is written again counts as the later record", () => {
    expect(chunk.supersedes({ ...goodChunk, version: 2 }, goodChunk)).toBe(true);
    expect(chunk.supersedes(goodChunk, { ...goodChunk, version: 2 })).toBe(false);
  });
});
