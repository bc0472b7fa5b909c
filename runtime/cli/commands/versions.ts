/** `prost versions` lists the published versions of a service. `prost rollback` publishes an earlier one again. */
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { Id } from "../../base/id.ts";
import { serviceIdOf } from "../../base/identity.ts";
import { printable } from "../../base/log.ts";
import { PUBLISHER_KEY_TEXT } from "../../base/user-folders.ts";
import type { ControlClient } from "../../control/client.ts";
import { publishManifest } from "../../control/publish-module.ts";
import { type Manifest, makeAgain, manifestHashOf, serviceOf } from "../../deployment/manifest.ts";
import {
  delegationHashesOf,
  openPublication,
  type Publication,
  rootIdOfPublisher,
} from "../../deployment/publication.ts";
import {
  collect,
  findService,
  parseCount,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { loadPublisher, signingKeys } from "../publisher-files.ts";
import { type Column, formatBytes, formatTable } from "../table.ts";

interface RollbackOptions extends SocketOption {
  readonly key?: readonly string[];
  readonly name: string;
  readonly to?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: "version", align: "right" },
  { title: "label", align: "left" },
  { title: "code", align: "left" },
  { title: "size", align: "right" },
  { title: "capabilities", align: "left" },
  { title: "signed", align: "left" },
  { title: "valid until", align: "left" },
];

export function registerVersions(program: Command): void {
  const command = withSocket(program.command("versions <service>"))
    .description(
      "list the published versions of a service, newest first, and the state of its upgrade at the node",
    )
    .option("--json", "print JSON")
    .action(async (text: string, options: SocketOption & { readonly json?: boolean }) => {
      await withClient(options, async (client) => {
        const serviceId = await findService(client, text);
        const { versions, equivocation, declined } = await openedVersions(client, serviceId);
        const here = (await client.services()).find((one) => one.serviceId === serviceId.hex) ?? null;
        if (options.json === true) {
          const { version = 0, detail = "" } = here ?? {};
          printJson({
            serviceId: serviceId.hex,
            versions: versions.map(plain),
            contradiction: equivocation === null ? null : plain(equivocation),
            here: { version, detail, declined },
          });
          return;
        }
        if (versions.length === 0) print("no version of that service is published");
        else print(formatTable(COLUMNS, versions.map(rowOf)));
        if (equivocation !== null) print(`\n${equivocationText(equivocation, versions)}`);
        if (versions.length === 0 && here === null) return;
        if (here !== null && here.version > 0)
          print(`\nversion ${here.version} is ${here.state} at this node`);
        if (here !== null && here.detail !== "") print(printable(here.detail));
        if (declined !== "" && !(here?.detail ?? "").includes(declined))
          print(printable(`declined: ${declined}`));
      });
    });
  withExamples(command, "prost versions hello");
}

export function registerRollback(program: Command): void {
  const command = withSocket(program.command("rollback"))
    .description("publish the code and terms of an earlier version again, with a higher version number")
    .option(
      "--key <file>",
      `key file of the publisher; repeat it if several keys must sign (default: ${PUBLISHER_KEY_TEXT})`,
      collect,
    )
    .requiredOption("--name <name>", "name of the service")
    .option(
      "--to <version>",
      "version whose code is published again (default: the one before the newest)",
      parseCount(1, Number.MAX_SAFE_INTEGER),
    )
    .option("--dry-run", "show the manifest without signing and publishing it")
    .option("--json", "print JSON")
    .action(async (options: RollbackOptions) => {
      await withClient(options, async (client) => {
        const networkId = Id.fromHex((await client.status()).networkId);
        const publisher = await loadPublisher(signingKeys(options.key), networkId);
        const serviceId = serviceIdOf(rootIdOfPublisher(publisher), options.name);
        const { versions } = await openedVersions(client, serviceId);
        const manifest = earlier(versions, options, delegationHashesOf(publisher));
        const from = versions[0].manifest.version;
        const shown = { ...plainManifest(manifest), serviceId: serviceId.hex, replaces: from };
        if (options.json !== true)
          print(
            `version ${manifest.version} of ${manifest.name} has the code ${shown.codeHash} and ` +
              `replaces version ${from}`,
          );
        if (options.dryRun !== true) {
          const publication = { publisher, pair: publisher.pairs[0], module: new Uint8Array(0) };
          await publishManifest(client, networkId, publication, manifest, () => {}, false);
        }
        if (options.json === true) printJson({ ...shown, published: options.dryRun !== true });
      });
    });
  withExamples(
    command,
    "prost rollback --key me.key --name hello",
    "prost rollback --key me.key --name hello --to 3",
  );
}

