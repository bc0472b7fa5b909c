/**
 * The terms that manifests, delegations and revocations state: exports, the lowest runtime version, limits,
 * pace, a first version.
 */
import { describe, expect, test } from "vitest";
import { hexOf } from "../../runtime/base/hex.ts";
import { generateKeyPair, keyIdOf } from "../../runtime/base/identity.ts";
import { isAtLeast } from "../../runtime/base/version.ts";
import { type Delegation, isPaced, signDelegation } from "../../runtime/deployment/delegation.ts";
import { exportsHashOf } from "../../runtime/deployment/exports-hash.ts";
import { deploymentKinds, manifestRecord } from "../../runtime/deployment/kinds.ts";
import { type ManifestInput, makeManifest, serviceOf } from "../../runtime/deployment/manifest.ts";
import {
  delegationHashesOf,
  openPublication,
  type Publisher,
  rootIdOfPublisher,
  signPublication,
  solePublisher,
} from "../../runtime/deployment/publication.ts";
import {
  holdsAllOf,
  nextRevocation,
  openWithdrawal,
  signWithdrawal,
  withdrawnOf,
} from "../../runtime/deployment/revocation.ts";
import { LIMITS_DEFAULT } from "../../runtime/sandbox/contract.ts";
import { gate } from "../../runtime/sandbox/gate/gate.ts";
import { holder, NOW_MS, network, publisher, serviceModule } from "./fixtures.ts";

const DAY_MS = 86_400_000;
const module = await serviceModule();
const root = solePublisher(publisher, network);
const rootId = rootIdOfPublisher(root);
const delegate = generateKeyPair();

function delegated(change: Partial<Delegation> = {}): Publisher {
  const delegation: Delegation = {
    rootId,
    delegateKey: delegate.publicKey,
    namePrefix: "acme",
    capabilities: ["message"],
    mayDelegate: false,
    notBeforeMs: NOW_MS - DAY_MS,
    expiresMs: NOW_MS + 30 * DAY_MS,
    serial: 5,
    limits: null,
    versionsPerDay: 0,
    ...change,
  };
  return {
    pairs: [delegate],
    roots: root.roots,
    delegations: [signDelegation([publisher], network, delegation)],
  };
}

function manifestOf(by: Publisher, change: Partial<ManifestInput> = {}) {
  return makeManifest({
    rootId,
    name: "acme",
    version: 1,
    capabilities: [],
    module,
    createdMs: NOW_MS,
    delegationHashes: delegationHashesOf(by),
    ...change,
  });
}

describe("a manifest", () => {
  test("with build information is decoded unchanged, and without it has the bytes of the older format", () => {
    const build = { compiler: "asc", version: "0.28.2", sourceHash: new Uint8Array(32).fill(3) };
    const full = manifestOf(root, { build, minRuntime: "1.20.3", exportsHash: new Uint8Array(32).fill(4) });
    expect(openPublication(signPublication(root, network, full), network)).toMatchObject({ manifest: full });
    const bare = manifestOf(root);
    const opened = openPublication(signPublication(root, network, bare), network);
    expect(opened).toMatchObject({
      manifest: { build: null, minRuntime: "", exportsHash: new Uint8Array(0) },
    });
  });

  test.each(["1", "1.2", "01.2.3", "1.2.3-x", "1.2.3.4"])("with the runtime %s is refused", (minRuntime) => {
    expect(() => manifestOf(root, { minRuntime })).toThrow(/lowest version/);
  });

  test("states the exports by name and type", async () => {
    const hashOf = (bytes: Uint8Array) => {
      const gated = gate(bytes);
      if (!gated.ok) throw new Error(gated.detail);
      return hexOf(exportsHashOf(gated.module));
    };
    const other = await serviceModule({ seed: 2 });
    expect(hashOf(other)).toBe(hashOf(module));
    expect(hashOf(await serviceModule({ imports: '(func (export "init"))' }))).not.toBe(hashOf(module));
  });
});

test("versions are compared as numbers", () => {
  expect([isAtLeast("0.10.0", "0.9.9"), isAtLeast("0.1.0", "0.1.0"), isAtLeast("0.1.0", "0.1.1")]).toEqual([
    true,
    true,
    false,
  ]);
});

