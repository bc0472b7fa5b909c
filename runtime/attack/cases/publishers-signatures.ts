/** Attacks on the signatures and keys of a publisher. */
import assert from "node:assert/strict";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isSoundKey, verifyStrictly } from "../../base/ed25519.ts";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { generateKeyPair, keyIdOf, signStatement } from "../../base/identity.ts";
import { loadKeyPair, saveKeyPair } from "../../base/key-file.ts";
import { decodeEnvelope, encodeEnvelope } from "../../deployment/envelope.ts";
import { openPublication, type Publisher, signPublication } from "../../deployment/publication.ts";
import { decodePublication, encodePublication } from "../../deployment/publication-codec.ts";
import { encodeRoot, type KeyRole, openRoots, rootDocument, signRoot } from "../../deployment/root.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
  envelopeOf,
  mustRefuse,
  NETWORK,
  newPublisher,
  OTHER_NETWORK,
  type Release,
  release,
  signedBy,
  withEnvelope,
} from "../arenas/publisher-arena.ts";

const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));

const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;

/** The y coordinates of points with an order that divides 8, and non-canonical encodings of them. */
const SMALL_ORDER = [
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
];

/**
 * Numbers 3 to 5 of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko, 2020): libraries differ on
 * them.
 */
const MIXED_KEY = hex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d");

const MIXED = [
  [
    "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
    "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009",
    true,
  ],
  [
    "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
    "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
    false,
  ],
  [
    "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
    "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405",
    false,
  ],
] as const;

