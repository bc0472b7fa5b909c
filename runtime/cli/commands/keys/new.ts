/** `prost keys new`: makes a key pair, and with it a publisher. */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Command } from "commander";
import { generateKeyPair } from "../../../base/identity.ts";
import { saveKeyPair } from "../../../base/key-file.ts";
import { PUBLISHER_KEY, PUBLISHER_KEY_TEXT } from "../../../base/user-folders.ts";
import { soleRootId } from "../../../deployment/root.ts";
import { passphraseOf } from "./publisher-standing.ts";
import { show } from "./show.ts";

interface NewOptions {
  readonly passphrase?: boolean;
  readonly json?: boolean;
}

export function registerNew(keys: Command): void {
  keys
    .command("new [file]")
    .description(
      `make a key pair, and with it a publisher, in a new file that only you can read (default: ${PUBLISHER_KEY_TEXT})`,
    )
    .option("--passphrase", "encrypt it with a passphrase: asked for, or PROST_PASSPHRASE")
    .option("--json", "print JSON")
    .action(async (given: string | undefined, { json, passphrase }: NewOptions) => {
      const file = given ?? PUBLISHER_KEY;
      if (given === undefined) await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const pair = generateKeyPair();
      await saveKeyPair(file, pair, await passphraseOf(file, passphrase === true));
      show(file, pair.publicKey, soleRootId(pair.publicKey), json === true);
    });
}
