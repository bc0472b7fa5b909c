/** The package as a user has it: packed, then installed into an empty project. */
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
export const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty project in a temporary folder, with prost installed from its tarball. */
export class Project implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "prost-project-"));

  /** Takes dependencies from npm's cache, or from the registry if the cache does not have them. */
  static async create(): Promise<Project> {
    const project = new Project();
    const { stdout } = await npm(CHECKOUT, "pack", "--json", "--pack-destination", project.folder);
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf("[\n")));
    project.write("package.json", '{ "name": "project", "private": true, "type": "module" }');
    await npm(project.folder, "install", "--prefer-offline", "--no-audit", "--no-fund", `./${filename}`);
    rmSync(join(project.folder, filename));
    return project;
  }

  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Installs a package that the checkout has, without a download. */
  link(name: string): void {
    symlinkSync(join(CHECKOUT, "node_modules", name), join(this.folder, "node_modules", name));
  }

  /** Runs the command `prost` under Node 24, or under the given Node. */
  prost(args: readonly string[], node = process.execPath): Promise<Ran> {
    return this.node([join(this.folder, "node_modules/.bin/prost"), ...args], node);
  }

  /** A command that keeps running. */
  start(...args: readonly string[]) {
    return spawn(process.execPath, [join(this.folder, "node_modules/.bin/prost"), ...args], {
      cwd: this.folder,
      stdio: ["pipe", "pipe", "inherit"],
    });
  }

  /** Checks types with the checkout's compiler. */
  tsc(...args: readonly string[]): Promise<Ran> {
    return this.node([join(CHECKOUT, "node_modules/typescript/bin/tsc"), ...args]);
  }

  node(args: readonly string[], node = process.execPath): Promise<Ran> {
    return ran(run(node, args, { cwd: this.folder }));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** With the Node of this process, whatever else the machine has. */
function npm(cwd: string, ...args: readonly string[]) {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` };
  return run("npm", args, { cwd, env, maxBuffer: 16 * 1024 ** 2 });
}

async function ran(child: Promise<{ readonly stdout: string; readonly stderr: string }>): Promise<Ran> {
  try {
    return { code: 0, ...(await child) };
  } catch (error) {
    const { code, stdout, stderr } = error as Error & Ran;
    return { code, stdout, stderr };
  }
}
