/** `prost publish`: signs a module and puts it into the overlay. */

import { basename } from "node:path";
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { Id } from "../../base/id.ts";
import { networkIdOf, serviceIdOf } from "../../base/identity.ts";
import { PUBLISHER_KEY_TEXT } from "../../base/user-folders.ts";
import {
  bareModule,
  draftManifest,
  nextManifest,
  type PublishInput,
  parseCapability,
  parseLimits,
  publishedManifest,
  publishManifest,
} from "../../control/publish-module.ts";
import { type Draft, mustBeSigned, signaturesOf } from "../../deployment/cosigning.ts";
import { type BuildInfo, type Manifest, serviceOf } from "../../deployment/manifest.ts";
import {
  encodePublication,
  openPublication,
  type Publisher,
  rootIdOfPublisher,
  signedParts,
  staleRefusal,
} from "../../deployment/publication.ts";
import type { RecordCopies } from "../../deployment/publisher.ts";
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
import {
  loadDraft,
  loadPair,
  loadPublisher,
  loadStanding,
  networkNameOf,
  saveDraft,
  signedText,
  signingKeys,
} from "../publisher-files.ts";
import { formatBytes } from "../table.ts";

interface PublishOptions extends SocketOption {
  readonly key?: readonly string[];
  readonly name?: string;
  readonly serviceVersion?: number;
  readonly label?: string;
  readonly capability?: readonly string[];
  readonly limit?: readonly string[];
  readonly builtWith?: string;
  readonly sourceHash?: string;
  readonly minRuntime?: string;
  readonly out?: string;
  readonly signed?: string;
  readonly network?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly json?: boolean;
}

export function registerPublish(program: Command): void {
  const command = withSocket(program.command("publish <module>"))
    .description("sign a module and publish it: nodes fetch it from the overlay when they need it")
    .option(
      "--key <file>",
      `the publisher's key; may be repeated where several must sign (default: ${PUBLISHER_KEY_TEXT})`,
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
    .option("--limit <name=number>", "ask for another limit than the default; may be repeated", collect)
    .option("--min-runtime <version>", "the least version of prost that runs it, as 0.2.0")
    .option("--built-with <compiler@version>", "how the module was made, for whoever wants to make it again")
    .option("--source-hash <hash>", "SHA-256 of its source, with --built-with")
    .option(
      "--out <file>",
      "write what is signed, with the signatures there are, for `prost sign --with`; and stop",
    )
    .option("--signed <file>", "publish what --out wrote and enough have signed; needs no key")
    .option(
      "--network <name>",
      "the overlay's name, for --out (default: prost, or what stands beside the key)",
    )
    .option(
      "--wait",
      "until all nodes that are to hold it have it on their disks, and say how many those are",
    )
    .option("--dry-run", "show what would be signed, and stop")
    .option("--json", "print JSON")
    .action(async (file: string, options: PublishOptions) => {
      if (options.signed !== undefined) return publishSigned(file, options.signed, options);
      const keys = signingKeys(options.key);
      const publication: PublishInput = {
        module: await readModuleFile(file),
        pair: await loadPair(keys[0]),
        name: options.name ?? basename(file).replace(/\.wasm$/, ""),
        version: options.serviceVersion ?? null,
        ...(options.label === undefined ? {} : { label: options.label }),
        capabilities: options.capability?.map(parseCapability) ?? null,
        ...(options.limit === undefined ? {} : { limits: parseLimits(options.limit) }),
        ...(options.builtWith === undefined ? {} : { build: buildOf(options.builtWith, options.sourceHash) }),
        ...(options.minRuntime === undefined ? {} : { minRuntime: options.minRuntime }),
      };
      const { manifest, before, networkId, publisher } = await prepare(publication, {
        ...options,
        key: keys,
      });
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
      if (options.out !== undefined) {
        if (networkId === null)
          throw new ProstError("UNAVAILABLE", "no node was reached that could say what it follows");
        const { roots, delegations, pairs } = publisher;
        const network = await networkNameOf(keys, networkId, options.network);
        const parts = signedParts(pairs, networkId, manifest, Math.max(Date.now(), manifest.notBeforeMs));
        const draft: Draft = { network, roots, delegations, ...parts, revocation: null };
        await saveDraft(options.out, draft);
        if (options.json === true)
          printJson({
            ...shown,
            published: false,
            file: options.out,
            statements: signaturesOf(draft, networkId),
          });
        else
          print(
            `${options.out}: ${signedText(draft, networkId)}. Then: prost publish ${file} --signed ${options.out}`,
          );
        return;
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
    "prost publish hello.wasm --key me.key --out release.draft     # where several must sign",
    "prost publish hello.wasm --signed release.draft",
  );
}

/** Publishes what others have signed, in its time: the pointer is good for two days. */
async function publishSigned(file: string, signed: string, options: PublishOptions): Promise<void> {
  const draft = await loadDraft(signed);
  const { manifest, pointer, roots, delegations } = draft;
  if (manifest === null || pointer === null)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${signed} holds no manifest; \`prost publish --out\` writes one`,
    );
  const module = bareModule(await readModuleFile(file));
  await withClient(options, async (client) => {
    const networkId = Id.fromHex((await client.status()).networkId);
    mustBeSigned(draft, networkId, `prost sign ${signed} --with KEY`);
    const record = encodePublication({ manifest, pointer, roots, delegations });
    const opened = openPublication(record, networkId);
    if (!opened.ok) throw new ProstError("INVALID_ARGUMENT", `${signed} is refused: ${opened.detail}`);
    const late = staleRefusal(opened, Date.now());
    if (late !== null) throw new ProstError("FAILED_PRECONDITION", `${signed}: ${late.detail}`);
    const { name, version, codeHash, rootId } = opened.manifest;
    const progress = startProgress("publishing", options.json === true);
    await client.publish(
      { module, manifest: record, waits: options.wait === true },
      ({ stage, done, total }) => {
        if (stage === "chunks") progress.update(done, total, "chunks");
        if (stage === "held") progress.update(done, total, "records on all their holders");
      },
    );
    progress.done(`${name} is published`);
    const serviceId = serviceOf(opened.manifest).hex;
    if (options.json === true)
      printJson({
        serviceId,
        publisher: hexOf(rootId),
        name,
        version,
        codeHash: hexOf(codeHash),
        published: true,
      });
    else print(`service id    ${serviceId}\nname          ${name}, version ${version}`);
  });
}

/** "asc@0.28.2". */
function buildOf(text: string, sourceHash: string | undefined): BuildInfo {
  const at = text.lastIndexOf("@");
  if (at <= 0 || (sourceHash !== undefined && !/^[0-9a-f]{64}$/.test(sourceHash)))
    throw new ProstError(
      "INVALID_ARGUMENT",
      "--built-with is COMPILER@VERSION, as asc@0.28.2, and --source-hash 64 lowercase hex digits",
    );
  return {
    compiler: text.slice(0, at),
    version: text.slice(at + 1),
    sourceHash: Uint8Array.from(Buffer.from(sourceHash ?? "", "hex")),
  };
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
async function prepare(
  publication: PublishInput,
  options: PublishOptions & { readonly key: readonly string[] },
): Promise<Prepared> {
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
