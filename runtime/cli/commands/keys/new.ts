/** `prost keys new`: makes a key file, and by its key pair a new publisher. */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Command } from "commander";
import { ProstError } from "../../../base/errors.ts";
import { generateKeyPair } from "../../../base/identity.ts";
import { saveKeyPair } from "../../../base/key-file.ts";
import { PUBLISHER_KEY, PUBLISHER_KEY_TEXT } from "../../../base/user-folders.ts";
import { soleRootId } from "../../../deployment/root.ts";
import { withExamples } from "../../options.ts";
import { passphraseOf } from "./publisher-standing.ts";
import { show } from "./show.ts";

interface NewOptions {
  readonly passphrase?: boolean;
  readonly json?: boolean;
}

export function registerNew(keys: Command): void {
  const command = keys
    .command("new [file]")
    .description(`make a key file for a new publisher; only you can read it (default: ${PUBLISHER_KEY_TEXT})`)
    .option("--passphrase", "encrypt the key file with a passphrase, from PROST_PASSPHRASE or the terminal")
    .option("--json", "print JSON")
    .action(async (given: string | undefined, { json, passphrase }: NewOptions) => {
      const file = given ?? PUBLISHER_KEY;
      if (given === undefined) await makeFolder(dirname(file));
      const pair = generateKeyPair();
      await saveKeyPair(file, pair, await passphraseOf(file, passphrase === true));
      show(file, pair.publicKey, soleRootId(pair.publicKey), json === true);
    });
  withExamples(command, "prost keys new me.key", "prost keys new --passphrase");
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new ProstError(
      "PERMISSION_DENIED",
      `the folder ${folder} for the key file cannot be made: ${error.message}; give another file: prost keys new FILE`,
      { cause: error },
    );
  });
}