/** The manifest's payload and signature, as published. */
function manifestOf({ record }: Release) {
  const parts = decodePublication(record);
  const envelope = parts === null ? null : decodeEnvelope(parts.manifest, "manifest", 8_192);
  assert.ok(envelope !== null);
  const [{ signature, keyId }] = envelope.signatures;
  return { payload: envelope.payload, signature, keyId };
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

function numberOf(bytes: Uint8Array): bigint {
  return [...bytes].reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

export const CASES: readonly AttackCase[] = [
  {
    isLocal: true,
    id: "PK01",
    title: "a signature by another key, of another length or of zeroes is refused",
    run() {
      const good = release();
      const { payload, signature, keyId } = manifestOf(good);
      const thief = generateKeyPair();
      const forged: [string, Uint8Array][] = [
        ["another key", signedBy(thief, "manifest", payload)],
        [
          "another key's signature under the right id",
          envelopeOf("manifest", payload, keyId, signStatement(thief, "manifest", NETWORK, payload)),
        ],
        ["zeroes", envelopeOf("manifest", payload, keyId, new Uint8Array(64))],
      ];
      for (const [what, envelope] of forged)
        mustRefuse(withEnvelope(good.record, "manifest", envelope), what, "signature");
      for (const length of [0, 1, 63, 65, 128]) {
        const cut = new Uint8Array(length);
        cut.set(signature.subarray(0, length));
        const envelope = envelopeOf("manifest", payload, keyId, cut);
        mustRefuse(withEnvelope(good.record, "manifest", envelope), `${length} bytes`, "malformed");
      }
      const none = encodeEnvelope({ type: "manifest", payload, signatures: [] });
      mustRefuse(withEnvelope(good.record, "manifest", none), "no signature", "malformed");
    },
  },
  {
    isLocal: true,
    id: "PK02",
    title:
      "a signature with a scalar not below the group's order is refused, so that no signature has two forms",
    run() {
      const good = release();
      const { payload, signature, keyId } = manifestOf(good);
      const scalar = numberOf(signature.subarray(32));
      for (const s of [
        scalar + ORDER,
        ORDER,
        ORDER + 1n,
        (1n << 256n) - 1n,
        1n << 255n,
        scalar | (1n << 253n),
      ]) {
        const secondForm = Uint8Array.from([...signature.subarray(0, 32), ...littleEndian(s)]);
        mustRefuse(
          withEnvelope(good.record, "manifest", envelopeOf("manifest", payload, keyId, secondForm)),
          `S = ${s}`,
          "signature",
        );
      }
    },
  },
  {
    isLocal: true,
    id: "PK03",
    title: "a key of small order is refused as a publisher's key",
    run() {
      for (const text of SMALL_ORDER) {
        for (const sign of [0, 128]) {
          const key = hex(text);
          key[31] |= sign;
          assert.equal(isSoundKey(key), false, `accepted as a key: ${hexOf(key)}`);
          // R is the neutral element, S zero: valid under such a key for any message if the key is not
          // refused.
          const signature = new Uint8Array(64);
          signature[0] = 1;
          assert.equal(verifyStrictly(key, signature, new Uint8Array(5)), false);
          const root = encodeEnvelope({
            type: "root",
            payload: encodeRoot(rootDocument([key])),
            signatures: [{ alg: 1, keyId: keyIdOf(key), signature }],
          });
          const opened = openRoots([root], NETWORK);
          assert.ok(!opened.ok && opened.reason === "invalid", "a weak key was accepted as a publisher's");
        }
      }
    },
  },
  {
    isLocal: true,
    id: "PK04",
    title: "points of small order, and encodings that are not canonical, are refused in a signature",
    run() {
      const good = release();
      const { payload, signature, keyId } = manifestOf(good);
      const points = [
        ...SMALL_ORDER,
        // y = p + 3, the sign bit of x = 0, all ones.
        hexOf(littleEndian((1n << 255n) - 19n + 3n)),
        `01${"00".repeat(30)}80`,
        "ff".repeat(32),
      ];
      for (const point of points) {
        const forged = Uint8Array.from([...hex(point), ...signature.subarray(32)]);
        mustRefuse(
          withEnvelope(good.record, "manifest", envelopeOf("manifest", payload, keyId, forged)),
          `R = ${point}`,
          "signature",
        );
      }
    },
  },
  {
    isLocal: true,
    id: "PK05",
    title: "for the vectors on which libraries differ, all nodes give one answer",
    run() {
      for (const [message, signature, isValid] of MIXED)
        assert.equal(verifyStrictly(MIXED_KEY, hex(signature), hex(message)), isValid);
    },
  },
  {
    isLocal: true,
    id: "PK06",
    title: "a signature made for one purpose is invalid for another",
    run() {
      const pair = generateKeyPair();
      const good = release({ by: newPublisher(pair) });
      const { payload, keyId } = manifestOf(good);
      for (const type of [
        "root",
        "pointer",
        "delegation",
        "revocation",
        "message",
        "record",
        "manifes",
        "manifest\0",
        "",
      ]) {
        const signature = signStatement(pair, type, NETWORK, payload);
        mustRefuse(
          withEnvelope(good.record, "manifest", envelopeOf("manifest", payload, keyId, signature)),
          type,
          "signature",
        );
      }
      // The envelopes swapped.
      const parts = decodePublication(good.record);
      assert.ok(parts !== null);
      mustRefuse(
        encodePublication({ ...parts, manifest: parts.pointer, pointer: parts.manifest }),
        "swapped",
        "malformed",
      );
      mustRefuse(
        encodePublication({ ...parts, manifest: parts.roots[0] }),
        "a root as a manifest",
        "malformed",
      );
    },
  },
  {
    isLocal: true,
    id: "PK07",
    title: "a manifest of another network is refused",
    run() {
      const pair = generateKeyPair();
      const good = release({ by: newPublisher(pair) });
      const { payload } = manifestOf(good);
      assert.ok(!openPublication(good.record, OTHER_NETWORK).ok);
      const foreign = signedBy(pair, "manifest", payload, OTHER_NETWORK);
      mustRefuse(withEnvelope(good.record, "manifest", foreign), "of another network", "signature");
    },
  },
  {
    isLocal: true,
    id: "PK08",
    title: "unknown algorithms are refused, not skipped",
    run() {
      const good = release();
      const { payload, signature, keyId } = manifestOf(good);
      for (const alg of [0, 2, 3, 255, 2 ** 31])
        mustRefuse(
          withEnvelope(good.record, "manifest", envelopeOf("manifest", payload, keyId, signature, alg)),
          `algorithm ${alg}`,
          "malformed",
        );
      // Also beside a valid signature.
      const other = { alg: 7, keyId: new Uint8Array(32).fill(255), signature };
      const both = encodeEnvelope({
        type: "manifest",
        payload,
        signatures: [{ alg: 1, keyId, signature }, other],
      });
      mustRefuse(withEnvelope(good.record, "manifest", both), "one of two", "malformed");
    },
  },
  {
    isLocal: true,
    id: "PK09",
    title: "one signer counts once toward a threshold, also with its key listed twice",
    run() {
      const [one, two] = [generateKeyPair(), generateKeyPair()];
      const all = rootDocument([one.publicKey, two.publicKey]);
      const role: KeyRole = { ...all.roles.root, threshold: 2 };
      const root = { ...all, roles: { root: role, release: role, revoke: role } };
      const roots = [signRoot([one, two], NETWORK, root)];
      const together: Publisher = { pairs: [one, two], roots, delegations: [] };
      const good = release({ by: together });
      assert.throws(() => signPublication({ ...together, pairs: [one] }, NETWORK, good.manifest), ProstError);
      const { payload } = manifestOf(good);
      const [signature] =
        decodeEnvelope(signedBy(one, "manifest", payload), "manifest", 8_192)?.signatures ?? [];
      const twice = encodeEnvelope({ type: "manifest", payload, signatures: [signature, signature] });
      mustRefuse(withEnvelope(good.record, "manifest", twice), "the same signature twice", "malformed");
      mustRefuse(
        withEnvelope(good.record, "manifest", signedBy(one, "manifest", payload)),
        "one of two",
        "signature",
      );
      // A document that lists a key, or a key's id, twice.
      for (const bad of [
        { ...root, keys: [root.keys[0], root.keys[0]] },
        {
          ...root,
          roles: { ...root.roles, root: { keyIds: [role.keyIds[0], role.keyIds[0]], threshold: 2 } },
        },
        { ...root, roles: { ...root.roles, root: { ...role, threshold: 3 } } },
        { ...root, roles: { ...root.roles, root: { ...role, threshold: 0 } } },
      ])
        assert.ok(!openRoots([signRoot([one, two], NETWORK, bad)], NETWORK).ok);
    },
  },
  {
    isLocal: true,
    id: "PK28",
    title: "key files that other users can read, links to keys, and a wrong passphrase are refused",
    async run() {
      const folder = await mkdtemp(join(tmpdir(), "prost-attack-"));
      try {
        const pair = generateKeyPair();
        const [open, own, link, sealed] = ["open", "own", "link", "sealed"].map((name) => join(folder, name));
        await saveKeyPair(own, pair);
        await symlink(own, link);
        await writeFile(open, pair.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o644 });
        await saveKeyPair(sealed, pair, "correct");
        for (const file of [open, link])
          await assert.rejects(loadKeyPair(file), { code: "PERMISSION_DENIED" }, file);
        await assert.rejects(loadKeyPair(sealed), { code: "FAILED_PRECONDITION" });
        await assert.rejects(
          loadKeyPair(sealed, async () => "wrong"),
          { code: "PERMISSION_DENIED" },
        );
        const opened = await loadKeyPair(sealed, async () => "correct");
        assert.deepEqual(opened.publicKey, pair.publicKey);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  },
  {
    isLocal: true,
    id: "PK30",
    title: "the id of a key selects a key and proves nothing",
    run() {
      const [own, thief] = [generateKeyPair(), generateKeyPair()];
      const good = release({ by: newPublisher(own) });
      const { payload, keyId } = manifestOf(good);
      const underItsName = envelopeOf(
        "manifest",
        payload,
        keyId,
        signStatement(thief, "manifest", NETWORK, payload),
      );
      mustRefuse(
        withEnvelope(good.record, "manifest", underItsName),
        "another key under that id",
        "signature",
      );
      const unknown = {
        alg: 1,
        keyId: new Uint8Array(32).fill(255),
        signature: signStatement(thief, "manifest", NETWORK, payload),
      };
      const mine = { alg: 1, keyId, signature: signStatement(own, "manifest", NETWORK, payload) };
      const beside = encodeEnvelope({ type: "manifest", payload, signatures: [mine, unknown] });
      mustRefuse(withEnvelope(good.record, "manifest", beside), "beside one of an unknown key", "signature");
    },
  },
];
