/** `prost network`: an overlay whose nodes an authority admits. */
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
    .description("found an overlay with an authority that says who may be a node, and admit nodes to it");

  network
    .command("new <file>")
    .description("make the authority's key, and show what goes into each node's configuration")
    .option("--json", "print JSON")
    .action(async (file: string, { json }: { json?: boolean }) => {
      const pair = generateKeyPair();
      await saveKeyPair(file, pair);
      const authority = hexOf(pair.publicKey);
      if (json === true) printJson({ file, authority });
      else print(`In the configuration of each node:\n\n[admission]\nauthority = "${authority}"`);
    });

  network
    .command("admit")
    .description("admit a node: by its data folder here, or by its public key")
    .requiredOption("--authority <file>", "the authority's key")
    .option(
      "--data <folder>",
      "the node's data folder; its key is made when there is none, the admission is put there",
    )
    .option("--node <key>", "the node's public key, as `prost keys show FOLDER/node.key` prints it")
    .option(
      "--out <file>",
      "with --node: where to write the admission, to be put into the node's data folder as node.admission",
    )
    .option("--network <name>", "the overlay's name", "prost")
    .option("--days <days>", "for how long; the node must have another by then", parseCount(1, DAYS_MAX), 30)
    .option("--json", "print JSON")
    .action(async ({ authority, data, node, out, network: name, days, json }: AdmitOptions) => {
      const { issueCredential } = await import("../../transport/admission.ts");
      const { credentialFile, writeCredential } = await import("../../transport/credential-file.ts");
      const pair = await loadKeyPair(authority);
      if ((data === undefined) === (node === undefined))
        throw new ProstError("INVALID_ARGUMENT", "name the node by either --data or --node");
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
          `node ${nodeId.slice(0, 8)} is admitted until ${until}${file === null ? `\n${hexOf(credential)}` : `, in ${file}`}`,
        );
    });
  withExamples(
    network,
    "prost network new authority.key",
    "prost network admit --authority authority.key --data n1",
    "prost network admit --authority authority.key --node 5f0a… --days 365 --out node.admission",
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
    throw new ProstError("INVALID_ARGUMENT", `${hex} is not a node's public key, which has 64 hex digits`);
  return key;
}
