import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAPABILITIES } from "../../abi/imports.ts";
import {
  generateKeyPair,
  type KeyPair,
  keyIdOf,
  serviceIdOf,
  signStatement,
} from "../../runtime/base/identity.ts";
import {
  CHUNK_BYTES,
  chunksOf,
  LIMITS_MAX,
  type ManifestInput,
  MODULE_BYTES_MAX,
  makeManifest,
  serviceOf,
  sha256,
  VALID_MS_MAX,
} from "../../runtime/deployment/manifest.ts";
import {
  openPublication,
  signPublication,
  solePublisher,
  statedOf,
} from "../../runtime/deployment/publication.ts";
import {
  decodePublication,
  encodePublication,
  PUBLICATION_BYTES_MAX,
} from "../../runtime/deployment/publication-codec.ts";
import { soleRootId } from "../../runtime/deployment/root.ts";
import { prost } from "../../runtime/gen/package.js";
import { LIMITS_DEFAULT } from "../../runtime/sandbox/contract.ts";
import { flipped, network, otherNetwork, publisher, release } from "./fixtures.ts";

const { Envelope, Manifest: Wire } = prost.package_.v1;
const code = new Uint8Array(3 * CHUNK_BYTES + 1).fill(7);
const { manifest, envelope } = release(code, { version: 3, capabilities: ["store", "message"] });
const payload = Uint8Array.from(Envelope.decode(decodePublication(envelope)!.manifest).payload);

