/** Attacks on the manifests and versions of a publisher. */
import assert from "node:assert/strict";
import type { Capability } from "../../../abi/imports.ts";
import { ProstError } from "../../base/errors.ts";
import { printable } from "../../base/log.ts";
import { sha256 } from "../../deployment/chunks.ts";
import { type Manifest, VERSION_STEP_MAX } from "../../deployment/manifest.ts";
import { type Publisher, signPublication } from "../../deployment/publication.ts";
import type { AttackCase } from "../arenas/arena.ts";
import {
  DAY_MS,
  mustEndAs,
  NETWORK,
  NOW_MS,
  newPublisher,
  type Release,
  release,
  simpleService,
  Victim,
} from "../arenas/publisher-arena.ts";
import { service } from "../kit/modules.ts";
import { importText } from "../kit/probes.ts";

function withManifest(what: Release, change: Partial<Manifest>, by: Publisher): Release {
  const manifest = { ...what.manifest, ...change };
  return { ...what, manifest, record: signPublication(by, NETWORK, manifest) };
}

export const CASES: readonly AttackCase[] = [
  {
    isLocal: true,
    id: "PK10",
    title:
      "an older version is refused, after a restart too; of two with one number the second is kept as evidence",
    async run() {
      const by = newPublisher();
      const [first, second] = [1, 2].map((version) => release({ by, version }));
      const victim = new Victim();
      await mustEndAs(victim, first, "runs 1", "the first");
      await mustEndAs(victim, second, "runs 2", "the second");
      // The running version stays; the older one does not replace it.
      await mustEndAs(victim, first, "runs 2", "the first again");
      victim.restart();
      await mustEndAs(victim, first, "runs 2", "after a restart");
      const rival = release({ by, version: 2, label: "other" });
      await mustEndAs(victim, rival, "runs 2", "another with its number");
      assert.deepEqual(victim.installer.equivocation(rival.service)[0], rival.record);
      // A node that has seen the version and lost its code still refuses.
      const forgetful = new Victim();
      await mustEndAs(forgetful, second, "runs 2", "the second");
      await forgetful.store.write([{ space: "package/code", key: second.service.bytes, value: null }]);
      await mustEndAs(forgetful, first, "rollback", "the first");
      await mustEndAs(forgetful, rival, "equivocation", "another with its number");
    },
  },
  {
    isLocal: true,
    id: "PK11",
    title: "version numbers cannot be used up: a step has a ceiling",
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
    isLocal: true,
    id: "PK12",
    title: "an expired manifest or pointer is refused, with a tolerance for clock differences",
    async run() {
      const by = newPublisher();
      const late = new Victim();
      const old = release({ by });
      late.nowMs = NOW_MS + 2 * DAY_MS + 60_000;
      await mustEndAs(late, old, "runs 1", "within the tolerance of clocks");
      const later = new Victim();
      later.nowMs = NOW_MS + 3 * DAY_MS;
      await mustEndAs(later, old, "expired", "an old pointer");
      const renewed = { ...old, record: signPublication(by, NETWORK, old.manifest, later.nowMs) };
      await mustEndAs(later, renewed, "runs 1", "signed anew");
      // A running service ends with its manifest, whatever the overlay returns.
      later.nowMs = NOW_MS + 91 * DAY_MS;
      assert.equal(later.nowRefused(old.service), "expired");
      assert.throws(() => release({ by, validMs: 91 * DAY_MS }), ProstError);
    },
  },
  {
    isLocal: true,
    id: "PK13",
    title: "a manifest of tomorrow waits until tomorrow, also after the clock is set back",
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
    isLocal: true,
    id: "PK19",
    title: "a manifest with a false statement about its module is refused, each with its own reason",
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
      // False statements that only a node with the module detects.
      const wrongHash = withManifest(good, { codeHash: sha256(other) }, by);
      await mustEndAs(new Victim(), wrongHash, "code", "another code's hash");
      const elsewhere = withManifest(good, { exportsHash: sha256(other) }, by);
      await mustEndAs(new Victim(), elsewhere, "code", "other exports");
      const future = withManifest(good, { minRuntime: "999.0.0" }, by);
      await mustEndAs(new Victim(), future, "runtime", "for a future prost");
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
      await mustEndAs(new Victim(), tight, "policy", "more memory than it requests");
    },
  },
  {
    isLocal: true,
    id: "PK20",
    title: "names that look like others, or lead out of a folder, are refused",
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
    isLocal: true,
    id: "PK27",
    title: "no text of a manifest can control a terminal",
    run() {
      for (const label of ["\u001b[2J", "a\nb", "\u202eabc", "\u0007", "\u200b", "\ud800"])
        assert.throws(() => release({ label }), ProstError, JSON.stringify(label));
      for (const text of ["\u001b[31mred", "\u202eabc", "a\u2028b", "\u0085"])
        assert.doesNotMatch(printable(text), /[\p{C}\p{Zl}\p{Zp}]/u);
    },
  },
  {
    isLocal: true,
    id: "HF06",
    title:
      "a new version that requests more capabilities waits for the operator's consent, and the older one keeps running",
    async run() {
      const by = newPublisher();
      const victim = new Victim();
      await mustEndAs(victim, release({ by }), "runs 1", "the first");
      const more = release({ by, version: 2, capabilities: ["message", "store"] });
      await mustEndAs(victim, more, "runs 1", "a version with more capabilities");
      assert.deepEqual(victim.installer.pendingConsents.get(more.service.hex)?.asks, ["store"]);
      victim.restart();
      await mustEndAs(victim, more, "runs 1", "after a restart");
      assert.deepEqual(await victim.installer.consent(more.service), ["store"]);
      await mustEndAs(victim, more, "runs 2", "with the operator's consent");
      const yetMore = release({ by, version: 3, capabilities: ["message", "storage", "store"] });
      await mustEndAs(victim, yetMore, "runs 2", "a consent covers the requested capabilities only");
    },
  },
  {
    isLocal: true,
    id: "HF07",
    title: "a capability with a parameter or a wildcard is unknown",
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
