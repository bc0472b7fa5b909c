/** A disk of a few MiB in memory, which can be full or read-only. Needs the right to mount. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class SmallDisk implements Disposable {
  readonly folder: string;

  /** Throws when it cannot be mounted. */
  constructor(folder: string, mebibytes: number) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    if (!succeeds("mount", "-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", folder))
      throw new Error(`nothing can be mounted on ${folder}`);
  }

  /** Leaves no free block. */
  fill(): void {
    for (let number = 0; ; number++) {
      const { bavail, bsize } = statfsSync(this.folder);
      if (bavail === 0) return;
      writeFileSync(join(this.folder, `filler-${number}`), new Uint8Array(bavail * bsize));
    }
  }

  makeRoom(): void {
    for (let number = 0; number < 10; number++)
      rmSync(join(this.folder, `filler-${number}`), { force: true });
  }

  /** Throws if a file on it is open for writing. */
  makeReadOnly(): void {
    if (!succeeds("mount", "-o", "remount,ro", this.folder)) throw new Error(`${this.folder} is in use`);
  }

  [Symbol.dispose](): void {
    succeeds("umount", "--lazy", this.folder);
  }
}

/** Whether this process may mount small disks. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "prost-disk-"));
  try {
    new SmallDisk(folder, 1)[Symbol.dispose]();
    return true;
  } catch {
    console.warn("tests of full and read-only disks are skipped: they need the right to mount");
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether the size of files can be limited for a process. */
export function canLimitFiles(): boolean {
  return succeeds("prlimit", "--fsize=1000000", "true");
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
