/** Publishers with keys that sign together: two of three keys, through a change and a rotation. */
import { expect, test } from "vitest";
import { hexOf } from "../../runtime/base/hex.ts";
import { generateKeyPair, type KeyPair, keyIdOf } from "../../runtime/base/identity.ts";
import { type Draft, firstLacking, signaturesOf, signDraft } from "../../runtime/deployment/cosigning.ts";
import { type Delegation, signDelegation } from "../../runtime/deployment/delegation.ts";
import { makeManifest } from "../../runtime/deployment/manifest.ts";
import {
  openPublication,
  rootIdOfPublisher,
  signedParts,
  signPublication,
  solePublisher,
} from "../../runtime/deployment/publication.ts";
import { encodePublication } from "../../runtime/deployment/publication-codec.ts";
import {
  nextRevocation,
  openWithdrawal,
  signRevocation,
  signWithdrawal,
  withdrawalOf,
} from "../../runtime/deployment/revocation.ts";
import { changedRoot, openRoots, type RootDocument, signRoot } from "../../runtime/deployment/root.ts";
import { NOW_MS, network } from "./fixtures.ts";

const [a, b, c, outsider] = Array.from({ length: 4 }, () => generateKeyPair());
const idOf = ({ publicKey }: KeyPair) => hexOf(keyIdOf(publicKey));
const NOTHING = { network: "test", delegations: [], manifest: null, pointer: null, revocation: null };

/** A publisher with one key that becomes a publisher with two of three. */
function team(): { roots: readonly Uint8Array[]; newest: RootDocument } {
  const { roots } = solePublisher(a, network);
  const chain = openRoots(roots, network);
  if (!chain.ok) throw new Error(chain.detail);
  const thresholds = { root: 2, release: 2, revoke: 2 };
  const newest = changedRoot(chain.newest, { add: [b.publicKey, c.publicKey], thresholds });
  return { roots: [...roots, signRoot([a, c], network, newest)], newest };
}

const { roots, newest } = team();
const rootId = rootIdOfPublisher({ roots });

function manifestBy(pairs: readonly KeyPair[], by = roots): Draft {
  const manifest = makeManifest({
    rootId,
    name: "test",
    version: 1,
    capabilities: [],
    module: new Uint8Array(9),
    createdMs: NOW_MS,
  });
  return { ...NOTHING, roots: by, ...signedParts(pairs, network, manifest, NOW_MS) };
}

function published({ manifest, pointer, roots: by, delegations }: Draft) {
  if (manifest === null || pointer === null) throw new Error("no manifest");
  return openPublication(encodePublication({ manifest, pointer, roots: by, delegations }), network);
}

test("the publisher keeps its id when its one key becomes two of three", () => {
  expect(openRoots(roots, network)).toMatchObject({ ok: true, rootId });
  expect(rootId).toEqual(rootIdOfPublisher(solePublisher(a, network)));
});

test("a change to two of three keys is refused until a second one of the new keys has signed it", () => {
  const alone: Draft = { ...NOTHING, roots: [roots[0], signRoot([a], network, newest)] };
  expect(openRoots(alone.roots, network)).toMatchObject({ ok: false, reason: "signature" });
  expect(firstLacking(alone, network)).toMatchObject({ what: "root", have: 1, need: 2 });
  const both = signDraft(alone, b, network);
  expect(firstLacking(both, network)).toBeNull();
  expect(openRoots(both.roots, network).ok).toBe(true);
});

test("a manifest is accepted with any two signatures, and refused with one", () => {
  const one = manifestBy([b]);
  expect(published(one)).toMatchObject({ ok: false, reason: "signature" });
  expect(signaturesOf(one, network)).toMatchObject([
    { what: "root", have: 2, need: 2 },
    { what: "manifest", have: 1, need: 2, open: expect.arrayContaining([idOf(a), idOf(c)]) },
    { what: "pointer", have: 1, need: 2 },
  ]);
  for (const pair of [a, c]) expect(published(signDraft(one, pair, network))).toMatchObject({ ok: true });
  expect(() => signDraft(signDraft(one, a, network), c, network)).toThrow(/no statement of this draft needs/);
});

