/** `prost put` and `prost get`: records of the replicated storage. */

import { open } from "node:fs/promises";
import { type Command, Option } from "commander";
import { STORE_VALUE_BYTES_MAX } from "../../../abi/abi.ts";
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { Id } from "../../base/id.ts";
import type { RegisterContent } from "../../control/api.ts";
import type { ControlClient } from "../../control/client.ts";
import { immutableRecord } from "../../storage/kinds/immutable.ts";
import {
  evidenceRecord,
  openEvidence,
  openSigned,
  SEQUENCE_MAX,
  SIGNED_CONTENT_BYTES_MAX,
  type SignedValue,
  signedRecord,
  signValue,
} from "../../storage/kinds/signed.ts";
import type { RecordForm, StorageRecord } from "../../storage/record.ts";
import {
  findService,
  keyOf,
  parseCount,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { loadPair } from "../publisher-files.ts";
import { valueText, writeValue } from "../terminal.ts";

interface RecordOptions extends SocketOption {
  readonly service?: string;
  readonly field: string;
  readonly json?: boolean;
}

interface PutOptions extends RecordOptions {
  readonly remove?: boolean;
  readonly ttl: number;
  readonly ifVersion?: number;
  readonly immutable?: boolean;
  readonly signed?: string;
  readonly sequence?: number;
  readonly merge?: boolean;
  readonly file?: string;
}

interface GetOptions extends RecordOptions {
  readonly register?: boolean;
  readonly immutable?: boolean;
  readonly signed?: boolean;
  readonly evidence?: boolean;
  readonly merge?: boolean;
}

const NO_SERVICE = new Id(new Uint8Array(32));
const YEAR_SECONDS = 366 * 86_400;
const HEX_KEY = /^[0-9a-f]{64}$/;

export function registerRecords(program: Command): void {
  const put = withRecord(program.command("put [key] [value]"))
    .description("write a record to the replica set of its key, or remove it")
    .option("--remove", "remove the record")
    .option("--file <file>", "read the value from a file")
    .option("--immutable", "store the value under its SHA-256, unchangeable; takes no key")
    .option(
      "--signed <keyfile>",
      "sign the value with this key file, and store it under the public key; takes no key (see --field)",
    )
    .option(
      "--sequence <number>",
      "sequence number of a signed value (default: the stored one plus 1)",
      parseCount(1, SEQUENCE_MAX),
    )
    .option("--merge", "merge the value into the stored one by the service's rule")
    .option(
      "--if-version <version>",
      "set the register of the key if it has this version; 0: if it does not exist",
      parseCount(0, Number.MAX_SAFE_INTEGER),
    )
    .addOption(
      new Option("--ttl <seconds>", "seconds until the record expires")
        .argParser(parseCount(1, YEAR_SECONDS))
        .default(0, "it never expires"),
    )
    .action(async (first: string | undefined, second: string | undefined, options: PutOptions) => {
      const forms = [options.immutable, options.signed, options.merge, options.ifVersion];
      if (forms.filter((form) => form !== undefined).length > 1)
        throw new ProstError(
          "INVALID_ARGUMENT",
          "--immutable, --signed, --merge and --if-version exclude each other; give one of them",
        );
      const isKeyless = options.immutable === true || options.signed !== undefined;
      const given = [first, second].filter((text) => text !== undefined);
      const [name, text] = isKeyless ? ["", ...given] : given;
      const isWhole = given.length <= (isKeyless ? 1 : 2) && name !== undefined;
      const isRemoved = options.remove === true;
      const sources = [text !== undefined, options.file !== undefined, isRemoved];
      if (!isWhole || sources.filter((isGiven) => isGiven).length !== 1)
        throw new ProstError(
          "INVALID_ARGUMENT",
          isKeyless
            ? "give a value or --file, and no key: the key follows from the value or its owner"
            : "give a key and one of: a value, --file, --remove",
        );
      const value = isRemoved
        ? null
        : options.file === undefined
          ? encode(text ?? "")
          : await readValue(options.file);
      await withClient(options, async (client) => {
        const service =
          options.service === undefined ? NO_SERVICE : await findService(client, options.service);
        if (options.merge === true && options.service === undefined)
          throw new ProstError(
            "INVALID_ARGUMENT",
            "--merge needs --service, the service whose rule merges the value",
          );
        if (options.ifVersion !== undefined) return setRegister(client, service, name, value, options);
        if (isKeyless && value === null)
          throw new ProstError(
            "INVALID_ARGUMENT",
            "immutable and signed values cannot be removed; they end at their --ttl",
          );
        if (options.immutable === true && value !== null)
          return putImmutable(client, service, value, options);
        if (options.signed !== undefined && value !== null)
          return putSigned(client, service, value, { ...options, signed: options.signed });
        const form: RecordForm = options.merge === true ? "merged" : "plain";
        const key = keyOf(service, name);
        await client.put(service, key, encode(options.field), value, options.ttl, form);
        if (options.json === true) printJson({ key: key.hex, stored: value !== null });
        else print(`${value === null ? "removed" : "stored"} ${key.hex}`);
      });
    });

  withExamples(
    put,
    "prost put greeting hello",
    "prost put greeting --remove",
    "prost put --immutable --file picture.png",
    "prost put --signed author.key --field status 'at work'",
    "prost put leader node-1 --if-version 0",
    "prost put page-1 hello --service guestbook --field Ada --ttl 3600",
  );

  const get = withRecord(program.command("get <key>"))
    .description("read a record; exit code 3 when it does not exist")
    .option("--register", "read the register of the key (see prost put --if-version), with its version")
    .option("--immutable", "read the immutable value with this SHA-256")
    .option("--signed", "read the value signed by the owner of this public key (see --field)")
    .option(
      "--evidence",
      "read the evidence that the owner of this public key signed two values with one sequence",
    )
    .option("--merge", "read the value merged by the service")
    .action(async (name: string, options: GetOptions) => {
      await withClient(options, async (client) => {
        const service =
          options.service === undefined ? NO_SERVICE : await findService(client, options.service);
        if (options.register === true) return showRegister(client, service, name, options);
        if (options.evidence === true) return showEvidence(client, service, name, options);
        if (options.signed === true) return showSigned(client, service, name, options);
        const value =
          options.immutable === true
            ? await getImmutable(client, service, name)
            : await client.get(
                service,
                keyOf(service, name),
                encode(options.field),
                options.merge === true ? "merged" : "plain",
              );
        if (options.json === true)
          printJson({ found: value !== null, text: value === null ? null : Buffer.from(value).toString() });
        if (value === null) throw new ProstError("NOT_FOUND", `record ${name} does not exist`);
        if (options.json === true) return;
        if (options.immutable === true || options.merge === true) writeValue(value);
        else print(valueText(value));
      });
    });
  withExamples(
    get,
    "prost get greeting",
    "prost get --immutable 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    "prost get --signed $(prost keys show author.key --json | jq -r .publicKey) --field status",
    "prost get page-1 --service guestbook --field Ada --json",
  );
}

async function setRegister(
  client: ControlClient,
  service: Id,
  name: string,
  value: Uint8Array | null,
  options: PutOptions,
): Promise<void> {
  if (options.field !== "" || options.ttl !== 0)
    throw new ProstError("INVALID_ARGUMENT", "--field and --ttl do not apply to a register");
  const key = keyOf(service, name);
  const { wasSet, ...held } = await client.setRegister(service, key, options.ifVersion ?? 0, value);
  if (options.json === true) printJson({ key: key.hex, wasSet, ...contentJson(held) });
  if (!wasSet)
    throw new ProstError(
      "ABORTED",
      `register ${name} was not set: it has version ${held.version}, not ${options.ifVersion}; read ` +
        "it with --register and try again",
    );
  if (options.json !== true) print(`set ${key.hex}, now version ${held.version}`);
}

async function putImmutable(
  client: ControlClient,
  service: Id,
  value: Uint8Array,
  { field, ttl, json }: PutOptions,
): Promise<void> {
  if (field !== "") throw new ProstError("INVALID_ARGUMENT", "--field does not apply to an immutable value");
  const { key } = immutableRecord(service, value);
  await client.put(service, key, encode(""), value, ttl, "immutable");
  if (json === true) printJson({ key: key.hex, stored: true });
  else print(`stored ${key.hex}`);
}

/** Verified by the holders, and here again. */
async function getImmutable(client: ControlClient, service: Id, name: string): Promise<Uint8Array | null> {
  const key = hexKey(name, "the key of an immutable value is its SHA-256");
  const value = await client.get(service, key, encode(""), "immutable");
  if (value !== null && !immutableRecord(service, value).key.equals(key))
    throw new ProstError("DATA_LOSS", `the node returned a value with another SHA-256 than ${name}`);
  return value;
}

async function putSigned(
  client: ControlClient,
  service: Id,
  value: Uint8Array,
  options: PutOptions & { readonly signed: string },
): Promise<void> {
  if (value.length > SIGNED_CONTENT_BYTES_MAX)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `a signed value has at most ${SIGNED_CONTENT_BYTES_MAX} bytes, not ${value.length}`,
    );
  const pair = await loadPair(options.signed);
  const networkId = Id.fromHex((await client.status()).networkId);
  const field = encode(options.field);
  const name = signedRecord({ scope: service, owner: pair.publicKey, field });
  const held =
    options.sequence === undefined ? await getSigned(client, service, pair.publicKey, field) : null;
  const sequence = options.sequence ?? (held?.sequence ?? 0) + 1;
  const signed = signValue(pair, networkId, { scope: service, field }, sequence, value);
  await client.put(service, name.key, field, signed, options.ttl, "signed");
  const owner = hexOf(pair.publicKey);
  if (options.json === true) printJson({ key: name.key.hex, owner, sequence, stored: true });
  else print(`stored sequence ${sequence} of ${owner}`);
}

