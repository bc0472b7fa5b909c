/** Publishers, signatures, versions: what a node takes for a publisher's word. */
import assert from "node:assert/strict";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Capability } from "../../../abi/imports.ts";
import { isSoundKey, verifyStrictly } from "../../base/ed25519.ts";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { generateKeyPair, type KeyPair, keyIdOf, signStatement } from "../../base/identity.ts";
import { loadKeyPair, saveKeyPair } from "../../base/key-file.ts";
import { printable } from "../../base/log.ts";
import { sha256 } from "../../deployment/chunks.ts";
import { DELEGATIONS_MAX, type Delegation, signDelegation } from "../../deployment/delegation.ts";
import { decodeEnvelope, encodeEnvelope } from "../../deployment/envelope.ts";
import { type Manifest, makeManifest, serviceOf, VERSION_STEP_MAX } from "../../deployment/manifest.ts";
import {
  delegationHashesOf,
  openPublication,
  type Publisher,
  rootIdOfPublisher,
  signedParts,
  signPublication,
} from "../../deployment/publication.ts";
import { decodePublication, encodePublication } from "../../deployment/publication-codec.ts";
import {
  nextRevocation,
  type Revocation,
  signWithdrawal,
  type Withdrawn,
} from "../../deployment/revocation.ts";
import {
  encodeRoot,
  type KeyRole,
  nextRoot,
  openRoots,
  rootDocument,
  signRoot,
} from "../../deployment/root.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
  DAY_MS,
  envelopeOf,
  mustRefuse,
  NETWORK,
  NOW_MS,
  newPublisher,
  OTHER_NETWORK,
  type Release,
  release,
  signedBy,
  simpleService,
  Victim,
  withEnvelope,
} from "../arenas/publisher-arena.ts";
import { service } from "../kit/modules.ts";
import { importText } from "../kit/probes.ts";

const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));

/** Stands for itself: PK is about bytes and what a node makes of them, with no module started. */
const LOCAL = { isLocal: true } as const;

const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
/** The points whose order divides 8, y alone, and encodings of them that are not canonical. */
const SMALL_ORDER = [
  "00".repeat(32),
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
];

/** Numbers 3 to 5 of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko, 2020): libraries differ on them. */
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

function withManifest(what: Release, change: Partial<Manifest>, by: Publisher): Release {
  const manifest = { ...what.manifest, ...change };
  return { ...what, manifest, record: signPublication(by, NETWORK, manifest) };
}

function delegation(by: Publisher, to: KeyPair, change: Partial<Delegation> = {}): Delegation {
  return {
    rootId: rootIdOfPublisher(by),
    delegateKey: to.publicKey,
    namePrefix: "acme/tools",
    capabilities: ["message"],
    mayDelegate: false,
    notBeforeMs: NOW_MS - DAY_MS,
    expiresMs: NOW_MS + 30 * DAY_MS,
    serial: 1,
    limits: null,
    versionsPerDay: 0,
    ...change,
  };
}

/** Who signs as a delegate. */
function delegate(root: Publisher, to: KeyPair, ...delegations: readonly Uint8Array[]): Publisher {
  return { pairs: [to], roots: root.roots, delegations };
}

/** The record that a delegate makes without asking whether it may. */
function forced(by: Publisher, name: string, capabilities: readonly Capability[] = ["message"]): Uint8Array {
  const manifest = makeManifest({
    rootId: rootIdOfPublisher(by),
    name,
    version: 1,
    capabilities,
    module: simpleService(),
    createdMs: NOW_MS,
    // More than the rules of manifests allow are refused with the record.
    delegationHashes: delegationHashesOf(by).slice(0, DELEGATIONS_MAX),
  });
  return encodePublication({
    ...signedParts(by.pairs, NETWORK, manifest, NOW_MS),
    roots: by.roots,
    delegations: by.delegations,
  });
}

async function mustEndAs(victim: Victim, what: Release, expected: string, why: string): Promise<void> {
  assert.equal(await victim.install(what), expected, why);
}

