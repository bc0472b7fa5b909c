/** A process that echoes the bytes of descriptor 3: the floor for a message to a cell and its reply. */
import { type ChildProcess, spawn } from "node:child_process";
import { readSync, writeSync } from "node:fs";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";

const SELF = fileURLToPath(import.meta.url);
const PIPE = 3;
const CHUNK_BYTES = 65_536;

export class EchoProcess {
  readonly #child: ChildProcess;
  readonly #pipe: Duplex;
  #missing = 0;
  #whenAll: () => void = () => {};

  constructor() {
    this.#child = spawn(process.execPath, [SELF, "--echo"], {
      stdio: ["ignore", "ignore", "inherit", "pipe"],
    });
    this.#pipe = this.#child.stdio[3] as Duplex;
    this.#pipe.on("data", (chunk: Buffer) => {
      this.#missing -= chunk.length;
      if (this.#missing === 0) this.#whenAll();
    });
  }

  /** Resolves when all bytes have come back. One call at a time. */
  echo(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#missing = bytes.length;
      this.#whenAll = resolve;
      this.#pipe.write(bytes);
    });
  }

  close(): void {
    this.#child.kill("SIGKILL");
  }
}

/** Blocks in reads, as a cell does. */
function serve(): void {
  const bytes = new Uint8Array(CHUNK_BYTES);
  for (;;) {
    const count = readSync(PIPE, bytes);
    if (count === 0) return;
    for (let at = 0; at < count; ) at += writeSync(PIPE, bytes, at, count - at);
  }
}

if (process.argv.includes("--echo") && process.argv[1] === SELF) serve();
