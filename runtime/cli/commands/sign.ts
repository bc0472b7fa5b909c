/** `prost sign` and `prost verify`: the `signature` section of a module, for tools that know nothing of overlays. */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { sha256 } from "../../deployment/chunks.ts";
import {
  isSignedBy,
  sectionKeyId,
  signedHashOf,
  signModule,
  takeApart,
} from "../../deployment/module-signature.ts";
import { ProstError } from "../../errors.ts";
import { hexOf } from "../../hex.ts";
import { EXIT } from "../exit.ts";
import { escapedPath, readModuleFile } from "../module-file.ts";
import { collect, print, printJson, withExamples } from "../options.ts";
import { loadPair } from "../publisher-files.ts";

interface SignOptions {
  readonly key: string;
  readonly out?: string;
  readonly json?: boolean;
}

interface VerifyOptions {
  readonly publicKey?: readonly string[];
  readonly json?: boolean;
}

export function registerSign(program: Command): void {
  const command = program
    .command("sign <module>")
    .description(
      "put a signature into a module, as wasmsign2 does; nodes trust manifests, and do not need it",
    )
    .requiredOption("--key <file>", "who signs")
    .option("-o, --out <file>", "where to write the signed module (default: over the module)")
    .option("--json", "print JSON")
    .action(async (file: string, { key, out, json }: SignOptions) => {
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
  withExamples(command, "prost sign hello.wasm --key me.key");
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
  const apart = takeApart(module);
  if (apart.ok) return apart;
  throw new ProstError("FAILED_PRECONDITION", `${escapedPath(file)} is refused: ${apart.detail}`);
}
