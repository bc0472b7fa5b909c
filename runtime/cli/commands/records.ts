/** `prost put` and `prost get`: records of the replicated storage. */
import type { Command } from "commander";
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
    .option("--ttl <seconds>", "how long it lasts (default: for ever)", parseCount(1, YEAR_SECONDS), 0)
    .action(
      async (
        name: string,
        value: string | undefined,
        options: RecordOptions & { remove?: boolean; ttl: number },
      ) => {
        if ((value === undefined) !== (options.remove === true))
          throw new ProstError("INVALID_ARGUMENT", "give a value, or --remove");
        await withClient(options, async (client) => {
          const service =
            options.service === undefined ? NO_SERVICE : await findService(client, options.service);
          const key = keyOf(service, name);
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
    "prost put page-1 hello --service guestbook --field Ada --ttl 3600",
  );

  const get = withRecord(program.command("get <key>"))
    .description("read a record; exit code 3 when there is none")
    .action(async (name: string, options: RecordOptions) => {
      await withClient(options, async (client) => {
        const service =
          options.service === undefined ? NO_SERVICE : await findService(client, options.service);
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

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
