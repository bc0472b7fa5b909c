/** Progress of long work on stderr: on a terminal one line that is redrawn, elsewhere a new line every 2 s. */

const WIDTH = 28;
/** Least time between two lines if stderr is not a terminal. */
const LINE_MS = 2_000;
/** Least time between two redraws on a terminal. */
const REDRAW_MS = 80;

interface Progress {
  update(done: number, total: number, note?: string): void;
  /** Ends the line; `note` replaces the count. */
  done(note?: string): void;
}

/** `quiet`: shows nothing. */
export function startProgress(label: string, quiet: boolean): Progress {
  const startMs = performance.now();
  const isTerminal = process.stderr.isTTY === true;
  let shownMs = Number.NEGATIVE_INFINITY;
  const write = (text: string) => {
    if (!quiet) process.stderr.write(text);
  };
  const seconds = () => `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
  if (isTerminal) write(`  ${label}…`);
  return {
    update(done, total, note = "") {
      const now = performance.now();
      if (now - shownMs < (isTerminal ? REDRAW_MS : LINE_MS)) return;
      shownMs = now;
      const filled = total === 0 ? 0 : Math.round((done / total) * WIDTH);
      const bar = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
      if (isTerminal) write(`\r\x1b[2K  ${label} ${bar} ${done}/${total} ${note}`);
      else write(`  ${label} ${done}/${total} ${note}\n`);
    },
    done(note = "") {
      write(`${isTerminal ? "\r\x1b[2K" : ""}✓ ${label}${note === "" ? "" : `: ${note}`} (${seconds()})\n`);
    },
  };
}
