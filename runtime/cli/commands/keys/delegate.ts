/** `prost keys delegate`: allows another key to publish services under a prefix of names. */
import type { Command } from "commander";
import { CAPABILITIES } from "../../../../abi/imports.ts";
import { networkIdOf } from "../../../base/identity.ts";
import { parseCapability, parseLimits } from "../../../control/publish-module.ts";
import { type Delegation, signDelegation } from "../../../deployment/delegation.ts";
import { rootIdOfPublisher } from "../../../deployment/publication.ts";
import { LIMITS_DEFAULT } from "../../../sandbox/contract.ts";
import { collect, parseCount, parseName, print, printJson, withExamples } from "../../options.ts";
import { loadPair, saveStanding } from "../../publisher-files.ts";
import { NETWORK, publicKeyOf, WITH } from "./arguments.ts";
import { lackOf, loadPairs, standingOf, toSign } from "./publisher-standing.ts";

const DAY_MS = 86_400_000;
const DAYS_MAX = 365;

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

export function registerDelegate(keys: Command): void {
  const command = keys
    .command("delegate <file>")
    .description("allow another key to publish services under a prefix of names, for a limited time")
    .requiredOption("--to <public key>", "public key of the delegate, as `prost keys show` prints it")
    .requiredOption(
      "--prefix <name>",
      "prefix in whole segments: acme/tools allows acme/tools and acme/tools/x",
      parseName,
    )
    .requiredOption(
      "--out <file>",
      "file for the delegation: the delegate's key file with .root after its name",
    )
    .option(
      "--capability <name>",
      "capability that its services may ask for; may be repeated (default: all)",
      collect,
    )
    .option("--days <number>", "validity in days", parseCount(1, DAYS_MAX), 30)
    .option("--may-delegate", "allow the delegate to delegate a part of its rights, one level deep")
    .option(
      "--limit <name=number>",
      `highest limit that its services may ask for: ${Object.keys(LIMITS_DEFAULT).join(", ")}; with ` +
        "one given, the others have their defaults; may be repeated (default: no bound)",
      collect,
    )
    .option(
      "--versions-per-day <number>",
      "number by which it may raise a version in a day; 0: no bound",
      parseCount(1, 2 ** 20),
      0,
    )
    .option("--with <file>", `${WITH}`, collect)
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
          `${out} allows that key to publish ${prefix} and names below it until ${until}. To revoke ` +
            `it: prost revoke --key ${file} --delegation ${serial}`,
        );
    });
  withExamples(command, "prost keys delegate me.key --to PUBLIC-KEY --prefix acme/tools --out ci.key.root");
}
