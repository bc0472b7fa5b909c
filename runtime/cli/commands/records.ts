/** `prost put` and `prost get`: records of the replicated storage. */
import type { Command } from "commander";
import type { RegisterContent } from "../../control/api.ts";
import { ProstError } from "../../errors.ts";
import { Id } from "../../overlay/id.ts";
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

interface RecordOptions extends SocketOption {
  readonly service?: string;
  readonly field: string;
  readonly json?: boolean;
}

const NO_SERVICE = new Id(new Uint8Array(32));
const YEAR_SECONDS = 366 * 86_400;

export function registerRecords(program: Command): void {
  const put = withRecord(program.command("put <key> [value]"))
    .description("write a record to the replica set of its key, or remove it")
    .option("--remove", "remove the record")
    .option(
      "--if-version <version>",
      "set the register of that key, if its version is this one; 0: if there is none",
      parseCount(0, Number.MAX_SAFE_INTEGER),
    )
    .option("--ttl <seconds>", "how long it lasts (default: for ever)", parseCount(1, YEAR_SECONDS), 0)
    .action(
      async (
        name: string,
        value: string | undefined,
        options: RecordOptions & { remove?: boolean; ttl: number; ifVersion?: number },
      ) => {
        if ((value === undefined) !== (options.remove === true))
          throw new ProstError("INVALID_ARGUMENT", "give a value, or --remove");
        await withClient(options, async (client) => {
          const service =
            options.service === undefined ? NO_SERVICE : await findService(client, options.service);
          const key = keyOf(service, name);
          if (options.ifVersion !== undefined) {
            if (options.field !== "" || options.ttl !== 0)
              throw new ProstError("INVALID_ARGUMENT", "a register has neither fields nor a time to live");
            const bytes = value === undefined ? null : encode(value);
            const { wasSet, ...held } = await client.setRegister(service, key, options.ifVersion, bytes);
            if (options.json === true) printJson({ key: key.hex, wasSet, ...contentJson(held) });
            if (!wasSet)
              throw new ProstError(
                "ABORTED",
                `${name} was not set: its version is ${held.version}, not ${options.ifVersion}; read it with --register and try again`,
              );
            if (options.json !== true) print(`set ${key.hex}, now version ${held.version}`);
            return;
          }
          await client.put(
            service,
            key,
            encode(options.field),
            value === undefined ? null : encode(value),
            options.ttl,
          );
          if (options.json === true) printJson({ key: key.hex, stored: value !== undefined });
          else print(`${value === undefined ? "removed" : "stored"} ${key.hex}`);
        });
      },
    );

  withExamples(
    put,
    "prost put greeting hello",
    "prost put greeting --remove",
    "prost put leader node-1 --if-version 0",
    "prost put page-1 hello --service guestbook --field Ada --ttl 3600",
  );

  const get = withRecord(program.command("get <key>"))
    .description("read a record; exit code 3 when there is none")
    .option("--register", "the register of that key (prost put --if-version), with its version")
    .action(async (name: string, options: RecordOptions & { register?: boolean }) => {
      await withClient(options, async (client) => {
        const service =
          options.service === undefined ? NO_SERVICE : await findService(client, options.service);
        if (options.register === true) {
          const held = await client.readRegister(service, keyOf(service, name));
          if (options.json === true) printJson(contentJson(held));
          if (held.value === null)
            throw new ProstError(
              "NOT_FOUND",
              `register ${name} has no value; its version is ${held.version}`,
            );
          if (options.json !== true) print(`${held.version}\t${Buffer.from(held.value).toString()}`);
          return;
        }
        const value = await client.get(service, keyOf(service, name), encode(options.field));
        if (options.json === true)
          printJson({ found: value !== null, text: value === null ? null : Buffer.from(value).toString() });
        if (value === null) throw new ProstError("NOT_FOUND", `there is no record ${name}`);
        if (options.json !== true) print(Buffer.from(value).toString());
      });
    });
  withExamples(get, "prost get greeting", "prost get page-1 --service guestbook --field Ada --json");
}

function withRecord(command: Command): Command {
  return withSocket(command)
    .option("--service <service>", "whose storage: a service's id or name (default: the operator's own)")
    .option("--field <field>", "the field beneath the key", "")
    .option("--json", "print JSON");
}

function contentJson({ version, value }: RegisterContent): object {
  return { version, text: value === null ? null : Buffer.from(value).toString() };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