test("signing again, and signing with a key that may not sign, are refused with the reason", () => {
  expect(() => signDraft(manifestBy([b]), b, network)).toThrow(/no statement of this draft needs/);
  expect(() => signDraft(manifestBy([b]), outsider, network)).toThrow(/may not sign any statement/);
  expect(() => signPublication({ pairs: [b], roots, delegations: [] }, network, manifestOf())).toThrow(
    /may not sign/,
  );
});

test("a draft signed for another network, or by an unknown key, is refused", () => {
  const foreign = { ...manifestBy([b]), pointer: manifestBy([outsider]).pointer };
  expect(() => signaturesOf(foreign, network)).toThrow(/pointer is wrong/);
});

test("a rotation of one of three keys needs two old and two new keys, and the old key no longer counts", () => {
  const fresh = generateKeyPair();
  const next = changedRoot(newest, {
    add: [fresh.publicKey],
    remove: [idOf(a)],
  });
  expect(next.roles.release).toEqual({ keyIds: [idOf(b), idOf(c), idOf(fresh)].sort(), threshold: 2 });
  const begun: Draft = { ...NOTHING, roots: [...roots, signRoot([a, fresh], network, next)] };
  expect(firstLacking(begun, network)).toMatchObject({ have: 1, need: 2 });
  const done = signDraft(begun, c, network);
  expect(firstLacking(done, network)).toBeNull();
  const after = done.roots;
  expect(openRoots(after, network)).toMatchObject({ ok: true, rootId });
  expect(published(manifestBy([fresh, b], after)).ok).toBe(true);
  expect(() => signaturesOf(manifestBy([a, b], after), network)).toThrow(/wrong, or from a key that may not/);
  expect(published(manifestBy([a, b], after))).toMatchObject({ ok: false, reason: "signature" });
});

test("a delegation and a revocation need two signatures as well", () => {
  const delegation: Delegation = {
    rootId,
    delegateKey: outsider.publicKey,
    namePrefix: "test",
    capabilities: [],
    mayDelegate: false,
    notBeforeMs: NOW_MS,
    expiresMs: NOW_MS + 1_000,
    serial: 7,
    limits: null,
    versionsPerDay: 0,
  };
  const delegated: Draft = {
    ...NOTHING,
    roots,
    delegations: [signDelegation([a], network, delegation)],
  };
  expect(firstLacking(delegated, network)).toMatchObject({ what: "delegation", have: 1, need: 2 });
  expect(firstLacking(signDraft(delegated, b, network), network)).toBeNull();

  const said = { reason: "", issuedMs: NOW_MS };
  const revocation = nextRevocation(rootId, null, { delegationSerials: [7] }, said);
  expect(openWithdrawal(signWithdrawal({ pairs: [a], roots }, network, revocation), network).ok).toBe(false);
  const begun = { ...NOTHING, roots, revocation: signRevocation([a], network, revocation) };
  expect(firstLacking(begun, network)).toMatchObject({ what: "revocation", have: 1, need: 2 });
  const { revocation: both } = signDraft(begun, b, network);
  expect(openWithdrawal(withdrawalOf({ revocation: both!, roots }), network)).toMatchObject({
    ok: true,
    revocation,
  });
});

test("a threshold above the number of keys, and a key that does not exist, are refused", () => {
  expect(() => changedRoot(newest, { thresholds: { release: 4 } })).toThrow(/threshold/);
  expect(() => changedRoot(newest, { remove: ["ab".repeat(32)] })).toThrow(/has no key/);
  expect(() => changedRoot(newest, { remove: [idOf(a), idOf(b)] })).toThrow(/threshold/);
});

function manifestOf() {
  return makeManifest({
    rootId,
    name: "test",
    version: 1,
    capabilities: [],
    module: new Uint8Array(9),
    createdMs: NOW_MS,
  });
}
