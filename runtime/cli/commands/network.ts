/** `prost network`: an overlay with an authority that admits its nodes. */
import { join } from "node:path";
import type { Command } from "commander";
import { isSoundKey } from "../../base/ed25519.ts";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { generateKeyPair, networkIdOf, nodeIdOf } from "../../base/identity.ts";
import { loadKeyPair, loadOrCreateKeyPair, saveKeyPair } from "../../base/key-file.ts";
import { parseCount, print, printJson, withExamples } from "../options.ts";

const DAY_MS = 86_400_000;
const DAYS_MAX = 3_650;

interface AdmitOptions {
  readonly authority: string;
  readonly data?: string;
  readonly node?: string;
  readonly out?: string;
  readonly network: string;
  readonly days: number;
  readonly json?: boolean;
}

export function registerNetwork(program: Command): void {
  const network = program
    .command("network")
    .description("create an overlay with an authority that admits its nodes, and admit nodes to it");

  const found = network
    .command("new <file>")
    .description("make the authority's key file, and print the setting for the configuration of each node")
    .option("--json", "print JSON")
    .action(async (file: string, { json }: { json?: boolean }) => {
      const pair = generateKeyPair();
      await saveKeyPair(file, pair);
      const authority = hexOf(pair.publicKey);
      if (json === true) printJson({ file, authority });
      else print(`Add this to the configuration of each node:\n\n[admission]\nauthority = "${authority}"`);
    });

  withExamples(found, "prost network new authority.key");

  const admit = network
    .command("admit")
    .description("admit a node, by its data folder on this machine or by its public key")
    .requiredOption("--authority <file>", "key file of the authority")
    .option(
      "--data <folder>",
      "data folder of the node; a key is made if it has none, and the admission is written into it",
    )
    .option("--node <key>", "public key of the node, as `prost keys show FOLDER/node.key` prints it")
    .option(
      "--out <file>",
      "with --node: file for the admission; copy it into the node's data folder as node.admission",
    )
    .option("--network <name>", "name of the overlay", "prost")
    .option(
      "--days <days>",
      "validity in days; the node needs a new admission before it ends",
      parseCount(1, DAYS_MAX),
      30,
    )
    .option("--json", "print JSON")
    .action(async ({ authority, data, node, out, network: name, days, json }: AdmitOptions) => {
      const { issueCredential } = await import("../../transport/admission.ts");
      const { credentialFile, writeCredential } = await import("../../transport/credential-file.ts");
      const pair = await loadKeyPair(authority);
      if ((data === undefined) === (node === undefined))
        throw new ProstError(
          "INVALID_ARGUMENT",
          "the node was not given, or given twice; use either --data FOLDER or --node PUBLICKEY",
        );
      const key = data === undefined ? keyOf(node ?? "") : await keyIn(data);
      const untilMs = Date.now() + days * DAY_MS;
      const credential = issueCredential(pair, networkIdOf(name), key, untilMs);
      const file = data === undefined ? (out ?? null) : credentialFile(data);
      if (file !== null) await writeCredential(file, credential);
      const until = new Date(untilMs).toISOString();
      const nodeId = nodeIdOf(key).hex;
      if (json === true) printJson({ nodeId, until, file, admission: hexOf(credential) });
      else
        print(
          `node ${nodeId.slice(0, 8)} is admitted until ` +
            `${until}${file === null ? `\n${hexOf(credential)}` : `, in ${file}`}`,
        );
    });
  withExamples(
    admit,
    "prost network admit --authority authority.key --data n1",
    "prost network admit --authority authority.key --node 5f0a… --days 365 --out node.admission",
  );
  withExamples(
    network,
    "prost network new authority.key",
    "prost network admit --authority authority.key --data n1",
  );
}

async function keyIn(folder: string): Promise<Uint8Array> {
  const { mkdir } = await import("node:fs/promises");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return (await loadOrCreateKeyPair(join(folder, "node.key"))).publicKey;
}

function keyOf(hex: string): Uint8Array {
  const key = Uint8Array.from(Buffer.from(hex, "hex"));
  if (hex.length !== 64 || !isSoundKey(key))
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${hex} is not the public key of a node; give the 64 hex digits that \`prost keys show FOLDER/node.key\` prints`,
    );
  return key;
}
