/** `prost keys show`, and the printing of keys and root documents for the other commands. */
import type { Command } from "commander";
import { hexOf } from "../../../base/hex.ts";
import { keyIdOf, networkIdOf, serviceIdOf } from "../../../base/identity.ts";
import { PUBLISHER_KEY, PUBLISHER_KEY_TEXT } from "../../../base/user-folders.ts";
import { rootIdOfPublisher } from "../../../deployment/publication.ts";
import { openRoots, ROLES, type RootDocument, soleRootId } from "../../../deployment/root.ts";
import { print, printJson, withExamples } from "../../options.ts";
import { loadPair, loadStanding } from "../../publisher-files.ts";

export function registerShow(keys: Command): void {
  const command = keys
    .command("show [file]")
    .description(`print the publisher and the public key of a key file (default: ${PUBLISHER_KEY_TEXT})`)
    .option("--json", "print JSON")
    .option("--name <name>", "also print the id of this publisher's service with this name")
    .action(async (given: string | undefined, { json, name }: { json?: boolean; name?: string }) => {
      const file = given ?? PUBLISHER_KEY;
      const { publicKey } = await loadPair(file);
      const standing = await loadStanding(file);
      const rootId = standing === null ? soleRootId(publicKey) : rootIdOfPublisher(standing);
      const chain = standing === null ? null : openRoots(standing.roots, networkIdOf(standing.network));
      show(file, publicKey, rootId, json === true, name, chain?.ok ? chain.newest : null);
    });
  withExamples(command, "prost keys show me.key", "prost keys show me.key --name hello --json");
}

export function rootShown({ version, keys, roles, expiresMs }: RootDocument) {
  return { rootVersion: version, keys: keys.map((key) => hexOf(keyIdOf(key))), roles, expiresMs };
}

export function showRoot(root: RootDocument): void {
  print(`root document ${root.version}`);
  for (const name of ROLES) {
    const { keyIds, threshold } = root.roles[name];
    print(`${name.padEnd(11)} ${threshold} of ${keyIds.map((id) => id.slice(0, 8)).join(", ")}`);
  }
}

export function show(
  file: string,
  publicKey: Uint8Array,
  rootId: Uint8Array,
  json: boolean,
  name?: string,
  root: RootDocument | null = null,
): void {
  const [key, publisher, keyId] = [publicKey, rootId, keyIdOf(publicKey)].map(hexOf);
  const serviceId = name === undefined ? null : serviceIdOf(rootId, name).hex;
  if (json) {
    const more = { ...(serviceId === null ? {} : { serviceId }), ...(root === null ? {} : rootShown(root)) };
    printJson({ file, publisher, publicKey: key, keyId, ...more });
    return;
  }
  print(`publisher   ${publisher}`);
  print(`public key  ${key}`);
  print(`key id      ${keyId}`);
  if (serviceId !== null) print(`service id  ${serviceId}`);
  if (root !== null) showRoot(root);
}
