/** Attacks with hostile protobuf encodings of manifests. */
import assert from "node:assert/strict";
import { generateKeyPair, networkIdOf } from "../../base/identity.ts";
import { MANIFEST_BYTES_MAX, makeManifest, serviceOf } from "../../deployment/manifest.ts";
import { openPublication, signPublication } from "../../deployment/publication.ts";
import { soleRootId } from "../../deployment/root.ts";
import type { AttackCase } from "../arenas/arena.ts";

const network = networkIdOf("attack");

/** A valid signed manifest, to be changed. */
function goodEnvelope(): Uint8Array {
  const pair = generateKeyPair();
  const module = new Uint8Array(100).fill(1);
  const manifest = makeManifest({
    rootId: soleRootId(pair.publicKey),
    name: "good",
    version: 1,
    capabilities: ["message"],
    module,
    createdMs: 1,
  });
  const envelope = signPublication(pair, network, manifest);
  assert.ok(openPublication(envelope, network).ok);
  return envelope;
}

function mustRefuse(bytes: Uint8Array, what: string): void {
  const opened = openPublication(bytes, network);
  assert.equal(opened.ok, false, `accepted as a manifest: ${what}`);
}

const bytesOf = (...parts: readonly (number | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.of(part) : part))));

export const CASES: readonly AttackCase[] = [
  {
    id: "NW10",
    title: "protobuf with deep nesting, bad wire types, field zero or overlong numbers is no manifest",
    isLocal: true,
    run() {
      const deep = new Uint8Array(MANIFEST_BYTES_MAX).fill(0x0b);
      mustRefuse(deep, "groups within groups");
      mustRefuse(new Uint8Array(20_000).fill(0x0b), "20,000 groups");
      for (let wireType = 3; wireType < 8; wireType++)
        for (const field of [1, 2, 3, 4, 100])
          mustRefuse(bytesOf(((field << 3) & 0xff) | wireType, 0), `wire type ${wireType}`);
      mustRefuse(bytesOf(0x00, 0x01), "field 0");
      mustRefuse(bytesOf(0x08, new Uint8Array(11).fill(0xff), 0x01), "an over-long number");
      mustRefuse(bytesOf(0x0a, new Uint8Array(4).fill(0xff), 0x07), "a length of 2 GB");
      for (let length = 0; length < 64; length++)
        mustRefuse(goodEnvelope().subarray(0, length), `cut at ${length}`);
    },
  },
  {
    id: "NW11",
    title: "names of prototypes in protobuf change no prototype",
    isLocal: true,
    run() {
      for (const name of ["__proto__", "constructor", "prototype"]) {
        const text = new TextEncoder().encode(name);
        for (let field = 1; field < 16; field++) {
          const entry = bytesOf(0x0a, text.length, text, 0x12, 1, 0x31);
          mustRefuse(bytesOf((field << 3) | 2, entry.length, entry), `an entry named ${name}`);
          mustRefuse(bytesOf((field << 3) | 2, text.length, text), `a field of ${name}`);
        }
      }
      assert.deepEqual(Object.keys(Object.prototype), []);
      assert.equal(({} as Record<string, unknown>)["1"], undefined);
    },
  },
  {
    id: "NW12",
    title: "a packed list of a million entries is refused before it is decoded",
    isLocal: true,
    run() {
      const packed = bytesOf(0x3a, 0x80, 0x80, 0x40, new Uint8Array(1_048_576));
      const before = process.memoryUsage().heapUsed;
      mustRefuse(packed, "a list of a million entries");
      assert.ok(process.memoryUsage().heapUsed - before < 8 * 1024 * 1024, "the list was decoded");
    },
  },
  {
    id: "NW13",
    title: "a manifest in any other than the canonical encoding is refused",
    isLocal: true,
    run() {
      const good = goodEnvelope();
      const opened = openPublication(good, network);
      assert.ok(opened.ok && serviceOf(opened.manifest) !== null);
      mustRefuse(bytesOf(good, good), "every field twice");
      mustRefuse(bytesOf(good, 0x78, 0x01), "an unknown field");
      assert.equal(good[0], 0x0a);
      mustRefuse(bytesOf(0x8a, 0x00, good.subarray(1)), "a tag longer than it needs to be");
      mustRefuse(
        bytesOf(0x0a, good[1] | 0x80, 0x00, good.subarray(2)),
        "a length longer than it needs to be",
      );
      mustRefuse(
        bytesOf(good.subarray(2 + good[1]), good.subarray(0, 2 + good[1])),
        "fields in another order",
      );
    },
  },
];
