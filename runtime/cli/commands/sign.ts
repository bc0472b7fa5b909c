/**
 * `prost sign` and `prost verify`: the `signature` section of a module, for tools that know nothing of
 * overlays. And one more signature for what several keys of a publisher must sign.
 */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { networkIdOf } from "../../base/identity.ts";
import { sha256 } from "../../deployment/chunks.ts";
import { firstLacking, lackText, signaturesOf, signDraft } from "../../deployment/cosigning.ts";
import {
  isSignedBy,
  sectionKeyId,
  signedHashOf,
  signModule,
  splitModule,
} from "../../deployment/module-signature.ts";
import { EXIT } from "../exit.ts";
import { escapedPath, readModuleFile } from "../module-file.ts";
import { collect, print, printJson, withExamples } from "../options.ts";
import { loadDraft, loadPair, replaceDraft, saveDraft } from "../publisher-files.ts";

interface SignOptions {
  readonly key?: string;
  readonly with?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}

interface VerifyOptions {
  readonly publicKey?: readonly string[];
  readonly json?: boolean;
}

export function registerSign(program: Command): void {
  const command = program
    .command("sign <file>")
    .description(
      "add a signature to what several keys of a publisher must sign; or put one into a module, as wasmsign2 does, which nodes do not need",
    )
    .option(
      "--with <file>",
      "add this key's signature to what `prost keys` or `--out` wrote; may be repeated",
      collect,
    )
    .option("--key <file>", "sign a module with this key")
    .option("-o, --out <file>", "where to write it (default: over the file)")
    .option("--json", "print JSON")
    .action(async (file: string, { key, out, json, with: keys }: SignOptions) => {
      if ((key === undefined) === (keys === undefined))
        throw new ProstError(
          "INVALID_ARGUMENT",
          "say who signs: --with KEY for what several keys sign, or --key KEY for a module",
        );
      if (key === undefined) return addSignatures(file, keys ?? [], out ?? file, json === true);
      const module = await readModuleFile(file);
      const pair = await loadPair(key);
      let signed: Uint8Array;
      try {
        signed = signModule(pair, module);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new ProstError(
          "FAILED_PRECONDITION",
          `${escapedPath(file)} cannot be signed: ${error.message}`,
        );
      }
      await writeFile(out ?? file, signed);
      const keyId = hexOf(sectionKeyId(pair.publicKey));
      const hash = hexOf(signedHashOf(takenApart(file, signed).module));
      if (json === true) printJson({ file: out ?? file, keyId, signedHash: hash, bytes: signed.length });
      else print(`${escapedPath(out ?? file)} is signed by key ${keyId}, over ${hash}`);
    });
  withExamples(
    command,
    "prost sign team.root --with other.key",
    "prost sign release.draft --with other.key",
    "prost sign hello.wasm --key me.key",
  );
}

async function addSignatures(
  file: string,
  keys: readonly string[],
  out: string,
  json: boolean,
): Promise<void> {
  let draft = await loadDraft(file);
  const networkId = networkIdOf(draft.network);
  for (const key of keys) draft = signDraft(draft, await loadPair(key), networkId);
  if (out === file) await replaceDraft(file, draft);
  else await saveDraft(out, draft);
  const signed = signaturesOf(draft, networkId);
  const lack = firstLacking(draft, networkId);
  if (json) {
    printJson({ file: out, complete: lack === null, statements: signed });
    return;
  }
  for (const { what, have, need } of signed) print(`${what.padEnd(11)} ${have} of ${need} signatures`);
  if (lack !== null) return print(lackText(lack));
  const isStanding = [draft.manifest, draft.pointer, draft.revocation].every((one) => one === null);
  const next = isStanding
    ? "; copy it beside each of these keys as KEY.root, or they sign as they did before"
    : "";
  print(`${escapedPath(out)} has all signatures that it needs${next}`);
}

export function registerVerify(program: Command): void {
  const command = program
    .command("verify <module>")
    .description("check the signatures in a module; ends with 1 when one key that is named did not sign it")
    .option("--public-key <hex>", "whose signature it must have; may be repeated", collect)
    .option("--json", "print JSON")
    .action(async (file: string, { publicKey = [], json }: VerifyOptions) => {
      const apart = takenApart(file, await readModuleFile(file));
      const codeHash = hexOf(sha256(apart.module));
      const signers = apart.signatures.map(({ keyId }) => hexOf(keyId));
      const checks = publicKey.map((hex) => {
        if (!/^[0-9a-f]{64}$/.test(hex))
          throw new ProstError("INVALID_ARGUMENT", "a public key is 64 lowercase hex digits");
        return { publicKey: hex, ok: isSignedBy(Uint8Array.from(Buffer.from(hex, "hex")), apart) };
      });
      if (json === true) printJson({ codeHash, bytes: apart.module.length, signers, checks });
      else {
        print(`code        SHA-256 ${codeHash}, ${apart.module.length} bytes without signatures`);
        print(`signatures  ${signers.length === 0 ? "none" : signers.map((id) => `key ${id}`).join(", ")}`);
        for (const check of checks) print(`${check.ok ? "signed by  " : "NOT by     "} ${check.publicKey}`);
        if (checks.length === 0 && signers.length > 0)
          print("A key's id proves nothing: name the key with --public-key to have its signature checked.");
      }
      if (checks.some(({ ok }) => !ok) || (checks.length === 0 && signers.length === 0))
        process.exitCode = EXIT.refused;
    });
  withExamples(command, "prost verify hello.wasm --public-key PUBLIC-KEY");
}

function takenApart(file: string, module: Uint8Array) {
  const apart = splitModule(module);
  if (apart.ok) return apart;
  throw new ProstError("FAILED_PRECONDITION", `${escapedPath(file)} is refused: ${apart.detail}`);
}
