/** `prost keys change`: changes the keys of a publisher, their roles and thresholds. */
import type { Command } from "commander";
import { ProstError } from "../../../base/errors.ts";
import { hexOf } from "../../../base/hex.ts";
import { changedRoot, ROLES } from "../../../deployment/root.ts";
import { collect, print, printJson, withExamples } from "../../options.ts";
import { loadPair, saveStanding } from "../../publisher-files.ts";
import { keyIdIn, NETWORK, publicKeyOf, rolesOf, thresholdsOf, WITH } from "./arguments.ts";
import { lackOf, loadPairs, ownRoots, signedRoot, toSign } from "./publisher-standing.ts";
import { rootShown, showRoot } from "./show.ts";

interface ChangeOptions {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly threshold?: readonly string[];
  readonly role?: readonly string[];
  readonly with?: readonly string[];
  readonly network: string;
  readonly out: string;
  readonly json?: boolean;
}

export function registerChange(keys: Command): void {
  const command = keys
    .command("change <file>")
    .description(
      "change the keys of a publisher, their roles and thresholds; old and new keys must sign the change",
    )
    .option("--add <public key>", "add a key with all roles; may be repeated", collect)
    .option("--remove <key id>", "remove a key from all roles; may be repeated", collect)
    .option(
      "--threshold <number>",
      `number of keys that must sign, for all roles or for one (${ROLES.join(", ")}), for example ` +
        "release=2; may be repeated",
      collect,
    )
    .option("--role <role=key id,...>", "set the keys of a role; may be repeated", collect)
    .option("--with <file>", WITH, collect)
    .requiredOption(
      "--out <file>",
      "file for the new root document; once enough keys have signed it, copy it beside each key file as KEY.root",
    )
    .option(...NETWORK)
    .option("--json", "print JSON")
    .action(async (file: string, options: ChangeOptions) => {
      const { network, out } = options;
      if ([options.add, options.remove, options.threshold, options.role].every((one) => one === undefined))
        throw new ProstError(
          "INVALID_ARGUMENT",
          "no change was given; use --add, --remove, --threshold or --role",
        );
      const { roots, chain } = await ownRoots(file, network);
      const next = changedRoot(chain.newest, {
        add: options.add?.map(publicKeyOf) ?? [],
        remove: options.remove?.map(keyIdIn) ?? [],
        thresholds: thresholdsOf(options.threshold ?? []),
        roles: rolesOf(options.role ?? []),
      });
      const pairs = [await loadPair(file), ...(await loadPairs(options.with))];
      const standing = { network, roots: [...roots, signedRoot(pairs, network, next)], delegations: [] };
      const lack = lackOf(standing);
      await saveStanding(out, standing);
      if (options.json === true) {
        printJson({ file: out, publisher: hexOf(chain.rootId), ...rootShown(next), complete: lack === null });
        return;
      }
      showRoot(next);
      print(
        `\n${lack === null ? `${out} has all required signatures; copy it beside each key file as KEY.root` : toSign(out, lack)}`,
      );
    });
  withExamples(
    command,
    "prost keys change me.key --add PUBLIC-KEY --add PUBLIC-KEY --threshold 2 --out team.root",
    "prost sign team.root --with other.key",
  );
}
