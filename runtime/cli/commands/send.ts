/** `prost send` and `prost subscribe`: sends a message to a service, and prints the emissions of a service. */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import { printable } from "../../base/log.ts";
import {
  findService,
  keyOf,
  print,
  printJson,
  type SocketOption,
  timeoutOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { valueText } from "../terminal.ts";

interface SendOptions extends SocketOption {
  readonly key?: string;
  readonly file?: string;
  readonly hex?: boolean;
  readonly timeout: number;
  readonly json?: boolean;
}

export function registerSend(program: Command): void {
  const send = withSocket(program.command("send <service> [text]"))
    .description("route a message to a service and print the answer")
    .option("--key <name>", "the key: 64 hex digits, or a name within the service (default: the text)")
    .option("--file <file>", "send the bytes of this file instead of a text")
    .option("--hex", "the text is hex; print the answer as hex")
    .addOption(timeoutOption("how long to wait for the answer", 10_000))
    .option("--json", "print JSON; the answer as text and as hex")
    .action(async (name: string, text: string | undefined, options: SendOptions) => {
      const payload = await payloadOf(text, options);
      await withClient(options, async (client) => {
        const service = await findService(client, name);
        const key = keyOf(service, options.key ?? text ?? "");
        const reply = await client.send({ service, key, payload, timeoutMs: options.timeout });
        const answer = Buffer.from(reply.payload);
        if (options.json === true)
          printJson({
            text: answer.toString(),
            hex: answer.toString("hex"),
            from: reply.from,
            hops: reply.hops,
          });
        else if (options.hex === true) print(answer.toString("hex"));
        else print(valueText(answer));
      });
    });

  withExamples(
    send,
    'prost send hello "Ada"',
    "prost send counter add --key page-1 --timeout 2",
    "prost send 5f0a…/hello --file picture.png --key pictures",
  );

  const subscribe = withSocket(program.command("subscribe <service>"))
    .description("print the emissions of a service at this node, one per line, until interrupted")
    .option("--hex", "print hex")
    .action(async (name: string, options: SocketOption & { hex?: boolean }) => {
      await withClient(options, async (client) => {
        const service = await findService(client, name);
        await new Promise<void>((resolve, reject) => {
          const receive = (payload: Uint8Array) =>
            print(
              options.hex === true
                ? Buffer.from(payload).toString("hex")
                : printable(Buffer.from(payload).toString()),
            );
          const cancel = client.subscribe(service, receive, {
            onStart: () => note(`listening to ${service.short}`),
            onMissed: (count) => note(`${count} emissions were missed`),
            onEnd: (error) => reject(error ?? nodeStopped(options.socket)),
          });
          for (const signal of ["SIGINT", "SIGTERM"] as const) {
            process.once(signal, () => {
              cancel();
              resolve();
            });
          }
        });
      });
    });
  withExamples(subscribe, "prost subscribe guestbook", "prost subscribe guestbook --hex | head -1");
}

function nodeStopped(socket: string): ProstError {
  return new ProstError(
    "UNAVAILABLE",
    `the node at ${socket} stopped during the subscription; start it again with \`prost node\`, and subscribe again`,
  );
}

function note(text: string): void {
  process.stderr.write(`prost: ${text}\n`);
}

async function payloadOf(text: string | undefined, { file, hex }: SendOptions): Promise<Uint8Array> {
  if (file !== undefined) {
    if (text !== undefined)
      throw new ProstError(
        "INVALID_ARGUMENT",
        "the payload was given twice, as a text and with --file; leave one of them out",
      );
    const bytes = await readFile(file).catch((error: Error) => {
      throw new ProstError("NOT_FOUND", `file ${file} cannot be read: ${error.message}`);
    });
    return new Uint8Array(bytes);
  }
  if (hex === true) {
    if (!/^([0-9a-fA-F]{2})*$/.test(text ?? ""))
      throw new ProstError(
        "INVALID_ARGUMENT",
        "with --hex the text must consist of pairs of hex digits, for example 00ff",
      );
    return Uint8Array.from(Buffer.from(text ?? "", "hex"));
  }
  return new TextEncoder().encode(text ?? "");
}
