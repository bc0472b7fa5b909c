/** The settings of a node: a TOML file, overridden by options of the command line. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { isSoundKey } from "../base/ed25519.ts";
import { ProstError } from "../base/errors.ts";
import { LOG_LEVELS } from "../base/log.ts";
import { nearest } from "../base/spelling.ts";
import { NODE_FOLDER } from "../base/user-folders.ts";
import { AWAKE_SERVICES_MAX } from "../deployment/limits.ts";
import { policySchema } from "../deployment/policy.ts";
import { parseAddress } from "../transport/address.ts";
import { type Admission, WORK_BITS_DEFAULT, WORK_BITS_MAX } from "../transport/admission.ts";
import { TLS_LIMITS } from "../transport/tls-limits.ts";

/** Maximum number of nodes to join through; a few are enough. */
const JOIN_MAX = 64;
/** Maximum size of the path of a Unix socket that the system allows, in bytes. */
const SOCKET_BYTES_MAX = 107;
const MEBIBYTE = 1024 * 1024;

const address = z
  .string()
  .refine((text) => parseAddress(text) !== null, "must be HOST:PORT, as 127.0.0.1:7000 or [::1]:7000");

export const configSchema = z.strictObject({
  /** Where the node keeps its key, its store and its control socket; default: `~/.local/share/prost`. */
  data: z.string().min(1).optional(),
  /** The address on which the node listens for other nodes; port 0: any free port. */
  listen: address.default("127.0.0.1:0"),
  /** The address at which other nodes reach it, if that is another one. */
  advertise: address.optional(),
  /** Nodes to join through; none: this node starts an overlay. */
  join: z.array(address).max(JOIN_MAX).default([]),
  /** The time, in seconds, within which the node must have joined. */
  joinTimeout: z.number().min(1).max(3_600).default(30),
  /** The name of the overlay; overlays with different names do not mix. */
  network: z.string().min(1).max(64).default("prost"),
  /** The control socket; default: `control.sock` in the data folder. */
  socket: z.string().min(1).optional(),
  log: z.enum(LOG_LEVELS).default("info"),
  /** The services that may run here, and their limits. */
  policy: policySchema.prefault({}),
  /** The condition for nodes to join the overlay; the same at all its nodes. */
  admission: z
    .strictObject({
      /** In an open overlay: bits of work in a node's key. A key is found by trying 2^workBits. */
      workBits: z.int().min(0).max(WORK_BITS_MAX).default(WORK_BITS_DEFAULT),
      /** The public key, in hex, of an authority that admits nodes; `workBits` then does not apply. */
      authority: z
        .string()
        .refine(
          (hex) => /^[0-9a-f]{64}$/.test(hex) && isSoundKey(Uint8Array.from(Buffer.from(hex, "hex"))),
          "must be a public key, as `prost network new` prints it",
        )
        .optional(),
    })
    .prefault({}),
  /** How many services are awake at a time, and for how long. */
  services: z
    .strictObject({
      /** The time, in seconds, after which an unused service is put to sleep; its next message wakes it. */
      sleepAfter: z.number().min(0.1).max(86_400).default(60),
      /** Services awake at a time; when one more wakes, the longest unused ones go to sleep. */
      awakeMax: z.int().min(1).max(AWAKE_SERVICES_MAX).default(2_000),
      /**
       * Memory of all cells together, in MiB, above which services go to sleep; default: half of the
       * machine's memory.
       */
      cellMemoryMiB: z.int().min(64).nullable().default(null),
      /**
       * Whether one started cell is kept ready, so that the next publisher that needs a cell does not wait
       * for it.
       */
      spareCell: z.boolean().default(true),
    })
    .prefault({}),
  /**
   * The rate at which one peer may send. Excess waits; a peer over the limit for 30 s is disconnected.
   */
  links: z
    .strictObject({
      packetsPerSecond: z.int().min(100).max(10_000_000).default(TLS_LIMITS.packetsPerSecond),
      mebibytesPerSecond: z
        .int()
        .min(1)
        .max(4_096)
        .default(TLS_LIMITS.bytesPerSecond / MEBIBYTE),
    })
    .prefault({}),
});

