/**
 * A compromised cell: a program that replaces cell.ts and is started like a cell. It runs services correctly
 * until a message carries a command. Then it acts like an attacker that controls the whole process. Only
 * cases of this suite start it.
 */
import { readSync } from "node:fs";
import { FRAME_RUN } from "../../sandbox/wire/frames.ts";
import { COMMAND } from "./command.ts";
import { NODE, serve, write } from "./serving.ts";

const ERRORS = 2;

function obey(command: string, hex: string): void {
  const bytes = Buffer.from(hex, "hex");
  switch (command) {
    case "spin":
      for (;;);
    case "stop":
      process.kill(process.pid, "SIGSTOP");
      return;
    case "abort":
      process.abort();
      return;
    case "segv":
      process.kill(process.pid, "SIGSEGV");
      return;
    case "exit":
      process.exitCode = bytes[0];
      process.exit();
      break;
    // Once, then silence.
    case "write":
      write(bytes);
      for (;;) readSync(NODE, Buffer.alloc(1));
    // Byte by byte, the last one in an endless loop.
    case "drip":
      for (const byte of bytes) write(Uint8Array.of(byte));
      for (;;) write(bytes.subarray(-1));
    case "flood": {
      const many = Buffer.concat(Array(Math.ceil(65_536 / bytes.length)).fill(bytes));
      for (;;) write(many);
    }
    case "errors":
      for (;;) write(Buffer.alloc(65_536, "e"), ERRORS);
  }
}

try {
  serve((kind, body) => {
    const found = kind === FRAME_RUN ? COMMAND.exec(Buffer.from(body).toString("latin1")) : null;
    if (found !== null) obey(found[1], found[2]);
  });
} finally {
  process.kill(process.pid, "SIGKILL");
}
