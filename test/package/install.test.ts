/** The package, packed and really installed: its command, its size, and its types. */
import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERSION } from "../../runtime/base/version.ts";
import { readyLine } from "../../runtime/cli/local-overlay.ts";
import { olderNode } from "../cli/older-node.ts";
import { Project } from "./installed.ts";

const INSTALL_BYTES_MAX = 150e6;
const HELLO = `import { message } from "prost/service";

export function deliver(): void {
  const count: i32 = message.length();
  message.respond("hello, " + message.text() + count.toString());
}
`;
let project: Project;

beforeAll(async () => {
  project = await Project.create();
}, 120_000);

afterAll(() => {
  project?.[Symbol.dispose]();
});

test("an install on a machine with Node 24 takes at most 150 MB", () => {
  expect(bytesOf(join(project.folder, "node_modules"))).toBeLessThanOrEqual(INSTALL_BYTES_MAX);
});

test("the command prints the package's version", async () => {
  const { stdout } = await project.prost(["--version"]);
  expect(stdout.trim()).toBe(VERSION);
});

test("a service cannot be built before the compiler is installed, and one line says how to install it", async () => {
  project.write("hello.ts", HELLO);
  const { code, stderr } = await project.prost(["build", "hello.ts"]);
  expect(code).not.toBe(0);
  expect(stderr.trim()).toMatch(/^prost: .*npm install assemblyscript@0\.28`/);
});

test("a node starts, and a service is built, published into it, and answers", async () => {
  project.link("assemblyscript");
  project.write("hello.ts", HELLO);
  const child = project.start(
    "node",
    "--until-stdin-ends",
    "--data",
    "n1",
    "--listen",
    "127.0.0.1:0",
    "--json",
  );
  try {
    const { socket } = await readyLine(child, 0);
    const commands = [
      ["keys", "new", "me.key"],
      ["build", "hello.ts"],
      ["publish", "hello.wasm", "--key", "me.key", "--name", "hello", "--socket", socket],
    ];
    for (const command of commands) expect(await project.prost(command)).toMatchObject({ code: 0 });
    const { stdout } = await project.prost(["send", "hello", "Ada", "--socket", socket]);
    expect(stdout.trim()).toBe("hello, Ada3");
  } finally {
    child.stdin.end();
    await new Promise((resolve) => child.once("exit", resolve));
  }
  const { stdout } = await project.prost(["doctor", "--data", "n1"]);
  expect(stdout).toMatch(/✓ the store .*all valid/);
});

test("a simulation runs in a separate thread, from the package's files", async () => {
  const { stdout } = await project.prost(["simulate", "--nodes", "20", "--minutes", "1", "--json"]);
  expect(JSON.parse(stdout).lookups).toBeGreaterThan(0);
});

test("each entry point runs, except the SDK, which only a compiler of services can use", async () => {
  project.write(
    "run.js",
    `import { Id } from "prost";
    import { createSimulation } from "prost/simulator";
    import { simulate } from "prost/testing";
    console.log(createSimulation({ nodes: 3, seed: 1 }).nodes.length, typeof Id);
    await using overlay = await simulate({ nodes: 2, seed: 1 });
    console.log(overlay.nodes.length);
    await import("prost/service").catch(({ code }) => console.log(code));`,
  );
  const { stdout } = await project.node(["run.js"]);
  expect(stdout).toBe("3 function\n2\nERR_PACKAGE_PATH_NOT_EXPORTED\n");
});

describe.each([
  ["nodenext", "nodenext"],
  ["preserve", "bundler"],
])("with the module setting %s and the resolution %s", (module, moduleResolution) => {
  test("the entry points have types, and library declarations are free of errors", async () => {
    project.write(
      "typed/program.ts",
      `import { ControlClient, type NodeConfig, type ProstNode, silentLog, startNode } from "prost";
      import { createSimulation, runSimulation } from "prost/simulator";
      import { simulate, type TestOverlay } from "prost/testing";
      export const start = (config: NodeConfig): Promise<ProstNode> => startNode(config, silentLog);
      export const hops: number = createSimulation({ nodes: 3, seed: 1 }).nodes.length;
      // @ts-expect-error: types are there, so a wrong argument is found.
      createSimulation({ nodes: "3", seed: 1 });
      export const overlay: Promise<TestOverlay> = simulate({ nodes: 2, seed: 1 });
      export { ControlClient, runSimulation };`,
    );
    project.write(
      "typed/tsconfig.json",
      JSON.stringify({
        compilerOptions: {
          module,
          moduleResolution,
          target: "es2022",
          strict: true,
          noEmit: true,
          types: ["node"],
        },
        files: ["program.ts"],
      }),
    );
    expect(await project.tsc("-p", "typed", "--skipLibCheck", "false")).toMatchObject({
      code: 0,
      stdout: "",
    });
  });
});

test("an editor resolves the SDK of a service, and knows AssemblyScript's types", async () => {
  if (!existsSync(join(project.folder, "node_modules/assemblyscript"))) project.link("assemblyscript");
  project.write("service/hello.ts", HELLO);
  project.write("service/tsconfig.json", '{ "extends": "prost/service/tsconfig.json" }');
  const { stdout } = await project.tsc("-p", "service", "--listFilesOnly");
  expect(stdout).toContain("service/hello.ts");
  expect(stdout).toContain("services-as/sdk/message.ts");
  expect(await project.tsc("-p", "service")).toMatchObject({ code: 0, stdout: "" });
});

describe.skipIf(olderNode() === null)("under an older Node", () => {
  const older = olderNode() ?? "";

  test("one line says how to add Node 24", async () => {
    const { code, stderr } = await project.prost(["--version"], older);
    expect(code).toBe(2);
    expect(stderr.trim()).toMatch(/^prost: needs Node 24 or later, .*npm install node@24`$/);
  });

  test("the command runs in a Node 24 that is installed beside it", async () => {
    project.link("node");
    expect(await project.prost(["--version"], older)).toMatchObject({ code: 0 });
  });
});

/** Of all files in a folder, symbolic links not followed. */
function bytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => lstatSync(join(folder, file)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}
