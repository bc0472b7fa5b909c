/** `prost keys`: the keys that publishers sign with, and what they let others sign. */

import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Command } from "commander";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { isSoundKey } from "../../base/ed25519.ts";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { generateKeyPair, type KeyPair, keyIdOf, networkIdOf, serviceIdOf } from "../../base/identity.ts";
import { saveKeyPair } from "../../base/key-file.ts";
import { PUBLISHER_KEY, PUBLISHER_KEY_TEXT } from "../../base/user-folders.ts";
import { parseCapability, parseLimits } from "../../control/publish-module.ts";
import { firstLacking, lackText } from "../../deployment/cosigning.ts";
import { type Delegation, signDelegation } from "../../deployment/delegation.ts";
import { rootIdOfPublisher, solePublisher } from "../../deployment/publication.ts";
import {
  changedRoot,
  openRoots,
  ROLES,
  ROOTS_MAX,
  type RoleName,
  type RootDocument,
  signRoot,
  soleRootId,
} from "../../deployment/root.ts";
import { LIMITS_DEFAULT } from "../../sandbox/contract.ts";
import { collect, parseCount, parseName, print, printJson, withExamples } from "../options.ts";
import { givenPassphrase, newPassphrase } from "../passphrase.ts";
import {
  loadPair,
  loadStanding,
  NOT_SIGNED,
  type Standing,
  saveStanding,
  standingFileOf,
} from "../publisher-files.ts";

const DAY_MS = 86_400_000;
const DAYS_MAX = 365;

interface NewOptions {
  readonly passphrase?: boolean;
  readonly json?: boolean;
}

interface RotateOptions extends NewOptions {
  readonly to: string;
  readonly with?: readonly string[];
  readonly network: string;
}

interface DelegateOptions {
  readonly to: string;
  readonly prefix: string;
  readonly capability?: readonly string[];
  readonly days: number;
  readonly mayDelegate?: boolean;
  readonly limit?: readonly string[];
  readonly versionsPerDay: number;
  readonly with?: readonly string[];
  readonly network: string;
  readonly out: string;
  readonly json?: boolean;
}

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

const WITH = "another key that signs; may be repeated";
const NETWORK = ["--network <name>", "the overlay's name", "prost"] as const;

