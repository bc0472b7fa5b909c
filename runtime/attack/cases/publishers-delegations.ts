/** Attacks on delegations, root documents and revocations of a publisher. */
import assert from "node:assert/strict";
import type { Capability } from "../../../abi/imports.ts";
import { hexOf } from "../../base/hex.ts";
import { generateKeyPair, type KeyPair, keyIdOf } from "../../base/identity.ts";
import { DELEGATIONS_MAX, type Delegation, signDelegation } from "../../deployment/delegation.ts";
import { makeManifest, serviceOf } from "../../deployment/manifest.ts";
import {
  delegationHashesOf,
  openPublication,
  type Publisher,
  rootIdOfPublisher,
  signedParts,
} from "../../deployment/publication.ts";
import { encodePublication } from "../../deployment/publication-codec.ts";
import {
  nextRevocation,
  type Revocation,
  signWithdrawal,
  type Withdrawn,
} from "../../deployment/revocation.ts";
import { nextRoot, openRoots, rootDocument, signRoot } from "../../deployment/root.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
  DAY_MS,
  mustEndAs,
  mustRefuse,
  NETWORK,
  NOW_MS,
  newPublisher,
  type Release,
  release,
  simpleService,
  Victim,
} from "../arenas/publisher-arena.ts";

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

/** A publisher that signs as a delegate. */
function delegate(root: Publisher, to: KeyPair, ...delegations: readonly Uint8Array[]): Publisher {
  return { pairs: [to], roots: root.roots, delegations };
}

/** A record that a delegate signs without checking its delegation. */
function forced(by: Publisher, name: string, capabilities: readonly Capability[] = ["message"]): Uint8Array {
  const manifest = makeManifest({
    rootId: rootIdOfPublisher(by),
    name,
    version: 1,
    capabilities,
    module: simpleService(),
    createdMs: NOW_MS,
    // A record with more delegations is refused as a whole.
    delegationHashes: delegationHashesOf(by).slice(0, DELEGATIONS_MAX),
  });
  return encodePublication({
    ...signedParts(by.pairs, NETWORK, manifest, NOW_MS),
    roots: by.roots,
    delegations: by.delegations,
  });
}

export const CASES: readonly AttackCase[] = [
  {
    isLocal: true,
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
    isLocal: true,
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
      mustRefuse(forced(delegate(root, keys[1], first, wide), "acme"), "wider than its delegator's", "scope");
      const again = signDelegation([keys[0]], NETWORK, delegation(root, keys[1], may));
      mustRefuse(
        forced(delegate(root, keys[1], first, again), "acme/tools"),
        "a delegate that may delegate again",
        "scope",
      );
      const shut = signDelegation(root.pairs, NETWORK, delegation(root, keys[0]));
      mustRefuse(
        forced(delegate(root, keys[1], shut, second), "acme/tools"),
        "one that may not delegate",
        "scope",
      );
      // In a circle two delegations name one another: neither comes from the root.
      const [there, back] = [
        signDelegation([keys[1]], NETWORK, delegation(root, keys[0], may)),
        signDelegation([keys[0]], NETWORK, delegation(root, keys[1])),
      ];
      mustRefuse(forced(delegate(root, keys[1], there, back), "acme/tools"), "a circle", "signature");

      // A delegation in the middle that has expired by the clock.
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
      // A delegation in the middle that is revoked.
      const revoked = revocationOf(root, { keys: [{ keyId: hexOf(keyIdOf(keys[0].publicKey)), since: 0 }] });
      const told = new Victim();
      await told.revoke(signWithdrawal(root, NETWORK, revoked));
      await mustEndAs(told, releaseOf(good), "revoked", "a delegate of a revoked delegator");
      const bySerial = new Victim();
      await bySerial.revoke(signWithdrawal(root, NETWORK, revocationOf(root, { delegationSerials: [1] })));
      await mustEndAs(bySerial, releaseOf(good), "revoked", "a delegation that was revoked");
    },
  },
  {
    isLocal: true,
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
      // After a node has seen the new root, the old key alone signs nothing.
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
    isLocal: true,
    id: "PK17",
    title:
      "revoked things stay revoked: an older revocation, and one that restores a version, change nothing",
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
      assert.ok(!(await victim.revoke(signWithdrawal(by, NETWORK, giving))).ok, "restored");
      assert.equal(victim.publishers.revocation(one.rootId)?.sequence, 2);
      await mustEndAs(victim, what, "revoked", "a version that was withdrawn");
      // Another publisher revokes nothing, nor does a key without the role.
      const another = newPublisher();
      const foreign = signWithdrawal({ ...another, roots: by.roots }, NETWORK, { ...two, sequence: 10 });
      assert.ok(!(await victim.revoke(foreign)).ok, "by another publisher");
      const misdirected = signWithdrawal(another, NETWORK, { ...two, sequence: 10 });
      assert.ok(!(await victim.revoke(misdirected)).ok, "of another publisher");
    },
  },
  {
    isLocal: true,
    id: "PK18",
    title:
      "revoked code is refused under a new version and name, and by the operator's list under a new publisher",
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
      // A publisher revokes its own services only. The operator's list applies to all publishers.
      const another = release();
      await mustEndAs(victim, another, "runs 1", "another publisher's");
      victim.policy = { ...victim.policy, blockedCode: [code] };
      assert.equal(victim.nowRefused(another.service), "policy");
      await mustEndAs(victim, release(), "policy", "yet another publisher's");
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
