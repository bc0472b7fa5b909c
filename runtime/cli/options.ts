/** Options that several commands share, and the parsing of their values. */
import { join, resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { ProstError } from "../base/errors.ts";
import { Id } from "../base/id.ts";
import { serviceIdOf } from "../base/identity.ts";
import { NODE_FOLDER, NODE_FOLDER_TEXT } from "../base/user-folders.ts";
import type { ControlClient } from "../control/client.ts";
import { isName, NAME_RULE } from "../deployment/service-name.ts";

const SOCKET = "control.sock";
const HEX_ID = /^[0-9a-f]{64}$/;
const PUBLISHED = /^([0-9a-f]{64})\/(.+)$/;
/** Digits of an id that `prost services` shows. */
const SHORT_ID_DIGITS = 8;

export interface SocketOption {
  readonly socket: string;
}

export function withSocket(command: Command): Command {
  const option = new Option("--socket <path>", "the node's control socket");
  const { PROST_SOCKET } = process.env;
  if (PROST_SOCKET === undefined) option.default(join(NODE_FOLDER, SOCKET), `${NODE_FOLDER_TEXT}/${SOCKET}`);
  else option.default(PROST_SOCKET);
  return command.addOption(option);
}

/** Calls `run` with a client of the node at the socket, and closes the client afterwards. */
export async function withClient<Result>(
  { socket }: SocketOption,
  run: (client: ControlClient) => Promise<Result>,
): Promise<Result> {
  // grpc-js takes longer to load than all other code, and most commands do not use it.
  const { ControlClient } = await import("../control/client.ts");
  const client = new ControlClient(resolve(socket));
  try {
    return await run(client);
  } finally {
    client.close();
  }
}

export function parseCount(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

export function parseName(text: string): string {
  if (!isName(text)) throw new InvalidArgumentError(`It is not a valid name of a service: ${NAME_RULE}.`);
  return text;
}

/** Seconds to milliseconds. */
export function parseSeconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0 || value > 86_400)
    throw new InvalidArgumentError("It must be a number of seconds above 0 and at most 86400 (a day).");
  return Math.round(value * 1000);
}

/** A timeout: in seconds on the command line, in milliseconds as the value of the option. */
export function timeoutOption(description: string, defaultMs: number): Option {
  return new Option("--timeout <seconds>", description)
    .argParser(parseSeconds)
    .default(defaultMs, String(defaultMs / 1000));
}

export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** A key of a service: 64 hex digits are the key itself; other text is hashed (SHA-256) after the service's id. */
export function keyOf(service: Id, text: string): Id {
  if (HEX_ID.test(text)) return Id.fromHex(text);
  return Id.hashOf(service.bytes, text);
}

/**
 * Finds a service by its id, by PUBLISHER/NAME, or by a name or the first digits of an id, if only one service at
 * the node has these. Throws NOT_FOUND or INVALID_ARGUMENT.
 */
export async function findService(client: ControlClient, text: string): Promise<Id> {
  if (HEX_ID.test(text)) return Id.fromHex(text);
  const published = PUBLISHED.exec(text);
  if (published !== null) return serviceIdOf(Uint8Array.from(Buffer.from(published[1], "hex")), published[2]);
  const services = await client.services();
  const found = services.filter(
    ({ name, serviceId }) => name === text || (text.length >= SHORT_ID_DIGITS && serviceId.startsWith(text)),
  );
  if (found.length === 1) return Id.fromHex(found[0].serviceId);
  if (found.length > 1) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `several services at this node match ${text}: ${found.map(({ serviceId }) => serviceId).join(", ")}; give the id`,
    );
  }
  throw new ProstError(
    "NOT_FOUND",
    `this node knows no service called ${text}; give the service's id, as \`prost publish\` printed ` +
      "it, or PUBLISHER/NAME",
  );
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Adds examples at the end of the command's `--help`. */
export function withExamples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}
