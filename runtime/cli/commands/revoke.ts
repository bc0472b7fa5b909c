/** `prost revoke`: withdraws code, versions or keys for good, on every node. */
import type { Command } from "commander";
import { rootIdOfPublisher } from "../../deployment/publication.ts";
import {
  nextRevocation,
  openWithdrawal,
  type Revocation,
  signWithdrawal,
} from "../../deployment/revocation.ts";
import { ProstError } from "../../errors.ts";
import { hexOf } from "../../hex.ts";
import { Id } from "../../overlay/id.ts";
import {
  collect,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { loadPublisher } from "../publisher-files.ts";

interface RevokeOptions extends SocketOption {
  readonly key: readonly string[];
  readonly code?: readonly string[];
  readonly revokeKey?: readonly string[];
  readonly below?: readonly string[];
  readonly reason?: string;
  readonly json?: boolean;
}

const HASH = /^[0-9a-f]{64}$/;
const BELOW = /^(.+)@(\d{1,16})$/;

export function registerRevoke(program: Command): void {
  const command = withSocket(program.command("revoke"))
    .description(
      "withdraw code, versions or keys of yours for good: nodes stop running what they sign or name",
    )
    .requiredOption("--key <file>", "a key that may revoke; may be repeated where several must sign", collect)
    .option("--code <hash>", "code by its SHA-256; may be repeated", collect)
    .option("--below <name@version>", "versions of a service below that one; may be repeated", collect)
    .option("--revoke-key <key id>", "a key by its id; may be repeated", collect)
    .option("--reason <text>", "for the operators")
    .option("--json", "print JSON")
    .action(async (options: RevokeOptions) => {
      const { code = [], revokeKey = [], below = [], reason = "" } = options;
      const more = {
        codeHashes: code.map(hashOf),
        keyIds: revokeKey.map(hashOf),
        minimumVersions: below.map(minimumOf),
      };
      if (code.length + revokeKey.length + below.length === 0)
        throw new ProstError("INVALID_ARGUMENT", "say what to revoke: --code, --below or --revoke-key");
      await withClient(options, async (client) => {
        const networkId = Id.fromHex((await client.status()).networkId);
        const publisher = await loadPublisher(options.key, networkId);
        const rootId = rootIdOfPublisher(publisher);
        const known = await client.revoke(rootId, null);
        const opened = known === null ? null : openWithdrawal(known, networkId);
        const before = opened?.ok ? opened.revocation : null;
        const revocation = nextRevocation(rootId, before, more, { reason, issuedMs: Date.now() });
        await client.revoke(rootId, signWithdrawal(publisher, networkId, revocation));
        if (options.json === true) printJson({ publisher: hexOf(rootId), ...withoutRoot(revocation) });
        else print(`revoked; what this publisher has revoked until now: ${summary(revocation)}`);
      });
    });
  withExamples(
    command,
    "prost revoke --key me.key --below hello@3 --reason 'loses data'",
    "prost revoke --key me.key --code SHA-256",
  );
}

function hashOf(text: string): string {
  if (HASH.test(text)) return text;
  throw new ProstError("INVALID_ARGUMENT", `${JSON.stringify(text)} is not a hash: 64 lowercase hex digits`);
}

function minimumOf(text: string): { readonly name: string; readonly version: number } {
  const found = BELOW.exec(text);
  if (found === null)
    throw new ProstError("INVALID_ARGUMENT", `${JSON.stringify(text)} is not NAME@VERSION, as hello@3`);
  return { name: found[1], version: Number(found[2]) };
}

function withoutRoot({ sequence, keyIds, codeHashes, minimumVersions, reason }: Revocation) {
  return { sequence, keyIds, codeHashes, minimumVersions, reason };
}

function summary({ keyIds, codeHashes, minimumVersions }: Revocation): string {
  return [
    ...keyIds.map((id) => `key ${id.slice(0, 8)}`),
    ...codeHashes.map((hash) => `code ${hash.slice(0, 8)}`),
    ...minimumVersions.map(({ name, version }) => `${name} below ${version}`),
  ].join(", ");
}
