/** `prost revoke`: revokes code, versions, keys or delegations of a publisher on every node. It cannot be undone. */
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
      "revoke code, versions, keys or delegations of your publisher on every node; this cannot be undone",
    )
    .option(
      "--key <file>",
      `key file with the role revoke; repeat it if several keys must sign (default: ${PUBLISHER_KEY_TEXT})`,
      collect,
    )
    .option("--code <hash>", "revoke code, by its SHA-256; may be repeated", collect)
    .option(
      "--below <name@version>",
      "revoke all versions of a service below this one; may be repeated",
      collect,
    )
    .option(
      "--revoke-key <key id[@version]>",
      "revoke a key, by its id; its signatures of versions below VERSION stay valid; may be repeated",
      collect,
    )
    .option(
      "--delegation <serial>",
      "revoke a delegation and all that was published by it, by its serial; may be repeated",
      collect,
    )
    .option(
      "--out <file>",
      "write a draft with the signatures so far, for `prost sign --with`, and do not send it",
    )
    .option(
      "--network <name>",
      "name of the overlay, for --out (default: prost, or the name in the file KEY.root)",
    )
    .option("--signed <file>", "send the draft that --out wrote, once enough keys have signed it")
    .option("--reason <text>", "reason, shown to operators of nodes")
    .option("--json", "print JSON")
    .action(async (options: RevokeOptions) => {
      if (options.signed !== undefined) return sendDraft(options.signed, options);
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
          "nothing to revoke was given; use --code, --below, --revoke-key or --delegation",
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
          "give further key files with --key, or write a draft with --out and sign it: prost sign FILE --with KEY",
        );
        await client.revoke(rootId, signWithdrawal(publisher, networkId, revocation));
        if (options.json === true) printJson({ publisher: hexOf(rootId), ...withoutRoot(revocation) });
        else print(`revoked; all revocations of this publisher: ${summary(revocation)}`);
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
  throw new ProstError(
    "INVALID_ARGUMENT",
    `${JSON.stringify(text)} is not a SHA-256 hash; give 64 lowercase hex digits`,
  );
}

function keyOf(text: string): RevokedKey {
  const found = KEY.exec(text);
  if (found === null)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${JSON.stringify(text)} is not a key id; give 64 lowercase hex digits, with @VERSION after them if needed`,
    );
  return { keyId: found[1], since: Number(found[2] ?? 0) };
}

function serialOf(text: string): number {
  const serial = Number(text);
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(serial)) return serial;
  throw new ProstError(
    "INVALID_ARGUMENT",
    `${JSON.stringify(text)} is not the serial of a delegation; give the number that \`prost keys delegate\` printed`,
  );
}

function minimumOf(text: string): { readonly name: string; readonly version: number } {
  const found = BELOW.exec(text);
  if (found === null)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${JSON.stringify(text)} is not NAME@VERSION, for example hello@3`,
    );
  return { name: found[1], version: Number(found[2]) };
}

/** Sends a draft that enough keys have signed. */
async function sendDraft(file: string, options: RevokeOptions): Promise<void> {
  const draft = await loadDraft(file);
  await withClient(options, async (client) => {
    const networkId = Id.fromHex((await client.status()).networkId);
    const { revocation, roots } = draft;
    if (revocation === null)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `${file} contains no revocation; write one with \`prost revoke --out\``,
      );
    mustBeSigned(draft, networkId, `prost sign ${file} --with KEY`);
    const record = withdrawalOf({ revocation, roots });
    const opened = openWithdrawal(record, networkId);
    if (!opened.ok)
      throw new ProstError("INVALID_ARGUMENT", `the revocation in ${file} is not valid: ${opened.detail}`);
    await client.revoke(opened.revocation.rootId, record);
    if (options.json === true)
      printJson({ publisher: hexOf(opened.revocation.rootId), ...withoutRoot(opened.revocation) });
    else print(`revoked; all revocations of this publisher: ${summary(opened.revocation)}`);
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