export function registerKeys(program: Command): void {
  const keys = program.command("keys").description("make and show publishers' keys");

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

  keys
    .command("show [file]")
    .description(`print the publisher and the public key of a key file (default: ${PUBLISHER_KEY_TEXT})`)
    .option("--json", "print JSON")
    .option("--name <name>", "also the id of the service of that name of this publisher")
    .action(async (given: string | undefined, { json, name }: { json?: boolean; name?: string }) => {
      const file = given ?? PUBLISHER_KEY;
      const { publicKey } = await loadPair(file);
      const standing = await loadStanding(file);
      const rootId = standing === null ? soleRootId(publicKey) : rootIdOfPublisher(standing);
      const chain = standing === null ? null : openRoots(standing.roots, networkIdOf(standing.network));
      show(file, publicKey, rootId, json === true, name, chain?.ok ? chain.newest : null);
    });

  keys
    .command("change <file>")
    .description(
      "change who signs for the publisher, and how many of them must; the keys before and after sign it",
    )
    .option("--add <public key>", "a key that gets all roles; may be repeated", collect)
    .option("--remove <key id>", "a key that has none any more; may be repeated", collect)
    .option(
      "--threshold <number>",
      `how many keys must sign, or of one role alone (${ROLES.join(", ")}), as release=2; may be repeated`,
      collect,
    )
    .option("--role <role=key id,...>", "which keys have a role; may be repeated", collect)
    .option("--with <file>", WITH, collect)
    .requiredOption(
      "--out <file>",
      "where to write it; when enough have signed it, it goes beside each key as KEY.root",
    )
    .option(...NETWORK)
    .option("--json", "print JSON")
    .action(async (file: string, options: ChangeOptions) => {
      const { network, out } = options;
      if ([options.add, options.remove, options.threshold, options.role].every((one) => one === undefined))
        throw new ProstError("INVALID_ARGUMENT", "say what changes: --add, --remove, --threshold or --role");
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
        `\n${lack === null ? `${out} is signed; put it beside each key as KEY.root` : toSign(out, lack)}`,
      );
    });

  keys
    .command("rotate <file>")
    .description("give the publisher a new key in place of this one; both sign that it is so")
    .requiredOption("--to <file>", "a new file for the new key; FILE.root, beside it, goes with it")
    .option("--with <file>", `${WITH}, where several must`, collect)
    .option(...NETWORK)
    .option("--passphrase", "encrypt the new key")
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
          `Publish with ${to} from now on: nodes learn of it then, and take nothing more that the old key signs alone. If that was stolen, also: prost revoke --key ${to} --revoke-key ${hexOf(keyIdOf(old.publicKey))}`,
        );
    });

  keys
    .command("delegate <file>")
    .description("let another key publish services below a prefix of names, for some time")
    .requiredOption("--to <public key>", "the other key, in hex, as `prost keys show` prints it")
    .requiredOption(
      "--prefix <name>",
      "whole segments: acme/tools lets publish acme/tools and acme/tools/x",
      parseName,
    )
    .requiredOption("--out <file>", "where to write it: the other key's file with .root after it")
    .option(
      "--capability <name>",
      "what its services may ask for; may be repeated (default: anything)",
      collect,
    )
    .option("--days <number>", "for how long", parseCount(1, DAYS_MAX), 30)
    .option("--may-delegate", "it may delegate a part of that, once")
    .option(
      "--limit <name=number>",
      `the most its services may ask for: ${Object.keys(LIMITS_DEFAULT).join(", ")}; those not named stay at their defaults; may be repeated (default: anything)`,
      collect,
    )
    .option("--versions-per-day <number>", "how fast it may raise a version", parseCount(1, 2 ** 20), 0)
    .option("--with <file>", `${WITH}, where several must`, collect)
    .option(...NETWORK)
    .option("--json", "print JSON")
    .action(async (file: string, options: DelegateOptions) => {
      const { network, prefix, out, days } = options;
      const pair = await loadPair(file);
      const { roots, delegations } = await standingOf(file, network);
      const nowMs = Date.now();
      const delegation: Delegation = {
        rootId: rootIdOfPublisher({ roots }),
        delegateKey: publicKeyOf(options.to),
        namePrefix: prefix,
        capabilities: [...new Set(options.capability?.map(parseCapability) ?? CAPABILITIES)].sort(),
        mayDelegate: options.mayDelegate === true,
        notBeforeMs: nowMs,
        expiresMs: nowMs + days * DAY_MS,
        serial: nowMs,
        limits: options.limit === undefined ? null : { ...LIMITS_DEFAULT, ...parseLimits(options.limit) },
        versionsPerDay: options.versionsPerDay,
      };
      const pairs = [pair, ...(await loadPairs(options.with))];
      const signed = signDelegation(pairs, networkIdOf(network), delegation);
      const standing = { network, roots, delegations: [...delegations, signed] };
      const lack = lackOf(standing);
      await saveStanding(out, standing);
      const { serial, capabilities, limits, versionsPerDay } = delegation;
      const until = new Date(delegation.expiresMs).toISOString();
      if (options.json === true)
        printJson({
          file: out,
          prefix,
          until,
          capabilities,
          limits,
          versionsPerDay,
          serial,
          complete: lack === null,
        });
      else if (lack !== null) print(toSign(out, lack));
      else
        print(
          `${out} lets that key publish ${prefix} and what is below, until ${until}. It is taken back with: prost revoke --key ${file} --delegation ${serial}`,
        );
    });
  withExamples(
    keys,
    "prost keys new me.key",
    "prost keys show me.key --name hello",
    "prost keys rotate me.key --to me-2.key",
    "prost keys change me.key --add PUBLIC-KEY --add PUBLIC-KEY --threshold 2 --out team.root",
    "prost sign team.root --with other.key",
    "prost keys delegate me.key --to PUBLIC-KEY --prefix acme/tools --out ci.key.root",
  );
}

