/** `prost publish`: signs a module and puts it into the overlay. */

import { basename } from "node:path";
import type { Command } from "commander";
import type { RecordCopies } from "../../control/api.ts";
import { hexOf } from "../../hex.ts";
import { loadKeyPair, serviceIdOf } from "../../identity.ts";
import { readModuleFile } from "../module-file.ts";
import {
  collect,
  parseCount,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { startProgress } from "../progress.ts";
import { draftManifest, type Publication, parseCapability, publishModule } from "../publishing.ts";
import { formatBytes } from "../table.ts";

interface PublishOptions extends SocketOption {
  readonly key: string;
  readonly name?: string;
  readonly serviceVersion?: number;
  readonly label?: string;
  readonly capability?: readonly string[];
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly json?: boolean;
}

export function registerPublish(program: Command): void {
  const command = withSocket(program.command("publish <module>"))
    .description("sign a module and publish it: nodes fetch it from the overlay when they need it")
    .requiredOption("--key <file>", "the publisher's key (`prost keys new FILE` makes one)")
    .option("--name <name>", "the service's name under that key (default: the file's)")
    .option(
      "--service-version <number>",
      "higher than the one before (default: the seconds since 1970)",
      parseCount(1, Number.MAX_SAFE_INTEGER),
    )
    .option("--label <text>", "what people call this version")
    .option(
      "--capability <name>",
      "ask for a capability; may be repeated (default: what the module needs)",
      collect,
    )
    .option(
      "--wait",
      "until all nodes that are to hold it have it on their disks, and say how many those are",
    )
    .option("--dry-run", "show what would be signed, and stop")
    .option("--json", "print JSON")
    .action(async (file: string, options: PublishOptions) => {
      const module = await readModuleFile(file);
      const publication: Publication = {
        module,
        pair: await loadKeyPair(options.key),
        name: options.name ?? basename(file).replace(/\.wasm$/, ""),
        version: options.serviceVersion ?? null,
        ...(options.label === undefined ? {} : { label: options.label }),
        capabilities: options.capability?.map(parseCapability) ?? null,
      };
      const manifest = draftManifest(publication);
      const serviceId = serviceIdOf(publication.pair.publicKey, publication.name).hex;
      const shown = {
        serviceId,
        name: manifest.name,
        version: manifest.version,
        capabilities: manifest.capabilities,
        bytes: manifest.codeBytes,
        codeHash: hexOf(manifest.codeHash),
      };
      if (options.json !== true) {
        print(`service id    ${serviceId}`);
        print(`name          ${shown.name}, version ${shown.version}`);
        print(`capabilities  ${shown.capabilities.join(", ") || "none"}`);
        print(`code          ${formatBytes(shown.bytes)}, SHA-256 ${shown.codeHash}`);
      }
      let copies: readonly RecordCopies[] = [];
      if (options.dryRun !== true) {
        const progress = startProgress("publishing", options.json === true);
        await withClient(options, (client) =>
          publishModule(
            client,
            { ...publication, version: manifest.version },
            ({ stage, done, total, copies: counted }) => {
              if (stage === "chunks") progress.update(done, total, "chunks");
              if (stage !== "held") return;
              progress.update(done, total, "records on all their holders");
              copies = counted ?? copies;
            },
            options.wait === true,
          ),
        );
        progress.done(`${shown.name} is published`);
        if (options.json !== true)
          for (const { what, held, of } of copies) print(`${what.padEnd(13)} on ${held} of ${of} holders`);
      }
      if (options.json === true) {
        const held = options.wait === true ? { copies } : {};
        printJson({ ...shown, published: options.dryRun !== true, ...held });
      }
    });
  withExamples(
    command,
    "prost publish hello.wasm --key me.key --dry-run",
    "prost publish hello.wasm --key me.key --label 1.1.0 --wait",
  );
}
