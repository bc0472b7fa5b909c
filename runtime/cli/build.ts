/** Compiles services written in AssemblyScript. `import … from "prost"` is the SDK in services-as/sdk. */
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { ProstError } from "../base/errors.ts";

const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));
const SDK = join(CHECKOUT, "services-as/sdk");
const ABI = join(CHECKOUT, "abi/abi.ts");
const OUTPUT = "module.wasm";
/** Compiled beside the service: exports the version of the ABI. */
const MARKER = "~prost-marker.ts";

export interface Build {
  readonly module: Uint8Array;
  /** Warnings; "" when there are none. */
  readonly diagnostics: string;
}

/**
 * `entry`: a file whose exported functions are the service's handlers. Memory is collected incrementally, so that an instance that
 * handles many events stays small. Throws INVALID_ARGUMENT with the compiler's words.
 */
export async function buildService(entry: string): Promise<Build> {
  const file = resolve(entry);
  const folder = dirname(file);
  await readFile(file).catch((error: Error) => {
    throw new ProstError("NOT_FOUND", `the service ${entry} cannot be read: ${error.message}`);
  });
  await loadSdk();
  let module: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [MARKER, basename(file), "--outFile", OUTPUT, "--optimizeLevel", "3", "--runtime", "incremental"],
    {
      readFile: async (name) => {
        if (name === MARKER) return 'export { prost_abi_1 } from "prost/marker";';
        // It could name compiler plug-ins: code of the author's, in this process.
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
      `${entry} does not compile:\n${diagnostics.trim() || error?.message}`,
    );
  }
  return { module, diagnostics };
}

let isLoaded = false;

/** The SDK, as a library of the compiler's. */
async function loadSdk(): Promise<void> {
  if (isLoaded) return;
  for (const name of await readdir(SDK)) {
    if (name.endsWith(".ts"))
      asc.libraryFiles[`prost/${basename(name, ".ts")}`] = await readFile(join(SDK, name), "utf8");
  }
  asc.libraryFiles["prost/abi"] = await readFile(ABI, "utf8");
  isLoaded = true;
}