export const CASES: readonly AttackCase[] = [
  {
    ...LOCAL,
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
    ...LOCAL,
    id: "PK02",
    title: "a signature whose number is not below the group's order is refused, so that none has a twin",
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
        const twin = Uint8Array.from([...signature.subarray(0, 32), ...littleEndian(s)]);
        mustRefuse(
          withEnvelope(good.record, "manifest", envelopeOf("manifest", payload, keyId, twin)),
          `S = ${s}`,
          "signature",
        );
      }
    },
  },
  {
    ...LOCAL,
    id: "PK03",
    title: "a key of small order is refused before anybody may own it",
    run() {
      for (const text of SMALL_ORDER) {
        for (const sign of [0, 128]) {
          const key = hex(text);
          key[31] |= sign;
          assert.equal(isSoundKey(key), false, `taken as a key: ${hexOf(key)}`);
          // R the neutral element, S zero: valid under such a key for any message, where it is not refused.
          const signature = new Uint8Array(64);
          signature[0] = 1;
          assert.equal(verifyStrictly(key, signature, new Uint8Array(5)), false);
          const root = encodeEnvelope({
            type: "root",
            payload: encodeRoot(rootDocument([key])),
            signatures: [{ alg: 1, keyId: keyIdOf(key), signature }],
          });
          const opened = openRoots([root], NETWORK);
          assert.ok(!opened.ok && opened.reason === "invalid", "a weak key is a publisher's");
        }
      }
    },
  },
  {
    ...LOCAL,
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
    ...LOCAL,
    id: "PK05",
    title: "the vectors on which libraries differ have the one answer that all nodes give",
    run() {
      for (const [message, signature, isValid] of MIXED)
        assert.equal(verifyStrictly(MIXED_KEY, hex(signature), hex(message)), isValid);
    },
  },
  {
    ...LOCAL,
    id: "PK06",
    title: "a signature made for one purpose is worth nothing for another",
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
      // The envelopes themselves, each in the other's place.
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
    ...LOCAL,
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
    ...LOCAL,
    id: "PK08",
    title: "algorithms that nobody knows are refused, not skipped",
    run() {
      const good = release();
      const { payload, signature, keyId } = manifestOf(good);
      for (const alg of [0, 2, 3, 255, 2 ** 31])
        mustRefuse(
          withEnvelope(good.record, "manifest", envelopeOf("manifest", payload, keyId, signature, alg)),
          `algorithm ${alg}`,
          "malformed",
        );
      // Beside a good signature as well.
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
    ...LOCAL,
    id: "PK09",
    title: "one signer does not count twice toward a threshold, nor one key listed twice",
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
    ...LOCAL,
    id: "PK10",
    title:
      "an older version is refused, after a restart too; of two with one number the second is kept as evidence",
    async run() {
      const by = newPublisher();
      const [first, second] = [1, 2].map((version) => release({ by, version }));
      const victim = new Victim();
      await mustEndAs(victim, first, "runs 1", "the first");
      await mustEndAs(victim, second, "runs 2", "the second");
      // What the node has goes on; the older one does not take its place.
      await mustEndAs(victim, first, "runs 2", "the first again");
      victim.restart();
      await mustEndAs(victim, first, "runs 2", "after a restart");
      const twin = release({ by, version: 2, label: "other" });
      await mustEndAs(victim, twin, "runs 2", "its twin");
      assert.deepEqual(victim.installer.equivocation(twin.service)[0], twin.record);
      // A node that has seen it and lost its code still knows.
      const forgetful = new Victim();
      await mustEndAs(forgetful, second, "runs 2", "the second");
      await forgetful.store.write([{ space: "package/code", key: second.service.bytes, value: null }]);
      await mustEndAs(forgetful, first, "rollback", "the first");
      await mustEndAs(forgetful, twin, "equivocation", "its twin");
    },
  },
  {
    ...LOCAL,
    id: "PK11",
    title: "nobody uses up the version numbers: a step has a ceiling",
    async run() {
      const by = newPublisher();
      for (const version of [VERSION_STEP_MAX + 1, Number.MAX_SAFE_INTEGER])
        assert.throws(() => release({ by, version }), ProstError);
      const victim = new Victim();
      await mustEndAs(victim, release({ by }), "runs 1", "the first");
      const previousHash = new Uint8Array(32);
      for (const version of [VERSION_STEP_MAX + 2, Number.MAX_SAFE_INTEGER]) {
        const far = release({ by, version, previousHash });
        await mustEndAs(victim, far, "runs 1", `version ${version}`);
      }
      await mustEndAs(victim, release({ by, version: 2 }), "runs 2", "the next one");
    },
  },
  {
    ...LOCAL,
    id: "PK12",
    title: "an expired manifest or pointer is refused, but for what clocks may differ by",
    async run() {
      const by = newPublisher();
      const late = new Victim();
      const old = release({ by });
      late.nowMs = NOW_MS + 2 * DAY_MS + 60_000;
      await mustEndAs(late, old, "runs 1", "within what clocks may differ by");
      const later = new Victim();
      later.nowMs = NOW_MS + 3 * DAY_MS;
      await mustEndAs(later, old, "expired", "an old pointer");
      const renewed = { ...old, record: signPublication(by, NETWORK, old.manifest, later.nowMs) };
      await mustEndAs(later, renewed, "runs 1", "signed anew");
      // What runs ends with its manifest, whatever the overlay says.
      later.nowMs = NOW_MS + 91 * DAY_MS;
      assert.equal(later.nowRefused(old.service), "expired");
      assert.throws(() => release({ by, validMs: 91 * DAY_MS }), ProstError);
    },
  },
  {
    ...LOCAL,
    id: "PK13",
    title: "a manifest of tomorrow waits for tomorrow, also when the clock was set back",
    async run() {
      const victim = new Victim();
      const by = newPublisher();
      const tomorrow = release({ by, createdMs: NOW_MS + DAY_MS });
      await mustEndAs(victim, tomorrow, "early", "tomorrow's");
      victim.nowMs = NOW_MS + DAY_MS;
      await mustEndAs(victim, tomorrow, "runs 1", "a day later");
      victim.nowMs = NOW_MS - 30 * DAY_MS;
      assert.equal(victim.nowRefused(tomorrow.service), "early");
    },
  },
  {
    ...LOCAL,
    id: "PK14",
    title: "a delegate outside its names or its capabilities is refused, whatever the name looks like",
    run() {
      const root = newPublisher();
      const to = generateKeyPair();
      const by = delegate(root, to, signDelegation(root.pairs, NETWORK, delegation(root, to)));
      for (const name of ["acme/tools", "acme/tools/x", "acme/tools/x/y"])
        assert.ok(openPublication(forced(by, name), NETWORK).ok, name);
      for (const name of ["acme/toolsx", "acme/tools-x", "acme/tool", "acme", "tools", "x/acme/tools"])
        mustRefuse(forced(by, name), name, "scope");
      mustRefuse(forced(by, "acme/tools", ["message", "store"]), "more capabilities", "scope");
      // A delegation of another publisher, and none at all.
      const other = newPublisher();
      mustRefuse(forced({ ...by, roots: other.roots }, "acme/tools"), "another publisher's", "signature");
      mustRefuse(forced({ ...by, delegations: [] }, "acme/tools"), "without", "signature");
      for (const namePrefix of ["acme/", "/acme", "acme//tools", "*", "", "acme/*"]) {
        const bad = signDelegation(root.pairs, NETWORK, delegation(root, to, { namePrefix }));
        mustRefuse(forced(delegate(root, to, bad), "acme/tools"), `prefix ${namePrefix}`, "invalid");
      }
    },
  },
  {
    ...LOCAL,
    id: "PK15",
    title: "chains of delegates that are long, circular, expired or revoked in the middle are refused",
    async run() {
      const root = newPublisher();
      const keys = Array.from({ length: 100 }, () => generateKeyPair());
      const may = { mayDelegate: true };
      const first = signDelegation(root.pairs, NETWORK, delegation(root, keys[0], may));
      const second = signDelegation([keys[0]], NETWORK, delegation(root, keys[1]));
      const good = delegate(root, keys[1], first, second);
      assert.ok(openPublication(forced(good, "acme/tools"), NETWORK).ok);

      const third = signDelegation([keys[1]], NETWORK, delegation(root, keys[2]));
      const long = keys
        .slice(1)
        .map((key, i) => signDelegation([keys[i]], NETWORK, delegation(root, key, may)));
      mustRefuse(
        forced(delegate(root, keys[2], first, second, third), "acme/tools"),
        "three deep",
        "malformed",
        "scope",
      );
      mustRefuse(
        forced(delegate(root, keys[99], first, ...long), "acme/tools"),
        "a hundred deep",
        "malformed",
        "scope",
      );
      const wide = signDelegation([keys[0]], NETWORK, delegation(root, keys[1], { namePrefix: "acme" }));
      mustRefuse(
        forced(delegate(root, keys[1], first, wide), "acme"),
        "wider than what it rests on",
        "scope",
      );
      const again = signDelegation([keys[0]], NETWORK, delegation(root, keys[1], may));
      mustRefuse(forced(delegate(root, keys[1], first, again), "acme/tools"), "may go on for ever", "scope");
      const shut = signDelegation(root.pairs, NETWORK, delegation(root, keys[0]));
      mustRefuse(
        forced(delegate(root, keys[1], shut, second), "acme/tools"),
        "one that may not delegate",
        "scope",
      );
      // A circle is two that name one another: neither comes from the root.
      const [there, back] = [
        signDelegation([keys[1]], NETWORK, delegation(root, keys[0], may)),
        signDelegation([keys[0]], NETWORK, delegation(root, keys[1])),
      ];
      mustRefuse(forced(delegate(root, keys[1], there, back), "acme/tools"), "a circle", "signature");

      // Expired in the middle: refused by the clock.
      const brief = { ...may, expiresMs: NOW_MS + DAY_MS };
      const short = signDelegation(root.pairs, NETWORK, delegation(root, keys[0], brief));
      const within = signDelegation(
        [keys[0]],
        NETWORK,
        delegation(root, keys[1], { expiresMs: NOW_MS + DAY_MS }),
      );
      const expiring = releaseOf(delegate(root, keys[1], short, within));
      const victim = new Victim();
      victim.nowMs = NOW_MS + DAY_MS + 3_600_000;
      await mustEndAs(victim, expiring, "expired", "a delegation that has ended");
      // Revoked in the middle.
      const revoked = revocationOf(root, { keys: [{ keyId: hexOf(keyIdOf(keys[0].publicKey)), since: 0 }] });
      const told = new Victim();
      await told.revoke(signWithdrawal(root, NETWORK, revoked));
      await mustEndAs(told, releaseOf(good), "revoked", "a delegate whose delegator was revoked");
      const bySerial = new Victim();
      await bySerial.revoke(signWithdrawal(root, NETWORK, revocationOf(root, { delegationSerials: [1] })));
      await mustEndAs(bySerial, releaseOf(good), "revoked", "a delegation that was revoked");
    },
  },
  {
    ...LOCAL,
    id: "PK16",
    title: "a new root document needs the old keys and the new ones, and skips no version",
    async run() {
      const [old, young] = [generateKeyPair(), generateKeyPair()];
      const first = rootDocument([old.publicKey]);
      const start = signRoot([old], NETWORK, first);
      const next = nextRoot(first, [young.publicKey]);
      const both = signRoot([old, young], NETWORK, next);
      assert.ok(openRoots([start, both], NETWORK).ok);
      const skipped = { ...nextRoot(next, [young.publicKey]), version: 4 };
      const bad: [string, Uint8Array[]][] = [
        ["the new one alone", [start, signRoot([young], NETWORK, next)]],
        ["the old one alone", [start, signRoot([old], NETWORK, next)]],
        ["a version skipped", [start, both, signRoot([young], NETWORK, skipped)]],
        ["one left out", [start, signRoot([old, young], NETWORK, nextRoot(next, [young.publicKey]))]],
        ["the second without the first", [both]],
        ["the first twice", [start, start]],
        ["backwards", [both, start]],
        ["nine versions", Array<Uint8Array>(9).fill(start)],
      ];
      for (const [what, roots] of bad) assert.ok(!openRoots(roots, NETWORK).ok, what);
      // Once the new one was seen, the old key alone signs nothing more.
      const after: Publisher = { pairs: [young], roots: [start, both], delegations: [] };
      const victim = new Victim();
      await mustEndAs(victim, release({ by: after, version: 2 }), "runs 2", "by the new key");
      const before: Publisher = { pairs: [old], roots: [start], delegations: [] };
      const stolen = release({ by: before, version: 3 });
      await mustEndAs(victim, stolen, "runs 2", "by the old key");
      assert.ok(!(await victim.installer.check(stolen.service)));
    },
  },
  {
    ...LOCAL,
    id: "PK17",
    title: "what was revoked stays revoked: an older revocation, and one that gives back, change nothing",
    async run() {
      const by = newPublisher();
      const what = release({ by });
      const one = revocationOf(by, { minimumVersions: [{ name: "attack", version: 2 }] });
      const two = nextRevocation(
        one.rootId,
        one,
        { codeHashes: ["ab".repeat(32)] },
        { reason: "", issuedMs: NOW_MS },
      );
      const giving: Revocation = { ...two, sequence: 9, minimumVersions: [] };
      const victim = new Victim();
      for (const [record, isNew] of [
        [one, true],
        [two, true],
        [one, false],
      ] as const) {
        const taken = await victim.revoke(signWithdrawal(by, NETWORK, record));
        assert.ok(taken.ok && taken.isNew === isNew);
      }
      assert.ok(!(await victim.revoke(signWithdrawal(by, NETWORK, giving))).ok, "given back");
      assert.equal(victim.publishers.revocation(one.rootId)?.sequence, 2);
      await mustEndAs(victim, what, "revoked", "a version that was withdrawn");
      // A stranger revokes nothing, nor does a key whose role it is not.
      const stranger = newPublisher();
      const foreign = signWithdrawal({ ...stranger, roots: by.roots }, NETWORK, { ...two, sequence: 10 });
      assert.ok(!(await victim.revoke(foreign)).ok, "by a stranger");
      const misdirected = signWithdrawal(stranger, NETWORK, { ...two, sequence: 10 });
      assert.ok(!(await victim.revoke(misdirected)).ok, "of somebody else");
    },
  },
  {
    ...LOCAL,
    id: "PK18",
    title:
      "revoked code is refused by its hash under a new version and a new name, and by the operator's list under a new publisher",
    async run() {
      const by = newPublisher();
      const what = release({ by });
      const code = hexOf(what.manifest.codeHash);
      const victim = new Victim();
      await mustEndAs(victim, what, "runs 1", "before");
      await victim.revoke(signWithdrawal(by, NETWORK, revocationOf(by, { codeHashes: [code] })));
      assert.equal(victim.nowRefused(what.service), "revoked");
      await mustEndAs(victim, release({ by, version: 2 }), "revoked", "a new version");
      await mustEndAs(victim, release({ by, name: "other" }), "revoked", "a new name");
      // A publisher revokes its own: else anybody could withdraw what others run. The operator's list holds for all.
      const stranger = release();
      await mustEndAs(victim, stranger, "runs 1", "another publisher's");
      victim.policy = { ...victim.policy, blockedCode: [code] };
      assert.equal(victim.nowRefused(stranger.service), "policy");
      await mustEndAs(victim, release(), "policy", "yet another publisher's");
    },
  },
  {
    ...LOCAL,
    id: "PK19",
    title: "a manifest that lies about its module is refused, each lie for its own reason",
    async run() {
      const by = newPublisher();
      const good = release({ by });
      const other = simpleService('(data (i32.const 60000) "other")');
      for (const change of [
        { codeBytes: good.manifest.codeBytes + 1 },
        { merkleRoot: new Uint8Array(32) },
        { chunkHashes: [sha256(other)] },
        { chunkHashes: [] },
        { abiVersion: 2 },
        { abiMinor: 1 },
        { gateProfile: "none" },
        { meteringSchedule: 1 },
        { limits: { ...good.manifest.limits, fuelPerEvent: 2 ** 50 } },
      ] as Partial<Manifest>[])
        assert.throws(() => withManifest(good, change, by), ProstError, Object.keys(change)[0]);
      // What the rules of manifests cannot see, the node does.
      const wrongHash = withManifest(good, { codeHash: sha256(other) }, by);
      await mustEndAs(new Victim(), wrongHash, "code", "another code's hash");
      const elsewhere = withManifest(good, { exportsHash: sha256(other) }, by);
      await mustEndAs(new Victim(), elsewhere, "code", "other exports");
      const future = withManifest(good, { minRuntime: "999.0.0" }, by);
      await mustEndAs(new Victim(), future, "runtime", "for a prost that does not exist yet");
      const asking = service({ imports: importText("prost.now", "now"), deliver: "" });
      const silent = release({ by, module: asking, capabilities: [] });
      await mustEndAs(new Victim(), silent, "capability", "an import that no capability names");
      const greedy = release({ by, limits: { fuelPerEvent: 500_000_000 } });
      const modest = new Victim();
      modest.plant(greedy);
      const outcome = await modest.installer.fetch(greedy.service);
      assert.ok(outcome.ok && outcome.package.limits.fuelPerEvent <= modest.policy.limits.fuelPerEvent);
      const large = simpleService("", '(memory (export "memory") 9)');
      const tight = release({ by, module: large, limits: { memoryPages: 8 } });
      await mustEndAs(new Victim(), tight, "policy", "more memory than it asks for");
    },
  },
  {
    ...LOCAL,
    id: "PK20",
    title: "names that look like others, or climb, are no names",
    run() {
      const names = [
        "Attack",
        "аttack",
        "ａttack",
        "e\u0301",
        "\u00e9",
        "a.",
        "a..b",
        "../a",
        "/a",
        "a/",
        "a//b",
        "__proto__",
        "constructor ",
        "-a",
        "a-",
        "a_b",
        "a b",
        "a\0",
        "a\n",
        "",
        "a".repeat(33),
        "a/b/c/d/e",
        "a".repeat(64),
        "\u202ea",
        "xn--ttack_",
      ];
      for (const name of names) assert.throws(() => release({ name }), ProstError, JSON.stringify(name));
      for (const name of ["a", "a/b/c/d", "a-b", "0", "a".repeat(32)])
        assert.equal(release({ name }).manifest.name, name);
    },
  },
  {
    ...LOCAL,
    id: "PK27",
    title: "what a manifest says cannot write to a terminal",
    run() {
      for (const label of ["\u001b[2J", "a\nb", "\u202eabc", "\u0007", "\u200b", "\ud800"])
        assert.throws(() => release({ label }), ProstError, JSON.stringify(label));
      for (const text of ["\u001b[31mred", "\u202eabc", "a\u2028b", "\u0085"])
        assert.doesNotMatch(printable(text), /[\p{C}\p{Zl}\p{Zp}]/u);
    },
  },
  {
    ...LOCAL,
    id: "PK28",
    title: "key files that others can read, links to keys, and a wrong passphrase are refused",
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
    ...LOCAL,
    id: "PK30",
    title: "a key's id selects a key and proves nothing",
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
  {
    ...LOCAL,
    id: "HF06",
    title: "a new version that asks for more waits for the operator's consent, and the one before goes on",
    async run() {
      const by = newPublisher();
      const victim = new Victim();
      await mustEndAs(victim, release({ by }), "runs 1", "the first");
      const more = release({ by, version: 2, capabilities: ["message", "store"] });
      await mustEndAs(victim, more, "runs 1", "one that asks for more");
      assert.deepEqual(victim.installer.pendingConsents.get(more.service.hex)?.asks, ["store"]);
      victim.restart();
      await mustEndAs(victim, more, "runs 1", "after a restart");
      assert.deepEqual(await victim.installer.consent(more.service), ["store"]);
      await mustEndAs(victim, more, "runs 2", "with the operator's consent");
      const yetMore = release({ by, version: 3, capabilities: ["message", "storage", "store"] });
      await mustEndAs(victim, yetMore, "runs 2", "a consent holds for what was asked");
    },
  },
  {
    ...LOCAL,
    id: "HF07",
    title: "a capability with a parameter or a wild card is none",
    run() {
      for (const name of [
        "storage:*",
        "*",
        "storage,store",
        "Storage",
        "storage ",
        "",
        "message:",
        "__proto__",
      ])
        assert.throws(() => release({ capabilities: [name as Capability] }), ProstError, name);
    },
  },
];

function releaseOf(by: Publisher): Release {
  const record = forced(by, "acme/tools");
  const opened = openPublication(record, NETWORK);
  assert.ok(opened.ok);
  const plain = release();
  return { ...plain, manifest: opened.manifest, record, service: serviceOf(opened.manifest) };
}

function revocationOf(by: Publisher, more: Partial<Withdrawn>): Revocation {
  return nextRevocation(rootIdOfPublisher(by), null, more, { reason: "", issuedMs: NOW_MS });
}
