/** `prost revoke`: withdraws code, versions or keys for good, on every node. */
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { Id } from "../../base/id.ts";
import { PUBLISHER_KEY_TEXT } from "../../base/user-folders.ts";
import { type Draft, mustBeSigned, signaturesOf } from "../../deployment/cosigning.ts";
import { type Publisher, rootIdOfPublisher } from "../../deployment/publication.ts";
import {
  nextRevocation,
  openWithdrawal,
  type Revocation,
  type RevokedKey,
  signRevocation,
  signWithdrawal,
  withdrawalOf,
} from "../../deployment/revocation.ts";
import {
  collect,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import {
  loadDraft,
  loadPublisher,
  NOT_SIGNED,
  networkNameOf,
  saveDraft,
  signedText,
  signingKeys,
} from "../publisher-files.ts";

interface RevokeOptions extends SocketOption {
  readonly key?: readonly string[];
  readonly delegation?: readonly string[];
  readonly out?: string;
  readonly network?: string;
  readonly signed?: string;
  readonly code?: readonly string[];
  readonly revokeKey?: readonly string[];
  readonly below?: readonly string[];
  readonly reason?: string;
  readonly json?: boolean;
}

const HASH = /^[0-9a-f]{64}$/;
const KEY = /^([0-9a-f]{64})(?:@(\d{1,16}))?$/;
const BELOW = /^(.+)@(\d{1,16})$/;

export function registerRevoke(program: Command): void {
  const command = withSocket(program.command("revoke"))
    .description(
      "withdraw code, versions or keys of yours for good: nodes stop running what they sign or name",
    )
    .option(
      "--key <file>",
      `a key that may revoke; may be repeated where several must sign (default: ${PUBLISHER_KEY_TEXT})`,
      collect,
    )
    .option("--code <hash>", "code by its SHA-256; may be repeated", collect)
    .option("--below <name@version>", "versions of a service below that one; may be repeated", collect)
    .option(
      "--revoke-key <key id[@version]>",
      "a key by its id; what it has signed of versions below the one named stays good; may be repeated",
      collect,
    )
    .option("--delegation <serial>", "what a delegation let publish, by its serial; may be repeated", collect)
    .option("--out <file>", "write it with the signatures there are, for `prost sign --with`, and stop")
    .option(
      "--network <name>",
      "the overlay's name, for --out (default: prost, or what stands beside the key)",
    )
    .option("--signed <file>", "hand in what --out wrote and enough have signed")
    .option("--reason <text>", "for the operators")
    .option("--json", "print JSON")
    .action(async (options: RevokeOptions) => {
      if (options.signed !== undefined) return handIn(options.signed, options);
      const { code = [], revokeKey = [], below = [], delegation = [], reason = "" } = options;
      const key = signingKeys(options.key);
      const more = {
        codeHashes: code.map(hashOf),
        keys: revokeKey.map(keyOf),
        delegationSerials: delegation.map(serialOf),
        minimumVersions: below.map(minimumOf),
      };
      if (code.length + revokeKey.length + below.length + delegation.length === 0)
        throw new ProstError(
          "INVALID_ARGUMENT",
          "say what to revoke: --code, --below, --revoke-key or --delegation",
        );
      await withClient(options, async (client) => {
        const networkId = Id.fromHex((await client.status()).networkId);
        const publisher = await loadPublisher(key, networkId);
        const rootId = rootIdOfPublisher(publisher);
        const known = await client.revoke(rootId, null);
        const opened = known === null ? null : openWithdrawal(known, networkId);
        const before = opened?.ok ? opened.revocation : null;
        const revocation = nextRevocation(rootId, before, more, { reason, issuedMs: Date.now() });
        const draft = revocationDraft(
          publisher,
          networkId,
          await networkNameOf(key, networkId, options.network),
          revocation,
        );
        if (options.out !== undefined) {
          await saveDraft(options.out, draft);
          if (options.json === true)
            printJson({ file: options.out, statements: signaturesOf(draft, networkId) });
          else print(`${options.out}: ${signedText(draft, networkId)}`);
          return;
        }
        mustBeSigned(
          draft,
          networkId,
          "name further keys with --key, or write it with --out and have it signed: prost sign FILE --with KEY",
        );
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

function keyOf(text: string): RevokedKey {
  const found = KEY.exec(text);
  if (found === null)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${JSON.stringify(text)} is not a key's id: 64 lowercase hex digits, perhaps with @VERSION`,
    );
  return { keyId: found[1], since: Number(found[2] ?? 0) };
}

function serialOf(text: string): number {
  const serial = Number(text);
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(serial)) return serial;
  throw new ProstError(
    "INVALID_ARGUMENT",
    `${JSON.stringify(text)} is not a delegation's serial, as \`prost keys delegate\` told it`,
  );
}

function minimumOf(text: string): { readonly name: string; readonly version: number } {
  const found = BELOW.exec(text);
  if (found === null)
    throw new ProstError("INVALID_ARGUMENT", `${JSON.stringify(text)} is not NAME@VERSION, as hello@3`);
  return { name: found[1], version: Number(found[2]) };
}

/** Hands in what enough have signed. */
async function handIn(file: string, options: RevokeOptions): Promise<void> {
  const draft = await loadDraft(file);
  await withClient(options, async (client) => {
    const networkId = Id.fromHex((await client.status()).networkId);
    const { revocation, roots } = draft;
    if (revocation === null)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `${file} holds no revocation; \`prost revoke --out\` writes one`,
      );
    mustBeSigned(draft, networkId, `prost sign ${file} --with KEY`);
    const record = withdrawalOf({ revocation, roots });
    const opened = openWithdrawal(record, networkId);
    if (!opened.ok) throw new ProstError("INVALID_ARGUMENT", `${file} is refused: ${opened.detail}`);
    await client.revoke(opened.revocation.rootId, record);
    if (options.json === true)
      printJson({ publisher: hexOf(opened.revocation.rootId), ...withoutRoot(opened.revocation) });
    else print(`revoked; what this publisher has revoked until now: ${summary(opened.revocation)}`);
  });
}

function revocationDraft(
  { pairs, roots }: Publisher,
  networkId: Id,
  network: string,
  revocation: Revocation,
): Draft {
  return {
    network,
    roots,
    delegations: [],
    ...NOT_SIGNED,
    revocation: signRevocation(pairs, networkId, revocation),
  };
}

function withoutRoot({ sequence, keys, codeHashes, minimumVersions, delegationSerials, reason }: Revocation) {
  return { sequence, keys, codeHashes, minimumVersions, delegationSerials, reason };
}

function summary({ keys, codeHashes, minimumVersions, delegationSerials }: Revocation): string {
  return [
    ...keys.map(
      ({ keyId, since }) => `key ${keyId.slice(0, 8)}${since === 0 ? "" : ` from version ${since} on`}`,
    ),
    ...delegationSerials.map((serial) => `delegation ${serial}`),
    ...codeHashes.map((hash) => `code ${hash.slice(0, 8)}`),
    ...minimumVersions.map(({ name, version }) => `${name} below ${version}`),
  ].join(", ");
}