async function standingOf(file: string, network: string): Promise<Standing> {
  const standing = await loadStanding(file);
  if (standing === null) {
    const pair = await loadPair(file);
    return { network, ...solePublisher(pair, networkIdOf(network)) };
  }
  if (standing.network !== network)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${standingFileOf(file)} is signed for the network ${JSON.stringify(standing.network)}; give --network`,
    );
  return standing;
}

/** The publisher's root documents, which a key of its own changes. */
async function ownRoots(file: string, network: string) {
  const { roots, delegations } = await standingOf(file, network);
  if (delegations.length > 0)
    throw new ProstError(
      "FAILED_PRECONDITION",
      `${file} is a delegate's key; what its publisher is, the publisher's own keys say`,
    );
  const chain = openRoots(roots, networkIdOf(network));
  if (!chain.ok) throw new ProstError("FAILED_PRECONDITION", `${standingFileOf(file)}: ${chain.detail}`);
  if (roots.length >= ROOTS_MAX)
    throw new ProstError(
      "FAILED_PRECONDITION",
      `the publisher has ${ROOTS_MAX} root documents, the most there are; a new publisher begins anew`,
    );
  return { roots, chain };
}

function signedRoot(pairs: readonly KeyPair[], network: string, next: RootDocument): Uint8Array {
  return signRoot(distinct(pairs), networkIdOf(network), next);
}

function distinct(pairs: readonly KeyPair[]): readonly KeyPair[] {
  return [...new Map(pairs.map((pair) => [hexOf(pair.publicKey), pair])).values()];
}

async function loadPairs(files: readonly string[] = []): Promise<readonly KeyPair[]> {
  const pairs: KeyPair[] = [];
  for (const file of files) pairs.push(await loadPair(file));
  return pairs;
}

/** The document with one key in another's place, in each of its roles. */
function replacedIn(before: RootDocument, old: Uint8Array, key: Uint8Array): RootDocument {
  const [from, to] = [old, key].map((one) => hexOf(keyIdOf(one)));
  const replaced = (name: RoleName) => before.roles[name].keyIds.map((id) => (id === from ? to : id));
  return changedRoot(before, {
    add: [key],
    remove: [from],
    roles: { root: replaced("root"), release: replaced("release"), revoke: replaced("revoke") },
  });
}

function lackOf(standing: Standing): string | null {
  const lacking = firstLacking({ ...standing, ...NOT_SIGNED }, networkIdOf(standing.network));
  return lacking === null ? null : lackText(lacking);
}

function toSign(file: string, lack: string): string {
  return `${file}: ${lack}. Have it signed: prost sign ${file} --with KEY`;
}

function publicKeyOf(text: string): Uint8Array {
  const key = Uint8Array.from(Buffer.from(text, "hex"));
  if (!/^[0-9a-f]{64}$/.test(text) || !isSoundKey(key))
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${JSON.stringify(text)} is not a public key: 64 lowercase hex digits, as \`prost keys show\` prints them`,
    );
  return key;
}

function keyIdIn(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new ProstError(
    "INVALID_ARGUMENT",
    `${JSON.stringify(text)} is not a key's id: 64 lowercase hex digits`,
  );
}

function roleOf(text: string): RoleName {
  const role = ROLES.find((one) => one === text);
  if (role !== undefined) return role;
  throw new ProstError(
    "INVALID_ARGUMENT",
    `there is no role ${JSON.stringify(text)}; there are ${ROLES.join(", ")}`,
  );
}

/** "2", or "release=2". */
function thresholdsOf(texts: readonly string[]): Partial<Record<RoleName, number>> {
  const thresholds: Partial<Record<RoleName, number>> = {};
  for (const text of texts) {
    const [role, number] = text.includes("=") ? text.split("=") : [null, text];
    const count = Number(number);
    if (!Number.isInteger(count) || count < 1)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `${JSON.stringify(text)} is not a threshold, as 2 or release=2`,
      );
    for (const name of role === null ? ROLES : [roleOf(role)]) thresholds[name] = count;
  }
  return thresholds;
}

/** "release=ID,ID". */
function rolesOf(texts: readonly string[]): Partial<Record<RoleName, readonly string[]>> {
  return Object.fromEntries(
    texts.map((text) => {
      const [role, ids = ""] = text.split("=");
      return [roleOf(role), ids.split(",").map(keyIdIn)];
    }),
  );
}

function rootShown({ version, keys, roles, expiresMs }: RootDocument) {
  return { rootVersion: version, keys: keys.map((key) => hexOf(keyIdOf(key))), roles, expiresMs };
}

function showRoot(root: RootDocument): void {
  print(`root document ${root.version}`);
  for (const name of ROLES) {
    const { keyIds, threshold } = root.roles[name];
    print(`${name.padEnd(11)} ${threshold} of ${keyIds.map((id) => id.slice(0, 8)).join(", ")}`);
  }
}

/** Null: the file alone protects the key. */
async function passphraseOf(file: string, isAsked: boolean): Promise<string | null> {
  return isAsked ? newPassphrase(file) : givenPassphrase();
}

function show(
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
