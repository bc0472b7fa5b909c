/** `prost keys rotate`: replaces a key of a publisher by a new key. */
import type { Command } from "commander";
import { hexOf } from "../../../base/hex.ts";
import { generateKeyPair, keyIdOf } from "../../../base/identity.ts";
import { saveKeyPair } from "../../../base/key-file.ts";
import { changedRoot, type RoleName, type RootDocument } from "../../../deployment/root.ts";
import { collect, print, withExamples } from "../../options.ts";
import { loadPair, saveStanding, standingFileOf } from "../../publisher-files.ts";
import { NETWORK, WITH } from "./arguments.ts";
import { lackOf, loadPairs, ownRoots, passphraseOf, signedRoot, toSign } from "./publisher-standing.ts";
import { show } from "./show.ts";

interface RotateOptions {
  readonly passphrase?: boolean;
  readonly json?: boolean;
  readonly to: string;
  readonly with?: readonly string[];
  readonly network: string;
}

export function registerRotate(keys: Command): void {
  const command = keys
    .command("rotate <file>")
    .description("replace a key of the publisher by a new key; both keys sign the change")
    .requiredOption("--to <file>", "key file for the new key; its root document is written to FILE.root")
    .option("--with <file>", `${WITH}`, collect)
    .option(...NETWORK)
    .option("--passphrase", "encrypt the new key file with a passphrase")
    .option("--json", "print JSON")
    .action(async (file: string, { to, network, passphrase, json, ...rest }: RotateOptions) => {
      const old = await loadPair(file);
      const { roots, chain } = await ownRoots(file, network);
      const pair = generateKeyPair();
      const next = replacedIn(chain.newest, old.publicKey, pair.publicKey);
      const pairs = [old, pair, ...(await loadPairs(rest.with))];
      const standing = { network, roots: [...roots, signedRoot(pairs, network, next)], delegations: [] };
      const lack = lackOf(standing);
      await saveKeyPair(to, pair, await passphraseOf(to, passphrase === true));
      await saveStanding(standingFileOf(to), standing);
      show(to, pair.publicKey, chain.rootId, json === true);
      if (json === true) return;
      if (lack !== null) print(toSign(standingFileOf(to), lack));
      else
        print(
          `Publish with ${to} now: nodes learn the new key with the next publication, and afterwards ` +
            "refuse publications that only " +
            `the old key signs. If the old key was stolen, also run: prost revoke --key ${to} ` +
            `--revoke-key ${hexOf(keyIdOf(old.publicKey))}`,
        );
    });
  withExamples(command, "prost keys rotate me.key --to me-2.key");
}

/** The root document with `key` instead of `old` in each role of `old`. */
function replacedIn(before: RootDocument, old: Uint8Array, key: Uint8Array): RootDocument {
  const [from, to] = [old, key].map((one) => hexOf(keyIdOf(one)));
  const replaced = (name: RoleName) => before.roles[name].keyIds.map((id) => (id === from ? to : id));
  return changedRoot(before, {
    add: [key],
    remove: [from],
    roles: { root: replaced("root"), release: replaced("release"), revoke: replaced("revoke") },
  });
}