describe("a delegate", () => {
  test("may not ask for more than the delegated limits", () => {
    const by = delegated({ limits: { ...LIMITS_DEFAULT, memoryPages: 8 } });
    expect(() => signPublication(by, network, manifestOf(by, { limits: { memoryPages: 9 } }))).toThrow(
      /asks for 9 memoryPages, and 8 were delegated/,
    );
    expect(signPublication(by, network, manifestOf(by, { limits: { memoryPages: 8 } }))).toBeDefined();
  });

  test("may not delegate higher limits or a faster pace than its own", () => {
    const second = generateKeyPair();
    const above = delegated({
      mayDelegate: true,
      limits: { ...LIMITS_DEFAULT, memoryPages: 8 },
      versionsPerDay: 3,
    });
    const below = (change: Partial<Delegation>): Publisher => {
      const delegation: Delegation = {
        rootId,
        delegateKey: second.publicKey,
        namePrefix: "acme",
        capabilities: [],
        mayDelegate: false,
        notBeforeMs: NOW_MS - DAY_MS,
        expiresMs: NOW_MS + DAY_MS,
        serial: 6,
        limits: { ...LIMITS_DEFAULT, memoryPages: 8 },
        versionsPerDay: 3,
        ...change,
      };
      const delegations = [...above.delegations, signDelegation([delegate], network, delegation)];
      return { pairs: [second], roots: root.roots, delegations };
    };
    const sign = (by: Publisher) =>
      signPublication(by, network, manifestOf(by, { limits: { memoryPages: 4 } }));
    expect(sign(below({}))).toBeDefined();
    expect(() => sign(below({ limits: null }))).toThrow(/more limits/);
    expect(() => sign(below({ limits: { ...LIMITS_DEFAULT, memoryPages: 9 } }))).toThrow(/more memoryPages/);
    expect(() => sign(below({ versionsPerDay: 0 }))).toThrow(/faster/);
    expect(() => sign(below({ versionsPerDay: 4 }))).toThrow(/faster/);
  });

  test("may raise the version by its rate for each day that has begun", () => {
    expect([isPaced(2, 2, 0), isPaced(2, 3, 0), isPaced(2, 3, DAY_MS), isPaced(2, 5, DAY_MS)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([isPaced(2, 3, -DAY_MS), isPaced(0, 1_000, 0)]).toEqual([false, true]);
  });

  test("that raises it faster replaces no record at the holders; the publisher's own keys may", () => {
    const by = delegated({ versionsPerDay: 2 });
    const [, manifests] = deploymentKinds(network);
    const recordOf = (who: Publisher, version: number, createdMs = NOW_MS) => {
      const manifest = manifestOf(who, { version, createdMs });
      const value = signPublication(who, network, manifest);
      return { ...manifestRecord(serviceOf(manifest)), value, version, writer: holder, expiresMs: 0 };
    };
    const first = recordOf(by, 1);
    expect(manifests.supersedes(recordOf(by, 3), first)).toBe(true);
    expect(manifests.supersedes(recordOf(by, 4), first)).toBe(false);
    expect(manifests.supersedes(recordOf(by, 4, NOW_MS + DAY_MS), first)).toBe(true);
    expect(manifests.supersedes(recordOf(root, 100), first)).toBe(true);
  });
});

describe("a revocation", () => {
  const said = { reason: "", issuedMs: NOW_MS };
  const keyId = hexOf(keyIdOf(publisher.publicKey));
  const opened = (version: number, by = root) => {
    const publication = openPublication(signPublication(by, network, manifestOf(by, { version })), network);
    if (!publication.ok) throw new Error(publication.detail);
    return publication;
  };

  test("of a key from a version leaves lower versions valid", () => {
    const revocation = nextRevocation(rootId, null, { keys: [{ keyId, since: 3 }] }, said);
    const of = (version: number) => withdrawnOf(revocation, opened(version).manifest, opened(version));
    expect(of(2)).toBeNull();
    expect(of(3)).toMatch(/from version 3/);
    const other = generateKeyPair();
    const record = signWithdrawal(solePublisher(other, network), network, {
      ...revocation,
      rootId: rootIdOfPublisher(solePublisher(other, network)),
    });
    expect(openWithdrawal(record, network)).toMatchObject({
      ok: true,
      revocation: { keys: [{ keyId, since: 3 }] },
    });
  });

  test("may withdraw more of a key later, but not less", () => {
    const at = (since: number) => nextRevocation(rootId, null, { keys: [{ keyId, since }] }, said);
    expect(holdsAllOf(at(2), at(3))).toBe(true);
    expect(holdsAllOf(at(4), at(3))).toBe(false);
    expect(nextRevocation(rootId, at(3), { keys: [{ keyId, since: 5 }] }, said).keys).toEqual([
      { keyId, since: 3 },
    ]);
  });

  test("of a delegation ends services that depend on it, but not those under another delegation", () => {
    const revocation = nextRevocation(rootId, null, { delegationSerials: [5] }, said);
    const of = (by: Publisher) => withdrawnOf(revocation, opened(1, by).manifest, opened(1, by));
    expect(of(delegated())).toMatch(/delegation 5/);
    expect(of(delegated({ serial: 6 }))).toBeNull();
    expect(holdsAllOf(nextRevocation(rootId, null, {}, said), revocation)).toBe(false);
  });
});
