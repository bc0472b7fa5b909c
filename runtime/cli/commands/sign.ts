/**
 * `prost sign` adds a signature to a draft that several keys of a publisher must sign. It can also sign a module in
 * its `signature` section, for other tools than prost; `prost verify` checks that section.
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
      "sign a draft that several keys must sign; or sign a module as wasmsign2 does, which nodes do not need",
    )
    .option(
      "--with <file>",
      "key file that signs the draft that `prost keys` or `--out` wrote; may be repeated",
      collect,
    )
    .option("--key <file>", "key file that signs a module")
    .option("-o, --out <file>", "file for the result (default: replace the file itself)")
    .option("--json", "print JSON")
    .action(async (file: string, { key, out, json, with: keys }: SignOptions) => {
      if ((key === undefined) === (keys === undefined))
        throw new ProstError(
          "INVALID_ARGUMENT",
          "no single kind of signature was chosen; use --with KEY for a draft, or --key KEY for a module",
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
    ? "; copy it beside each of these key files as KEY.root, or they keep signing by their old root document"
    : "";
  print(`${escapedPath(out)} has all required signatures${next}`);
}

export function registerVerify(program: Command): void {
  const command = program
    .command("verify <module>")
    .description("verify the signatures in a module; exit code 1 if a given key has not signed it")
    .option("--public-key <hex>", "public key that must have signed the module; may be repeated", collect)
    .option("--json", "print JSON")
    .action(async (file: string, { publicKey = [], json }: VerifyOptions) => {
      const apart = takenApart(file, await readModuleFile(file));
      const codeHash = hexOf(sha256(apart.module));
      const signers = apart.signatures.map(({ keyId }) => hexOf(keyId));
      const checks = publicKey.map((hex) => {
        if (!/^[0-9a-f]{64}$/.test(hex))
          throw new ProstError(
            "INVALID_ARGUMENT",
            `${hex} is not a public key; give 64 lowercase hex digits`,
          );
        return { publicKey: hex, ok: isSignedBy(Uint8Array.from(Buffer.from(hex, "hex")), apart) };
      });
      if (json === true) printJson({ codeHash, bytes: apart.module.length, signers, checks });
      else {
        print(`code        SHA-256 ${codeHash}, ${apart.module.length} bytes without signatures`);
        print(`signatures  ${signers.length === 0 ? "none" : signers.map((id) => `key ${id}`).join(", ")}`);
        for (const check of checks) print(`${check.ok ? "signed by  " : "NOT by     "} ${check.publicKey}`);
        if (checks.length === 0 && signers.length > 0)
          print("A key id is not verified: give the public key with --public-key to verify its signature.");
      }
      if (checks.some(({ ok }) => !ok) || (checks.length === 0 && signers.length === 0))
        process.exitCode = EXIT.refused;
    });
  withExamples(command, "prost verify hello.wasm --public-key PUBLIC-KEY");
}

function takenApart(file: string, module: Uint8Array) {
  const apart = splitModule(module);
  if (apart.ok) return apart;
  throw new ProstError(
    "FAILED_PRECONDITION",
    `the signature section of ${escapedPath(file)} is not valid: ${apart.detail}`,
  );
}