async function getSigned(
  client: ControlClient,
  service: Id,
  owner: Uint8Array,
  field: Uint8Array,
): Promise<SignedValue | null> {
  const networkId = Id.fromHex((await client.status()).networkId);
  const name = signedRecord({ scope: service, owner, field });
  const value = await client.get(service, name.key, field, "signed");
  if (value === null) return null;
  const opened = openSigned(recordWith(name, value), networkId);
  if (!opened.ok)
    throw new ProstError(
      "DATA_LOSS",
      `the node returned a signed value that fails verification: ${opened.detail}`,
    );
  return opened.signed;
}

async function showSigned(
  client: ControlClient,
  service: Id,
  name: string,
  { field, json }: GetOptions,
): Promise<void> {
  const owner = hexKey(name, "the key of a signed value is its owner's public key").bytes;
  const found = await getSigned(client, service, owner, encode(field));
  if (json === true) printJson({ found: found !== null, ...(found === null ? {} : signedJson(found)) });
  if (found === null) throw new ProstError("NOT_FOUND", `no value signed by ${name} is stored in this field`);
  if (json !== true) print(`${found.sequence}\t${valueText(found.content)}`);
}

async function showEvidence(
  client: ControlClient,
  service: Id,
  name: string,
  options: GetOptions,
): Promise<void> {
  const owner = hexKey(name, "an owner is given as a public key").bytes;
  const networkId = Id.fromHex((await client.status()).networkId);
  const field = encode(options.field);
  const place = evidenceRecord(signedRecord({ scope: service, owner, field }));
  const value = await client.get(service, place.key, field, "evidence");
  const found = value === null ? null : openEvidence(recordWith(place, value), networkId);
  if (value !== null && found === null)
    throw new ProstError("DATA_LOSS", "the node returned evidence that fails verification");
  if (options.json === true)
    printJson({
      found: found !== null,
      ...(found === null ? {} : { values: [found.one, found.other].map(signedJson) }),
    });
  if (found === null)
    throw new ProstError(
      "NOT_FOUND",
      `there is no evidence that ${name} signed two values with one sequence`,
    );
  if (options.json === true) return;
  print(`${name} signed two values with sequence ${found.one.sequence}:`);
  for (const { content } of [found.one, found.other]) print(`\t${valueText(content)}`);
}

