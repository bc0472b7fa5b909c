/**
 * The last step before a service runs: policy, module check and rewrite turn a checked publication into a
 * package.
 */
import { EXPORTS } from "../../abi/imports.ts";
import { hexOf } from "../base/hex.ts";
import { rewrite } from "../sandbox/instrument/rewrite.ts";
import type { AdmissionControl } from "./admission.ts";
import { serviceOf } from "./manifest.ts";
import { checkModule, type ModuleCheck } from "./module-check.ts";
import {
  diskFailed,
  type FetchOutcome,
  type FetchRefusal,
  type FetchRefusalReason,
  refused,
} from "./package.ts";
import { authorizationOf, type Publication } from "./publication.ts";

/** Runs at each start, so that today's policy and gate apply to code that was fetched earlier. */
export function preparePackage(
  admission: AdmissionControl,
  published: Publication,
  module: Uint8Array,
  { codeFrom, isNewest }: { readonly codeFrom: string; readonly isNewest: boolean },
): FetchOutcome {
  const { manifest } = published;
  const invalid = admission.validityRefusal(published);
  if (invalid !== null) return invalid;
  const decision = admission.grant(manifest);
  if (!decision.ok) return decision;
  const { limits } = decision;
  const checked = checkModule(module, manifest, limits.memoryPages);
  if (!checked.ok) return refused(REASONS[checked.reason], checked.detail);
  return {
    ok: true,
    package: {
      exports: checked.module.exports.map(({ name }) => name).filter((name) => EXPORTS.has(name)),
      serviceId: serviceOf(manifest),
      manifest,
      module: rewrite(checked.module, { memoryPages: limits.memoryPages }),
      limits,
      codeHash: hexOf(manifest.codeHash),
      codeFrom,
      isNewest,
      authorization: authorizationOf(published),
      // A version on disk was remembered before. For a new one, `withRemembered` replaces this.
      remembered: REMEMBERED,
    },
  };
}

/** The outcome, with a package that waits until its version is on disk as the highest seen. */
export function withRemembered(outcome: FetchOutcome, isRemembered: Promise<boolean>): FetchOutcome {
  if (!outcome.ok) return outcome;
  const remembered = isRemembered.then((is) => (is ? null : CANNOT_REMEMBER), diskFailed);
  return { ok: true, package: { ...outcome.package, remembered } };
}

const REASONS: Readonly<Record<(ModuleCheck & { ok: false })["reason"], FetchRefusalReason>> = {
  capability: "capability",
  gate: "gate",
  exports: "code",
  section: "code",
  memory: "policy",
};

const REMEMBERED: Promise<FetchRefusal | null> = Promise.resolve(null);
const CANNOT_REMEMBER = refused(
  "overloaded",
  "this node remembers the versions of as many services as it can; it takes no further ones",
);