/** The publications that the node returned, verified here again. */
async function openedVersions(
  client: ControlClient,
  serviceId: Id,
): Promise<{
  readonly versions: readonly Publication[];
  readonly equivocation: Publication | null;
  readonly declined: string;
}> {
  const networkId = Id.fromHex((await client.status()).networkId);
  const { publications, equivocation, declined } = await client.versions(serviceId);
  const opened = (record: Uint8Array) => {
    const one = openPublication(record, networkId);
    return one.ok && serviceOf(one.manifest).equals(serviceId) ? [one] : [];
  };
  const [other = null] = equivocation === null ? [] : opened(equivocation);
  return { versions: publications.flatMap(opened), equivocation: other, declined };
}

/** The publisher, or a thief of its keys, has signed two manifests with one version number. */
function equivocationText({ manifest }: Publication, versions: readonly Publication[]): string {
  const first = versions.find((one) => one.manifest.version === manifest.version);
  const codes = [first?.manifest, manifest].flatMap((one) =>
    one === undefined ? [] : [`code ${hexOf(one.codeHash).slice(0, 8)}, signed ${dateOf(one.notBeforeMs)}`],
  );
  return (
    `EQUIVOCATION: two manifests of version ${manifest.version} were signed (${codes.join("; ")}). ` +
    "Each node keeps the manifest that it " +
    "received first, and stores both as evidence. If the publisher did not sign both, its key is stolen: replace the " +
    "key with `prost keys rotate`. A higher version replaces both."
  );
}

function earlier(
  versions: readonly Publication[],
  { name, to }: RollbackOptions,
  delegationHashes: readonly Uint8Array[],
): Manifest {
  const [newest, ...others] = versions.map(({ manifest }) => manifest);
  if (newest === undefined)
    throw new ProstError(
      "NOT_FOUND",
      `no version of ${name} is published by that key's publisher; check --name and --key`,
    );
  const found = to === undefined ? others[0] : others.find(({ version }) => version === to);
  if (found === undefined) {
    const known = others.map(({ version }) => version).join(", ") || "none";
    throw new ProstError(
      "NOT_FOUND",
      `${name} has no such earlier version; give one of these with --to: ${known}`,
    );
  }
  return makeAgain(found, {
    version: newest.version + 1,
    previousHash: manifestHashOf(newest),
    createdMs: Date.now(),
    delegationHashes,
  });
}

function plainManifest({ name, version, label, codeHash, codeBytes, capabilities, ...rest }: Manifest) {
  const { notBeforeMs, expiresMs, build, minRuntime } = rest;
  return {
    name,
    version,
    label,
    codeHash: hexOf(codeHash),
    bytes: codeBytes,
    capabilities,
    notBeforeMs,
    expiresMs,
    minRuntime,
    build: build === null ? null : { ...build, sourceHash: hexOf(build.sourceHash) },
  };
}

function plain({ manifest, pointer }: Publication) {
  return { ...plainManifest(manifest), pointerExpiresMs: pointer.expiresMs };
}

function rowOf({ manifest }: Publication): readonly string[] {
  const { version, label, codeHash, codeBytes, capabilities, notBeforeMs, expiresMs } = manifest;
  return [
    String(version),
    printable(label) || "–",
    hexOf(codeHash).slice(0, 8),
    formatBytes(codeBytes),
    capabilities.join(", ") || "none",
    dateOf(notBeforeMs),
    dateOf(expiresMs),
  ];
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}
