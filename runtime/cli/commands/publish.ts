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
  openPublication,
  type Publisher,
  rootIdOfPublisher,
  signedParts,
  staleRefusal,
} from "../../deployment/publication.ts";
import { encodePublication } from "../../deployment/publication-codec.ts";
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
    .description("sign a module and publish it; nodes fetch it from the overlay when they need it")
    .option(
      "--key <file>",
      `key file of the publisher; repeat it when several keys must sign (default: ${PUBLISHER_KEY_TEXT})`,
      collect,
    )
    .option("--name <name>", "name of the service under its publisher (default: the file name)")
    .option(
      "--service-version <number>",
      "version, higher than the published one (default: the published one plus 1)",
      parseCount(1, Number.MAX_SAFE_INTEGER),
    )
    .option("--label <text>", "a name of this version for people, such as 1.1.0")
    .option(
      "--capability <name>",
      "request a capability; may be repeated (default: those that the module imports)",
      collect,
    )
    .option("--limit <name=number>", "request a limit other than the default; may be repeated", collect)
    .option("--min-runtime <version>", "lowest version of prost that can run the module, such as 0.2.0")
    .option("--built-with <compiler@version>", "compiler of the module, so that others can rebuild it")
    .option("--source-hash <hash>", "SHA-256 of the module's source; needs --built-with")
    .option(
      "--out <file>",
      "write the draft with its signatures so far, for prost sign --with, and do not publish",
    )
    .option(
      "--signed <file>",
      "publish a draft that --out wrote, after enough keys have signed it; needs no key",
    )
    .option(
      "--network <name>",
      "name of the overlay, for --out (default: the name in the .root file of the key, else prost)",
    )
    .option("--wait", "wait until all holders have the records on disk, and print their number")
    .option("--dry-run", "print what would be signed, and do not publish")
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
          networkId === null
            ? "; not compared with the published version: no node was reached"
            : ` ${lineage(manifest, before)}`;
        print(`service id    ${serviceId}`);
        print(`name          ${shown.name}, version ${shown.version}${previous}`);
        print(
          "capabilities  " +
            `${shown.capabilities.join(", ") || "none"}${changes.length === 0 ? "" : ` (${changes.join(" ")})`}`,
        );
        print(`code          ${formatBytes(shown.bytes)}, SHA-256 ${shown.codeHash}`);
      }
      if (options.out !== undefined) {
        if (networkId === null)
          throw new ProstError(
            "UNAVAILABLE",
            "no node was reached, so the published version is unknown; start a node or give --socket",
          );
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

/**
 * Publishes a signed draft. Its pointer is valid for two days, so the draft must be published within that
 * time.
 */
async function publishSigned(file: string, signed: string, options: PublishOptions): Promise<void> {
  const draft = await loadDraft(signed);
  const { manifest, pointer, roots, delegations } = draft;
  if (manifest === null || pointer === null)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${signed} contains no manifest; \`prost publish --out\` writes a draft with one`,
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

/** Parses text such as "asc@0.28.2". */
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
  /** The published manifest; null: none, or no node was asked. */
  readonly before: Manifest | null;
  /** Null: no node was reached, which is allowed when nothing is published. */
  readonly networkId: Id | null;
  readonly publisher: Publisher;
}

/** The manifest to sign, compared with the published one. */
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