describe("a manifest", () => {
  test("is decoded from its envelope unchanged", () => {
    expect(openPublication(envelope, network)).toMatchObject({ ok: true, manifest });
  });

  test("names the code by its hash and by the hashes of its chunks", () => {
    expect(manifest.codeHash).toEqual(sha256(code));
    expect(manifest.chunkHashes).toEqual(chunksOf(code).map(sha256));
    expect(manifest.chunkHashes).toHaveLength(4);
    expect(manifest.codeBytes).toBe(code.length);
  });

  test("lists each capability once and sorted, in whatever order they were given", () => {
    const twice = release(code, { capabilities: ["time", "store", "time", "emit"] });
    expect(twice.manifest.capabilities).toEqual(["emit", "store", "time"]);
  });

  test("gives the service's id by publisher and name, not by version", () => {
    const next = release(code, { version: 4 }).manifest;
    expect(serviceOf(next).equals(serviceOf(manifest))).toBe(true);
    expect(serviceOf(manifest).equals(serviceIdOf(soleRootId(publisher.publicKey), "test"))).toBe(true);
    expect(serviceOf(release(code, { name: "test2" }).manifest).equals(serviceOf(manifest))).toBe(false);
  });

  test("of the largest module, with every field filled, fits into an envelope", () => {
    const full = makeManifest({
      rootId: soleRootId(publisher.publicKey),
      name: Array(4).fill("n".repeat(32)).join("/"),
      version: Number.MAX_SAFE_INTEGER,
      previousHash: sha256(code),
      label: "l".repeat(64),
      capabilities: CAPABILITIES,
      limits: LIMITS_MAX,
      module: new Uint8Array(MODULE_BYTES_MAX),
      createdMs: Number.MAX_SAFE_INTEGER - VALID_MS_MAX,
    });
    expect(openPublication(signPublication(publisher, network, full), network)).toMatchObject({
      ok: true,
      manifest: full,
    });
  });

  test("is decoded without a change to the input bytes", () => {
    for (let pairs = 0; pairs < 8; pairs++) {
      const bytes = Buffer.from(release(code, { pair: generateKeyPair() }).envelope);
      const before = Buffer.from(bytes);
      expect(openPublication(bytes, network).ok).toBe(true);
      expect(bytes.equals(before)).toBe(true);
    }
  });

  test("shows its version without verification", () => {
    expect(statedOf(envelope).version).toBe(3);
    expect(statedOf(envelope.subarray(1)).version).toBe(0);
  });

  test("with any content that the rules allow is decoded unchanged", () => {
    const limits = fc.record({
      memoryPages: fc.integer({ min: 1, max: LIMITS_MAX.memoryPages }),
      fuelPerEvent: fc.integer({ min: 1, max: LIMITS_MAX.fuelPerEvent }),
      storeBytes: fc.integer({ min: 0, max: LIMITS_MAX.storeBytes }),
      effectsPerEvent: fc.integer({ min: 0, max: LIMITS_MAX.effectsPerEvent }),
      effectBytesPerEvent: fc.integer({ min: 0, max: LIMITS_MAX.effectBytesPerEvent }),
    });
    const content = fc.record({
      name: fc.stringMatching(
        /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?(\/[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?){0,3}$/,
      ),
      version: fc.integer({ min: 1, max: 2 ** 20 }),
      label: fc.constantFrom("", "1.4.0", "größer 2"),
      capabilities: fc.subarray([...CAPABILITIES]),
      limits,
      module: fc.uint8Array({ minLength: 1, maxLength: 200 }),
      createdMs: fc.integer({ min: 0, max: 2 ** 52 }),
    });
    fc.assert(
      fc.property(content, (given) => {
        const made = makeManifest({ ...given, rootId: soleRootId(publisher.publicKey) });
        expect(openPublication(signPublication(publisher, network, made), network)).toMatchObject({
          ok: true,
          manifest: made,
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe("makeManifest refuses", () => {
  const good: ManifestInput = {
    rootId: soleRootId(publisher.publicKey),
    name: "test",
    version: 1,
    capabilities: [],
    module: code,
    createdMs: 0,
  };
  const cases: [string, Partial<ManifestInput>, RegExp][] = [
    ["a module without bytes", { module: new Uint8Array(0) }, /1 to 4194304/],
    ["a module that is too large", { module: new Uint8Array(MODULE_BYTES_MAX + 1) }, /1 to 4194304/],
    ["an empty name", { name: "" }, /a name has/],
    ["a name with upper case", { name: "Test" }, /a name has/],
    ["a name that climbs out of a folder", { name: "../etc" }, /a name has/],
    ["a name of 65 characters", { name: "a".repeat(65) }, /a name has/],
    ["a name with a line after it", { name: "test\n" }, /a name has/],
    ["version 0", { version: 0 }, /a version/],
    ["a version that is no whole number", { version: 1.5 }, /a version/],
    ["a version that cannot be told from its neighbour", { version: 2 ** 53 }, /a version/],
    ["a long label", { label: "x".repeat(65) }, /a label/],
    ["a label that moves the cursor", { label: "\u001b[2J" }, /control characters/],
    ["a label that turns the text around", { label: "\u202etxt" }, /control characters/],
    ["an unknown capability", { capabilities: ["root" as "time"] }, /no capability "root"/],
    ["a capability of Object.prototype", { capabilities: ["constructor" as "time"] }, /no capability/],
    ["no memory at all", { limits: { memoryPages: 0 } }, /memoryPages/],
    ["more memory than the ABI allows", { limits: { memoryPages: 257 } }, /memoryPages/],
    ["negative fuel", { limits: { fuelPerEvent: -1 } }, /fuelPerEvent/],
    ["limits that are no numbers", { limits: { storeBytes: Number.NaN } }, /storeBytes/],
    ["a time before 1970", { createdMs: -1 }, /a time/],
    ["a short key", { rootId: new Uint8Array(31) }, /32 bytes/],
  ];
  test.each(cases)("%s", (_what, change, message) => {
    expect(() => makeManifest({ ...good, ...change })).toThrow(message);
  });

  test("not the input that these cases change", () => {
    expect(makeManifest(good).limits).toEqual(LIMITS_DEFAULT);
  });

  test("and signPublication refuses a key that is not the publisher's", () => {
    expect(() => signPublication(generateKeyPair(), network, manifest)).toThrow(/may not sign/);
  });
});

describe("an envelope is refused", () => {
  test("when it was signed for another network", () => {
    expect(openPublication(envelope, otherNetwork)).toMatchObject({ ok: false, reason: "signature" });
  });

  test("when it was signed for another purpose", () => {
    const other = { type: "manifest", payload, signatures: [signatureOf(publisher, "pointer", payload)] };
    expect(openPublication(withManifest(other), network)).toMatchObject({ ok: false, reason: "signature" });
  });

  test("when another key signed it", () => {
    const attacker = generateKeyPair();
    const signature = signatureOf(attacker, "manifest", payload);
    const wrongKey = { ...signature, keyId: keyIdOf(publisher.publicKey) };
    for (const one of [signature, wrongKey]) {
      const forged = withManifest({ type: "manifest", payload, signatures: [one] });
      expect(openPublication(forged, network)).toMatchObject({ ok: false, reason: "signature" });
    }
    const ofThief = encodePublication({
      ...decodePublication(envelope)!,
      roots: solePublisher(attacker, network).roots,
    });
    expect(openPublication(ofThief, network)).toMatchObject({ ok: false, reason: "signature" });
  });

  test("when any bit of it is changed", () => {
    for (let bit = 0; bit < envelope.length * 8; bit++) {
      const changed = Uint8Array.from(envelope);
      changed[bit >> 3] ^= 1 << (bit & 7);
      expect(openPublication(changed, network).ok).toBe(false);
    }
  });

  test("when it is cut short or has bytes after its end", () => {
    for (let length = 0; length < envelope.length; length++) {
      expect(openPublication(envelope.subarray(0, length), network).ok).toBe(false);
    }
    expect(openPublication(Buffer.concat([envelope, Buffer.from([0x2a, 0])]), network).ok).toBe(false);
    expect(openPublication(Buffer.concat([envelope, envelope]), network).ok).toBe(false);
  });

  test("when it is larger than any manifest, before it is decoded", () => {
    const large = new Uint8Array(PUBLICATION_BYTES_MAX + 1);
    expect(openPublication(large, network)).toMatchObject({ ok: false, reason: "malformed" });
  });

  test("when it is any other bytes, and never with an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(openPublication(bytes, network).ok).toBe(false);
        expect(statedOf(bytes).version).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test("when its publisher signed any other bytes, and never with an exception", () => {
    const mutation = fc.tuple(fc.nat(400), fc.nat(60), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(mutation, ([at, remove, insert]) => {
        const changed = [...payload];
        changed.splice(at % payload.length, remove, ...insert);
        fc.pre(!Buffer.from(changed).equals(payload));
        const opened = openPublication(signed(Uint8Array.from(changed)), network);
        // The signed bytes may be another valid manifest; the pointer then names this one.
        expect(opened).toMatchObject({ ok: false, reason: expect.stringMatching(/invalid|scope/) });
      }),
      { numRuns: 500 },
    );
  });
});

describe("a signed manifest is refused that", () => {
  const wire = Wire.decode(payload);
  const cases: [string, object, RegExp][] = [
    ["has another format", { format: 2 }, /format 2/],
    ["has another size of chunks", { chunkBytes: 4096 }, /chunks of 4096/],
    ["has a chunk too few", { chunkHashes: wire.chunkHashes.slice(1) }, /4 chunk hashes/],
    ["has a chunk too many", { chunkHashes: [...wire.chunkHashes, wire.chunkHashes[0]] }, /4 chunk hashes/],
    ["has another Merkle root", { merkleRoot: new Uint8Array(32) }, /Merkle/],
    ["is valid for longer than 90 days", { expiresMs: wire.expiresMs + 1 }, /90 days/],
    ["is for another gate", { gateProfile: "prost-gate-0" }, /gate/],
    ["is for another metering", { meteringSchedule: 1 }, /metering/],
    ["starts with too high a version", { version: 2 ** 20 + 1 }, /first version/],
    ["has short hashes", { chunkHashes: wire.chunkHashes.map((hash) => hash.subarray(1)) }, /32 bytes/],
    ["names no code", { codeBytes: 0, chunkHashes: [] }, /1 to 4194304/],
    ["names more code than is allowed", { codeBytes: 2 ** 32 - 1 }, /1 to 4194304/],
    ["is for another ABI", { abiVersion: 2 }, /version 2 of the ABI/],
    ["has capabilities out of order", { capabilities: ["store", "message"] }, /sorted/],
    ["names a capability twice", { capabilities: ["store", "store"] }, /once/],
    ["names an unknown capability", { capabilities: ["__proto__"] }, /no capability/],
    ["has no limits", { limits: null }, /memoryPages/],
    ["has a limit over the ceiling", { limits: { ...wire.limits, fuelPerEvent: 2 ** 40 } }, /fuelPerEvent/],
    ["has a bad name", { name: "a b" }, /a name/],
    ["has a version beyond 2^53", { version: 2 ** 60 }, /a version/],
  ];
  test.each(cases)("%s", (_what, change, detail) => {
    const opened = openPublication(signed(Wire.encode({ ...wire, ...change }).finish()), network);
    expect(opened).toMatchObject({ ok: false, reason: "invalid", detail: expect.stringMatching(detail) });
  });

  test("has an unknown field", () => {
    const payload = Buffer.concat([Wire.encode(wire).finish(), Buffer.from([0xf8, 1, 1])]);
    expect(openPublication(signed(payload), network)).toMatchObject({ ok: false, reason: "invalid" });
  });

  test("is not the manifest that these cases change", () => {
    expect(openPublication(signed(Wire.encode(wire).finish()), network).ok).toBe(true);
  });
});

test("a changed bit in the code gives another code hash", () => {
  expect(release(flipped(code, 5)).manifest.codeHash).not.toEqual(manifest.codeHash);
});

function signed(changed: Uint8Array): Uint8Array {
  return withManifest({
    type: "manifest",
    payload: changed,
    signatures: [signatureOf(publisher, "manifest", changed)],
  });
}

function signatureOf(pair: KeyPair, type: string, changed: Uint8Array) {
  return { alg: 1, keyId: keyIdOf(pair.publicKey), signature: signStatement(pair, type, network, changed) };
}

/** The publication with another envelope in place of its manifest. */
function withManifest(other: object): Uint8Array {
  const bytes = Uint8Array.from(Envelope.encode(other).finish());
  return encodePublication({ ...decodePublication(envelope)!, manifest: bytes });
}
