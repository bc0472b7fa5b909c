/** `prost record`: keeps what a service does at a node in a file, for `prost replay`. */
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { unlink } from "node:fs/promises";
import type { Command } from "commander";
import { ProstError } from "../../base/errors.ts";
import type { Id } from "../../base/id.ts";
import type { RecordingEnd } from "../../control/api.ts";
import type { ControlClient } from "../../control/client.ts";
import { EXIT } from "../exit.ts";
import {
  findService,
  parseCount,
  parseSeconds,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";
import { startProgress } from "../progress.ts";
import { formatBytes } from "../table.ts";

const EVENTS_MAX = 1_000_000_000;

const ENDS: Readonly<Record<RecordingEnd, string>> = {
  count: "as many events as asked for",
  time: "the time was up",
  asked: "it was ended",
  stopped: "the service stopped here, or was replaced by a newer version",
  full: "the recording had become as long as one may be",
  slow: "the file was written too slowly for what the service does",
};

interface RecordOptions extends SocketOption {
  readonly out: string;
  readonly events?: number;
  readonly seconds?: number;
  readonly restart: boolean;
  readonly module: boolean;
  readonly json?: boolean;
}

interface Summary {
  readonly events: number;
  readonly bytes: number;
  readonly end: RecordingEnd;
}

export function registerRecord(program: Command): void {
  const record = withSocket(program.command("record <service>"))
    .description(
      "record what a service does at the node, from a new instance of it on, until interrupted; `prost replay` runs it again",
    )
    .requiredOption("--out <file>", "where to write the recording; a file that is there is not overwritten")
    .option("--events <number>", "end after so many events", parseCount(1, EVENTS_MAX))
    .option("--seconds <number>", "end after so long", parseSeconds)
    .option(
      "--restart",
      "make the service's instance anew before its next event: it loses what it holds in memory",
      true,
    )
    .option("--no-restart", "wait until that happens by itself, as after a fault")
    .option("--no-module", "leave the module out: whoever replays must have it")
    .option("--json", "print JSON")
    .action(async (name: string, options: RecordOptions) => {
      await withClient(options, async (client) => {
        const service = await findService(client, name);
        const summary = await write(client, service, name, options);
        if (summary.bytes === 0) {
          process.exitCode = EXIT.refused;
          process.stderr.write(
            `prost: nothing was recorded: ${options.restart ? "no event came for the service at this node" : "the service's instance was not made anew meanwhile; leave --no-restart out"}\n`,
          );
        }
        if (options.json === true)
          printJson({ file: options.out, service: service.hex, ...summary, detail: ENDS[summary.end] });
        else if (summary.bytes > 0) {
          print(
            `${options.out}  ${summary.events} events, ${formatBytes(summary.bytes)}: ${ENDS[summary.end]}`,
          );
        }
      });
    });
  withExamples(
    record,
    "prost record guestbook --out guestbook.rec",
    "prost record guestbook --out guestbook.rec --events 1000 --seconds 60",
    "prost stop-recording guestbook",
  );

  const stop = withSocket(program.command("stop-recording <service>"))
    .description("end the recording of a service at the node")
    .action(async (name: string, options: SocketOption) => {
      await withClient(options, async (client) => client.stopRecording(await findService(client, name)));
    });
  withExamples(stop, "prost stop-recording guestbook");
}

async function write(
  client: ControlClient,
  service: Id,
  name: string,
  options: RecordOptions,
): Promise<Summary> {
  const file = await create(options.out);
  let bytes = 0;
  const quiet = options.json === true;
  const wanted = options.events ?? 0;
  const progress = startProgress(`recording ${name}`, quiet || wanted === 0);
  let stop = () => {};
  const interrupt = () => stop();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupt);
  try {
    const { events, end } = await new Promise<{ events: number; end: RecordingEnd }>((resolve, reject) => {
      file.once("error", (error) => reject(unwritable(options.out, error)));
      client
        .record(
          { service, eventsMax: wanted, restarts: options.restart, withModule: options.module },
          {
            write: (piece, recorded) => {
              bytes += piece.length;
              progress.update(Math.min(recorded, wanted), wanted);
              return file.write(piece);
            },
            end: (reason, recorded) => resolve({ events: recorded, end: reason }),
          },
          {
            durationMs: options.seconds ?? 0,
            drained: async () => void (await once(file, "drain")),
            onError: reject,
          },
        )
        .then((recording) => {
          stop = () => recording.stop();
          process.stderr.write(`prost: recording ${name}${until(options)}\n`);
        }, reject);
    });
    progress.done(`${events} events`);
    return { events, bytes, end };
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, interrupt);
    await new Promise<void>((resolve) => file.end(() => resolve()));
    if (bytes === 0) await unlink(options.out).catch(() => {});
  }
}

function until({ events, seconds, restart }: RecordOptions): string {
  const ends = [
    ...(events === undefined ? [] : [`until ${events} events have come`]),
    ...(seconds === undefined ? [] : [`for ${seconds / 1000} s`]),
    "until Ctrl-C",
  ];
  return `${restart ? "" : ", as soon as its instance is made anew,"} ${ends.join(", or ")}`;
}

/** What a service is told is nobody's business but the operator's. */
async function create(path: string): Promise<WriteStream> {
  const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
  try {
    await once(file, "open");
    return file;
  } catch (error) {
    throw unwritable(path, error as NodeJS.ErrnoException);
  }
}

function unwritable(path: string, error: NodeJS.ErrnoException): ProstError {
  if (error.code === "EEXIST")
    return new ProstError("ALREADY_EXISTS", `${path} is there already; give another name with --out`);
  return new ProstError(
    "FAILED_PRECONDITION",
    `the recording cannot be written to ${path}: ${error.message}`,
  );
}
