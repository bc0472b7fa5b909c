/** Compiles services written in AssemblyScript. `import … from "prost/service"` is the SDK in services-as/sdk. */
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ProstError } from "../base/errors.ts";

type Compiler = typeof import("assemblyscript/asc")["default"];

const SDK = fileURLToPath(new URL("../../services-as/sdk/", import.meta.url));
const ABI = join(fileURLToPath(new URL("../../abi/", import.meta.url)), "abi.ts");
/** The name by which a service imports the SDK. */
const SDK_NAME = "prost/service";
const OUTPUT = "module.wasm";
/** A file that is compiled with the service, and exports the version of the ABI. */
const MARKER = "~prost-marker.ts";

export interface Build {
  readonly module: Uint8Array;
  /** Warnings; "" when there are none. */
  readonly diagnostics: string;
}

/**
 * `entry`: a file whose exported functions are the handlers of the service. Its memory is collected incrementally, so
 * that an instance stays small over many events. Throws INVALID_ARGUMENT with the compiler's diagnostics.
 */
export async function buildService(entry: string): Promise<Build> {
  const file = resolve(entry);
  const folder = dirname(file);
  await readFile(file).catch((error: Error) => {
    throw new ProstError("NOT_FOUND", `the service ${entry} cannot be read: ${error.message}`);
  });
  const asc = await loadCompiler();
  let module: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [MARKER, basename(file), "--outFile", OUTPUT, "--optimizeLevel", "3", "--runtime", "incremental"],
    {
      readFile: async (name) => {
        if (name === MARKER) return `export { prost_abi_1 } from "${SDK_NAME}/marker";`;
        // An asconfig.json can name compiler plug-ins, which would run the author's code in this process.
        if (basename(name) === "asconfig.json") return null;
        return readFile(resolve(folder, name), "utf8").catch(() => null);
      },
      writeFile: async (name, contents) => {
        if (name === OUTPUT && typeof contents !== "string") module = Uint8Array.from(contents);
      },
      listFiles: async () => [],
    },
  );
  const diagnostics = stderr.toString();
  if (error !== null || module === null) {
    throw new ProstError(
      "INVALID_ARGUMENT",
      `${entry} does not compile:\n${failureText(diagnostics, error)}`,
    );
  }
  return { module, diagnostics };
}

/** The compiler's diagnostics, with a hint if the service imports `prost`, the API for Node, instead of the SDK. */
function failureText(diagnostics: string, error: Error | null): string {
  const importsNodeApi = diagnostics.includes("File '~lib/prost.ts' not found");
  const hint = importsNodeApi
    ? `"prost" is the API for programs that run on Node; a service imports "${SDK_NAME}"\n`
    : "";
  return `${hint}${diagnostics.trim() || error?.message}`;
}

let loaded: Compiler | null = null;

/** The compiler, with the SDK as a library. Throws FAILED_PRECONDITION if it is not installed. */
async function loadCompiler(): Promise<Compiler> {
  if (loaded !== null) return loaded;
  const asc = await importCompiler();
  for (const name of await readdir(SDK)) {
    if (name.endsWith(".ts"))
      asc.libraryFiles[`${SDK_NAME}/${basename(name, ".ts")}`] = await readFile(join(SDK, name), "utf8");
  }
  asc.libraryFiles[`${SDK_NAME}/abi`] = await readFile(ABI, "utf8");
  loaded = asc;
  return asc;
}

/** Most nodes never compile a service, so the compiler (106 MB) is an optional peer dependency. */
async function importCompiler(): Promise<Compiler> {
  try {
    return (await import("assemblyscript/asc")).default;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new ProstError(
      "FAILED_PRECONDITION",
      "the AssemblyScript compiler is not installed beside prost; add it with " +
        "`npm install assemblyscript@0.28`, with -g if prost is installed globally",
    );
  }
}