export interface NodeConfig {
  readonly data: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly advertise: string | null;
  readonly join: readonly string[];
  /** In seconds. */
  readonly joinTimeout: number;
  readonly network: string;
  readonly socket: string;
  readonly log: (typeof LOG_LEVELS)[number];
  readonly admission: Admission;
  readonly policy: z.infer<typeof policySchema>;
  readonly services: z.infer<typeof configSchema>["services"];
  readonly links: { readonly packetsPerSecond: number; readonly bytesPerSecond: number };
}

/** The settings that the command line may override. */
export type ConfigOverrides = Partial<
  Pick<
    z.input<typeof configSchema>,
    "data" | "listen" | "advertise" | "join" | "joinTimeout" | "network" | "socket" | "log"
  >
>;

/**
 * Reads the settings. When `file` is null, only defaults and overrides count. Throws INVALID_ARGUMENT with
 * the names of the wrong settings.
 */
export function loadConfig(file: string | null, overrides: ConfigOverrides = {}): NodeConfig {
  const fromFile = file === null ? {} : readToml(file);
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  const parsed = configSchema.safeParse({ ...fromFile, ...given });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => problemText(issue)).join("; ");
    const name = file === null ? "" : ` ${file}`;
    throw new ProstError("INVALID_ARGUMENT", `the configuration${name} is not valid: ${problems}`);
  }
  const { data, listen, advertise, socket, admission, links, ...rest } = parsed.data;
  const folder = resolve(data ?? NODE_FOLDER);
  const endpoint = parseAddress(listen);
  if (endpoint === null) throw new ProstError("INTERNAL", `the checked address ${listen} cannot be parsed`);
  return {
    ...rest,
    links: {
      packetsPerSecond: links.packetsPerSecond,
      bytesPerSecond: links.mebibytesPerSecond * MEBIBYTE,
    },
    admission: admissionOf(admission),
    data: folder,
    listen: endpoint,
    advertise: advertise ?? null,
    socket: checkedSocket(resolve(socket ?? join(folder, "control.sock"))),
  };
}

function checkedSocket(path: string): string {
  if (Buffer.byteLength(path) <= SOCKET_BYTES_MAX) return path;
  throw new ProstError(
    "INVALID_ARGUMENT",
    `the control socket's path ${path} is longer than the ${SOCKET_BYTES_MAX} bytes that the system allows; ` +
      "choose another with --socket",
  );
}

function admissionOf({ workBits, authority }: z.infer<typeof configSchema>["admission"]): Admission {
  return authority === undefined
    ? { kind: "open", workBits }
    : { kind: "authority", key: Uint8Array.from(Buffer.from(authority, "hex")) };
}

function readToml(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ProstError(
      "NOT_FOUND",
      `the configuration ${file} cannot be read: ${(error as Error).message}`,
      { cause: error },
    );
  }
  try {
    return parse(text);
  } catch (error) {
    const where = error instanceof TomlError ? ` at line ${error.line}, column ${error.column}` : "";
    const what = (error as Error).message.split("\n")[0];
    throw new ProstError("INVALID_ARGUMENT", `the configuration ${file} is not TOML${where}: ${what}`, {
      cause: error,
    });
  }
}

function problemText(issue: z.core.$ZodIssue): string {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = settingsIn(issue.path);
    return issue.keys
      .map((key) => {
        const near = nearest(key, known);
        const hint = near === null ? `there are ${known.join(", ")}` : `did you mean ${near}?`;
        return `there is no setting ${[...issue.path, key].join(".")} (${hint})`;
      })
      .join("; ");
  }
  return `${field}: ${issue.message}`;
}

/** The names of the settings at a place of the schema. */
function settingsIn(path: readonly PropertyKey[]): readonly string[] {
  let at: unknown = configSchema;
  for (const step of path) at = shapeOf(at)[String(step)];
  return Object.keys(shapeOf(at));
}

function shapeOf(type: unknown): Readonly<Record<string, unknown>> {
  let inner = type;
  while (inner instanceof z.ZodPrefault || inner instanceof z.ZodDefault) inner = inner.unwrap();
  return inner instanceof z.ZodObject ? inner.shape : {};
}
