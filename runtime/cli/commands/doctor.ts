/** `prost doctor`: checks whether this machine can run a node, and says what to do if not. Needs no node. */
import { constants } from "node:fs";
import { access, mkdir, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { CAPABILITIES } from "../../../abi/imports.ts";

import { NODE_FOLDER, NODE_FOLDER_TEXT } from "../../base/user-folders.ts";
import { CellHost } from "../../sandbox/cell/cell-host.ts";
import { jail } from "../../sandbox/cell/jail.ts";
import { LIMITS_DEFAULT } from "../../sandbox/contract.ts";
import { ECHO_SERVICE } from "../../sandbox/echo-service.ts";
import { gate } from "../../sandbox/gate/gate.ts";
import { rewrite } from "../../sandbox/instrument/rewrite.ts";
import { checkStore, DAMAGED_TODO, dataFileOf } from "../../storage/local/store-check.ts";
import { EXIT } from "../exit.ts";
import { print, printJson, withExamples } from "../options.ts";
import { formatBytes, formatCount } from "../table.ts";

/**
 * Free space below the first bound is a warning. Below the second the store cannot grow, and the node stores
 * no more records.
 */
const SPACE_BYTES_MIN = 1024 ** 3;
const FULL_BYTES = 4 * 1024 ** 2;
const NODE_MIN = 24;

interface Finding {
  readonly name: string;
  /** "weak": a node runs, with less protection or room than it could have. */
  readonly state: "good" | "weak" | "bad";
  readonly detail: string;
  /** The remedy; null: none needed. */
  readonly todo: string | null;
}

const good = (name: string, detail: string): Finding => ({ name, state: "good", detail, todo: null });

export function registerDoctor(program: Command): void {
  const command = program
    .command("doctor")
    .description("check whether this machine can run a node; exit code 0 unless a node cannot run")
    .addOption(
      new Option("--data <folder>", "data folder of the node, which is checked as well").default(
        NODE_FOLDER,
        NODE_FOLDER_TEXT,
      ),
    )
    .option("--json", "print JSON")
    .action(async ({ data, json }: { data: string; json?: boolean }) => {
      const findings = [
        engine(),
        ...isolation(),
        ...(await cell()),
        await folder(resolve(data)),
        await store(join(resolve(data), "store")),
        await secrets(resolve(data)),
      ];
      if (json === true) printJson({ level: jail().level, findings });
      else for (const finding of findings) show(finding);
      if (findings.some(({ state }) => state === "bad")) process.exitCode = EXIT.refused;
    });
  withExamples(command, "prost doctor", "prost doctor --data n1 --json");
}

function show({ name, state, detail, todo }: Finding): void {
  const mark = state === "good" ? "✓" : state === "weak" ? "!" : "✗";
  print(`${mark} ${name.padEnd(20)} ${detail}`);
  if (todo !== null) print(`  ${"".padEnd(20)} → ${todo}`);
}

function engine(): Finding {
  const major = Number(process.versions.node.split(".")[0]);
  const detail = `Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.platform} ${process.arch}`;
  return major >= NODE_MIN
    ? good("engine", detail)
    : {
        name: "engine",
        state: "bad",
        detail,
        todo: `a node needs Node ${NODE_MIN}: run \`npm install node@${NODE_MIN}\` beside prost, or start prost by npx`,
      };
}

function isolation(): readonly Finding[] {
  const { level, parts } = jail();
  const findings = parts.map(
    ({ name, isAvailable, problem }): Finding =>
      isAvailable ? good(name, "there") : { name, state: "weak", detail: "missing", todo: problem },
  );
  return [
    ...findings,
    level === "full"
      ? good("isolation of cells", level)
      : {
          name: "isolation of cells",
          state: "weak",
          detail: level,
          todo: 'unknown services are safer at level "full"; with policy.cells.isolation = "full" a node refuses services below that level',
        },
  ];
}

/** Starts a cell as a node does, runs a service in it, and reads the result of its canary. */
async function cell(): Promise<readonly Finding[]> {
  const name = "a cell";
  const verdict = gate(ECHO_SERVICE);
  if (!verdict.ok) return [{ name, state: "bad", detail: verdict.detail, todo: "this is a bug of prost's" }];
  let canary: Finding | null = null;
  const host = new CellHost({ name: "doctor", onCanary: (failed) => (canary = canaryFinding(failed)) });
  const startMs = performance.now();
  try {
    const installed = await host.install({
      serviceId: new Uint8Array(32),
      nodeId: new Uint8Array(32),
      module: rewrite(verdict.module, { memoryPages: 2 }),
      capabilities: CAPABILITIES,
      limits: LIMITS_DEFAULT,
      readStore: () => [],
      nowMs: 0,
      seed: 0n,
      firstToken: 1n,
    });
    const ms = Math.round(performance.now() - startMs);
    const seen = canary === null ? [] : [canary];
    if (installed.ok) return [...seen, good(name, `starts and runs a service in ${ms} ms`)];
    const todo = "set policy.cells.namespaces = false, and run prost doctor again";
    return [...seen, { name, state: "bad", detail: installed.detail, todo }];
  } finally {
    await host.close();
  }
}

function canaryFinding(failed: readonly string[]): Finding {
  const name = "canary of a cell";
  const denied = jail().level === "full" ? "files, programs and sockets" : "files and programs";
  if (failed.length === 0)
    return good(name, `resource bombs are refused, loops are stopped, ${denied} are denied`);
  return {
    name,
    state: "bad",
    detail: failed.join(", "),
    todo: "no service runs in such a cell: check the flags of Node (NODE_OPTIONS) and the setup of bubblewrap",
  };
}

async function folder(data: string): Promise<Finding> {
  const name = "data folder";
  try {
    const there = await stat(data).catch(() => null);
    const place = there === null ? dirname(data) : data;
    const { bavail, bsize } = await statfs(place);
    const free = bavail * bsize;
    const detail = `${data}${there === null ? " (does not exist yet)" : ""}, ${formatBytes(free)} free`;
    if (free < FULL_BYTES) {
      const todo =
        "free space on that disk; until then the node routes messages and keeps its records, but stores no new ones";
      return { name, state: "bad", detail: `${detail}: the disk is full`, todo };
    }
    if (there === null) await access(place, constants.W_OK);
    else await tryWriting(data);
    if (free >= SPACE_BYTES_MIN) return good(name, detail);
    return {
      name,
      state: "weak",
      detail,
      todo: `free space on that disk: the store of a node needs at least ${formatBytes(SPACE_BYTES_MIN)}`,
    };
  } catch (error) {
    const detail = `${data}: ${(error as Error).message}`;
    return {
      name,
      state: "bad",
      detail,
      todo: "choose another folder with --data, or give this user write permission",
    };
  }
}

/** Reads the whole store once. A node may have it open meanwhile. */
async function store(path: string): Promise<Finding> {
  const name = "the store";
  const file = dataFileOf(path);
  const check = await checkStore(path);
  if (check.state === "none") return good(name, "does not exist yet; a node makes it at its first start");
  if (check.state === "damaged")
    return { name, state: "bad", detail: `${file} is damaged: ${check.damage}`, todo: DAMAGED_TODO };
  try {
    await access(path, constants.W_OK);
    await access(file, constants.W_OK);
  } catch (error) {
    const todo =
      "give this user write permission, or mount the disk for writing; until then a node routes " +
      "messages and stores nothing";
    return { name, state: "bad", detail: `${file} cannot be written: ${(error as Error).message}`, todo };
  }
  return good(
    name,
    `${file}, ${formatCount(check.entries)} entries of ${formatBytes(check.bytes)}, all valid`,
  );
}

async function tryWriting(data: string): Promise<void> {
  const trial = join(data, `.doctor-${process.pid}`);
  await mkdir(data, { recursive: true });
  await writeFile(trial, "x");
  await rm(trial, { force: true });
}

async function secrets(data: string): Promise<Finding> {
  const name = "the node's key";
  const file = join(data, "node.key");
  const there = await stat(file).catch(() => null);
  if (there === null) return good(name, "does not exist yet; a node makes it at its first start");
  const mode = there.mode & 0o777;
  if ((mode & 0o077) === 0) return good(name, `${file}, readable by its owner only`);
  return {
    name,
    state: "bad",
    detail: `${file} is readable by other users (mode ${mode.toString(8)})`,
    todo: `chmod 600 ${file}`,
  };
}