async function showRegister(
  client: ControlClient,
  service: Id,
  name: string,
  options: GetOptions,
): Promise<void> {
  const held = await client.readRegister(service, keyOf(service, name));
  if (options.json === true) printJson(contentJson(held));
  if (held.value === null)
    throw new ProstError("NOT_FOUND", `register ${name} has no value; its version is ${held.version}`);
  if (options.json !== true) print(`${held.version}\t${valueText(held.value)}`);
}

function withRecord(command: Command): Command {
  return withSocket(command)
    .option(
      "--service <service>",
      "service whose records are used, by id or name (default: the operator's own records)",
    )
    .option("--field <field>", "field of the key", "")
    .option("--json", "print JSON");
}

function contentJson({ version, value }: RegisterContent): object {
  return { version, text: value === null ? null : Buffer.from(value).toString() };
}

function signedJson({ sequence, content }: SignedValue): object {
  return { sequence, text: Buffer.from(content).toString() };
}

/** The value in the form in which it is stored, for the checks of its kind. */
function recordWith(
  name: Pick<StorageRecord, "kind" | "scope" | "key" | "field">,
  value: Uint8Array,
): StorageRecord {
  return { ...name, value, version: 0, writer: NO_SERVICE, expiresMs: 0 };
}

function hexKey(text: string, what: string): Id {
  if (HEX_KEY.test(text)) return Id.fromHex(text);
  throw new ProstError("INVALID_ARGUMENT", `${what}: 64 hexadecimal digits, not ${JSON.stringify(text)}`);
}

/** Reads at most the bytes that a value may have. */
async function readValue(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    throw new ProstError("NOT_FOUND", `${file} cannot be read: ${error.message}`, { cause: error });
  });
  try {
    const bytes = Buffer.alloc(STORE_VALUE_BYTES_MAX + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    if (bytesRead > STORE_VALUE_BYTES_MAX)
      throw new ProstError(
        "INVALID_ARGUMENT",
        `${file} is too large: a value has at most ${STORE_VALUE_BYTES_MAX} bytes`,
      );
    return Uint8Array.from(bytes.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
