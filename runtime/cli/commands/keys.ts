/** `prost keys`: the keys that publishers sign with, and what they let others sign. */

import type { Command } from "commander";
import { CAPABILITIES } from "../../../abi/imports.ts";
import { type Delegation, signDelegation } from "../../deployment/delegation.ts";
import { rootIdOfPublisher, solePublisher } from "../../deployment/publication.ts";
import { nextRoot, openRoots, signRoot, soleRootId } from "../../deployment/root.ts";
import { ProstError } from "../../errors.ts";
import { hexOf } from "../../hex.ts";
import { generateKeyPair, keyIdOf, networkIdOf, saveKeyPair, serviceIdOf } from "../../identity.ts";
import { collect, parseCount, print, printJson, withExamples } from "../options.ts";
import { givenPassphrase, newPassphrase } from "../passphrase.ts";
import { loadPair, loadStanding, type Standing, saveStanding, standingFileOf } from "../publisher-files.ts";
import { parseCapability } from "../publishing.ts";

const DAY_MS = 86_400_000;
const DAYS_MAX = 365;

interface NewOptions {
  readonly passphrase?: boolean;
  readonly json?: boolean;
}

interface RotateOptions extends NewOptions {
  readonly to: string;
  readonly network: string;
}

interface DelegateOptions {
  readonly to: string;
  readonly prefix: string;
  readonly capability?: readonly string[];
  readonly days: number;
  readonly mayDelegate?: boolean;
  readonly network: string;
  readonly out: string;
  readonly json?: boolean;
}

export function registerKeys(program: Command): void {
  const keys = program.command("keys").description("make and show publishers' keys");

  keys
    .command("new <file>")
    .description("make a key pair, and with it a publisher, in a new file that only you can read")
    .option("--passphrase", "encrypt it with a passphrase: asked for, or PROST_PASSPHRASE")
    .option("--json", "print JSON")
    .action(async (file: string, { json, passphrase }: NewOptions) => {
      const pair = generateKeyPair();
      await saveKeyPair(file, pair, await passphraseOf(file, passphrase === true));
      show(file, pair.publicKey, soleRootId(pair.publicKey), json === true);
    });

  keys
    .command("show <file>")
    .description("print the publisher and the public key of a key file")
    .option("--json", "print JSON")
    .option("--name <name>", "also the id of the service of that name of this publisher")
    .action(async (file: string, { json, name }: { json?: boolean; name?: string }) => {
      const { publicKey } = await loadPair(file);
      const standing = await loadStanding(file);
      const rootId = standing === null ? soleRootId(publicKey) : rootIdOfPublisher(standing);
      show(file, publicKey, rootId, json === true, name);
    });

  keys
    .command("rotate <file>")
    .description("give the publisher a new key in place of this one; both sign that it is so")
    .requiredOption("--to <file>", "a new file for the new key; FILE.root, beside it, goes with it")
    .option("--network <name>", "the overlay's name", "prost")
    .option("--passphrase", "encrypt the new key")
    .option("--json", "print JSON")
    .action(async (file: string, { to, network, passphrase, json }: RotateOptions) => {
      const networkId = networkIdOf(network);
      const old = await loadPair(file);
      const { roots, delegations } = await standingOf(file, network);
      if (delegations.length > 0)
        throw new ProstError(
          "FAILED_PRECONDITION",
          `${file} is a delegate's key; its publisher delegates to another`,
        );
      const chain = openRoots(roots, networkId);
      if (!chain.ok) throw new ProstError("FAILED_PRECONDITION", `${standingFileOf(file)}: ${chain.detail}`);
      const pair = generateKeyPair();
      const others = chain.newest.keys.filter((key) => hexOf(key) !== hexOf(old.publicKey));
      const next = signRoot([old, pair], networkId, nextRoot(chain.newest, [...others, pair.publicKey]));
      const after = [...roots, next];
      const checked = openRoots(after, networkId);
      if (!checked.ok)
        throw new ProstError("FAILED_PRECONDITION", `the key cannot be replaced: ${checked.detail}`);
      await saveKeyPair(to, pair, await passphraseOf(to, passphrase === true));
      await saveStanding(standingFileOf(to), { network, roots: after, delegations: [] });
      show(to, pair.publicKey, chain.rootId, json === true);
      if (json !== true)
        print(
          `Publish with ${to} from now on: nodes learn of it then, and take nothing more that the old key signs alone. If that was stolen, also: prost revoke --key ${to} --revoke-key ${hexOf(keyIdOf(old.publicKey))}`,
        );
    });

  keys
    .command("delegate <file>")
    .description("let another key publish services below a prefix of names, for some time")
    .requiredOption("--to <public key>", "the other key, in hex, as `prost keys show` prints it")
    .requiredOption("--prefix <name>", "whole segments: acme/tools lets publish acme/tools and acme/tools/x")
    .requiredOption("--out <file>", "where to write it: the other key's file with .root after it")
    .option(
      "--capability <name>",
      "what its services may ask for; may be repeated (default: anything)",
      collect,
    )
    .option("--days <number>", "for how long", parseCount(1, DAYS_MAX), 30)
    .option("--may-delegate", "it may delegate a part of that, once")
    .option("--network <name>", "the overlay's name", "prost")
    .option("--json", "print JSON")
    .action(async (file: string, options: DelegateOptions) => {
      const { network, prefix, out, days } = options;
      const pair = await loadPair(file);
      const { roots, delegations } = await standingOf(file, network);
      if (!/^[0-9a-f]{64}$/.test(options.to))
        throw new ProstError("INVALID_ARGUMENT", "--to is a public key: 64 lowercase hex digits");
      const nowMs = Date.now();
      const delegation: Delegation = {
        rootId: rootIdOfPublisher({ roots }),
        delegateKey: Uint8Array.from(Buffer.from(options.to, "hex")),
        namePrefix: prefix,
        capabilities: [...new Set(options.capability?.map(parseCapability) ?? CAPABILITIES)].sort(),
        mayDelegate: options.mayDelegate === true,
        notBeforeMs: nowMs,
        expiresMs: nowMs + days * DAY_MS,
        serial: nowMs,
      };
      const signed = signDelegation([pair], networkIdOf(network), delegation);
      await saveStanding(out, { network, roots, delegations: [...delegations, signed] });
      const until = new Date(delegation.expiresMs).toISOString();
      if (options.json === true)
        printJson({ file: out, prefix, until, capabilities: delegation.capabilities });
      else print(`${out} lets that key publish ${prefix} and what is below, until ${until}`);
    });
  withExamples(
    keys,
    "prost keys new me.key",
    "prost keys show me.key --name hello",
    "prost keys rotate me.key --to me-2.key",
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

/** Null: the file alone protects the key. */
async function passphraseOf(file: string, isAsked: boolean): Promise<string | null> {
  return isAsked ? newPassphrase(file) : givenPassphrase();
}

function show(file: string, publicKey: Uint8Array, rootId: Uint8Array, json: boolean, name?: string): void {
  const [key, publisher, keyId] = [publicKey, rootId, keyIdOf(publicKey)].map(hexOf);
  const serviceId = name === undefined ? null : serviceIdOf(rootId, name).hex;
  if (json) {
    printJson({ file, publisher, publicKey: key, keyId, ...(serviceId === null ? {} : { serviceId }) });
    return;
  }
  print(`publisher   ${publisher}`);
  print(`public key  ${key}`);
  print(`key id      ${keyId}`);
  if (serviceId !== null) print(`service id  ${serviceId}`);
}
