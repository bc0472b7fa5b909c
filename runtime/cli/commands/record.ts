/** `prost record`: records the events of a service at a node in a file, for `prost replay`. */
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
  count: "the requested number of events was recorded",
  time: "the time was up",
  asked: "it was ended",
  stopped: "the service stopped, or a newer version replaced it",
  full: "the recording reached its maximum size",
  slow: "the file could not be written as fast as events arrived",
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
      "record the events of a service at the node until interrupted, starting with a new instance; see prost replay",
    )
    .requiredOption("--out <file>", "file for the recording; an existing file is not overwritten")
    .option("--events <number>", "stop after this number of events", parseCount(1, EVENTS_MAX))
    .option("--seconds <number>", "stop after this time", parseSeconds)
    .option("--restart", "replace the service's instance before its next event; its memory is lost", true)
    .option("--no-restart", "wait until the instance is replaced anyway, for example after a fault")
    .option("--no-module", "do not include the module; prost replay then needs --module")
    .option("--json", "print JSON")
    .action(async (name: string, options: RecordOptions) => {
      await withClient(options, async (client) => {
        const service = await findService(client, name);
        const summary = await write(client, service, name, options);
        if (summary.bytes === 0) {
          process.exitCode = EXIT.refused;
          process.stderr.write(
            "prost: nothing was recorded: " +
              `${options.restart ? "the service received no event at this node" : "the service's instance was not replaced; run without --no-restart"}\n`,
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
    .description("stop the recording of a service at the node")
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
    ...(events === undefined ? [] : [`until ${events} events have arrived`]),
    ...(seconds === undefined ? [] : [`for ${seconds / 1000} s`]),
    "until Ctrl-C",
  ];
  return `${restart ? "" : ", as soon as its instance is replaced,"} ${ends.join(", or ")}`;
}

/** Readable by the operator only: a recording contains all messages of the service. */
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
    return new ProstError("ALREADY_EXISTS", `${path} already exists; give another file with --out`);
  return new ProstError(
    "FAILED_PRECONDITION",
    `the recording cannot be written to ${path}: ${error.message}`,
  );
}
