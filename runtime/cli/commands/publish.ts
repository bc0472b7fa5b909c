/** `prost publish`: signs a module and puts it into the overlay. */

import { basename } from "node:path";
import type { Command } from "commander";
import type { RecordCopies } from "../../control/api.ts";
import { type Manifest, serviceOf } from "../../deployment/manifest.ts";
import { type Publisher, rootIdOfPublisher } from "../../deployment/publication.ts";
import { ProstError } from "../../errors.ts";
import { hexOf } from "../../hex.ts";
import { networkIdOf, serviceIdOf } from "../../identity.ts";
import { Id } from "../../overlay/id.ts";
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
import { loadPair, loadPublisher, loadStanding } from "../publisher-files.ts";
import {
  draftManifest,
  nextManifest,
  type Publication,
  parseCapability,
  publishedManifest,
  publishManifest,
} from "../publishing.ts";
import { formatBytes } from "../table.ts";

interface PublishOptions extends SocketOption {
  readonly key: readonly string[];
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
    .requiredOption(
      "--key <file>",
      "the publisher's key (`prost keys new FILE` makes one); may be repeated where several must sign",
      collect,
    )
    .option("--name <name>", "the service's name under that key (default: the file's)")
    .option(
      "--service-version <number>",
      "higher than the one before (default: one more)",
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
      const publication: Publication = {
        module: await readModuleFile(file),
        pair: await loadPair(options.key[0]),
        name: options.name ?? basename(file).replace(/\.wasm$/, ""),
        version: options.serviceVersion ?? null,
        ...(options.label === undefined ? {} : { label: options.label }),
        capabilities: options.capability?.map(parseCapability) ?? null,
      };
      const { manifest, before, networkId, publisher } = await prepare(publication, options);
      const serviceId = serviceOf(manifest).hex;
      const shown = {
        serviceId,
        publisher: hexOf(manifest.rootId),
        name: manifest.name,
        version: manifest.version,
        replaces: before?.version ?? null,
        capabilities: manifest.capabilities,
        added: without(manifest.capabilities, before?.capabilities ?? manifest.capabilities),
        dropped: without(before?.capabilities ?? [], manifest.capabilities),
        bytes: manifest.codeBytes,
        codeHash: hexOf(manifest.codeHash),
      };
      if (options.json !== true) {
        const changes = [...shown.added.map((one) => `+${one}`), ...shown.dropped.map((one) => `-${one}`)];
        const previous =
          networkId === null ? "; not compared: no node was reached" : ` ${lineage(manifest, before)}`;
        print(`service id    ${serviceId}`);
        print(`name          ${shown.name}, version ${shown.version}${previous}`);
        print(
          `capabilities  ${shown.capabilities.join(", ") || "none"}${changes.length === 0 ? "" : ` (${changes.join(" ")})`}`,
        );
        print(`code          ${formatBytes(shown.bytes)}, SHA-256 ${shown.codeHash}`);
      }
      let copies: readonly RecordCopies[] = [];
      if (options.dryRun !== true && networkId !== null) {
        const progress = startProgress("publishing", options.json === true);
        await withClient(options, (client) =>
          publishManifest(
            client,
            networkId,
            { ...publication, publisher },
            manifest,
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

interface Prepared {
  readonly manifest: Manifest;
  /** What is published; null: nothing, or no node was asked. */
  readonly before: Manifest | null;
  /** Null: no node was reached, as may be when nothing is to be published. */
  readonly networkId: Id | null;
  readonly publisher: Publisher;
}

/** What is to be signed, compared with what is published. */
async function prepare(publication: Publication, options: PublishOptions): Promise<Prepared> {
  try {
    return await withClient(options, async (client) => {
      const networkId = Id.fromHex((await client.status()).networkId);
      const publisher = await loadPublisher(options.key, networkId);
      const what = { ...publication, publisher };
      const serviceId = serviceIdOf(rootIdOfPublisher(publisher), publication.name);
      const before = await publishedManifest(client, networkId, serviceId);
      return { manifest: nextManifest(what, before), before, networkId, publisher };
    });
  } catch (error) {
    const isAlone = error instanceof ProstError && error.code === "UNAVAILABLE" && options.dryRun === true;
    if (!isAlone) throw error;
    const standing = await loadStanding(options.key[0]);
    const networkId = networkIdOf(standing?.network ?? "prost");
    const publisher = await loadPublisher(options.key, networkId);
    const manifest = draftManifest({ ...publication, publisher });
    return { manifest, before: null, networkId: null, publisher };
  }
}

function lineage(manifest: Manifest, before: Manifest | null): string {
  if (before === null) return "(the first)";
  return before.version === manifest.version
    ? "(published already; signed anew)"
    : `(version ${before.version} is published)`;
}

function without(all: readonly string[], others: readonly string[]): readonly string[] {
  return all.filter((one) => !others.includes(one));
}
