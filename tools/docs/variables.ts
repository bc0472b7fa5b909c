/** The environment variables that prost, its tests and its benches read. */
import { table } from "./table.ts";

interface Variable {
  readonly name: string;
  readonly readBy: "commands" | "long tests";
  readonly meaning: string;
}

export const VARIABLES: readonly Variable[] = [
  {
    name: "PROST_SOCKET",
    readBy: "commands",
    meaning: "The node's control socket, where `--socket` is not given.",
  },
  {
    name: "PROST_PASSPHRASE",
    readBy: "commands",
    meaning:
      "The passphrase of a key file. Without it and the next variable, the command asks on the terminal.",
  },
  {
    name: "PROST_PASSPHRASE_FILE",
    readBy: "commands",
    meaning: "A file that holds the passphrase. `PROST_PASSPHRASE` takes precedence.",
  },
  {
    name: "PROST_SEEDS",
    readBy: "long tests",
    meaning: "Seeds to run: a count (`1000` runs 1 to 1000), or a range with both its ends (`41-60`).",
  },
  {
    name: "PROST_SEED",
    readBy: "long tests",
    meaning: "The seed of a test that runs one. Default: 1, unless the test says otherwise.",
  },
  {
    name: "PROST_LONG_S",
    readBy: "long tests",
    meaning:
      "Seconds for each fuzzer (default: 60). A run over seeds starts no seed after this time (default: 1,700).",
  },
  {
    name: "PROST_DISKS",
    readBy: "long tests",
    meaning: "One kind of simulated disk: `refusing` or `crashing`. Default: both.",
  },
  { name: "PROST_DAYS", readBy: "long tests", meaning: "Virtual days for which a publisher is away." },
  {
    name: "PROST_KILLS",
    readBy: "long tests",
    meaning: "How often the crash test of the local store kills the writer with SIGKILL.",
  },
  { name: "PROST_CUTS", readBy: "long tests", meaning: "How many writes the crash test cuts short." },
  { name: "PROST_DAMAGES", readBy: "long tests", meaning: "How many files the crash test damages." },
  {
    name: "PROST_KILL_S",
    readBy: "long tests",
    meaning: "Seconds for which nodes on loopback are killed and started again.",
  },
  { name: "PROST_KILL_NODES", readBy: "long tests", meaning: "Number of nodes in that test." },
  {
    name: "PROST_REALITY_S",
    readBy: "long tests",
    meaning: "Seconds for which real processes are compared with the simulator.",
  },
  { name: "PROST_REALITY_NODES", readBy: "long tests", meaning: "Number of processes in that comparison." },
  {
    name: "PROST_PROCESSES_S",
    readBy: "long tests",
    meaning: "Seconds for which registers are tested on real processes.",
  },
  {
    name: "PROST_SPEC",
    readBy: "long tests",
    meaning: "A folder with the `.wast` files of the WebAssembly test suite.",
  },
  {
    name: "PROST_HOSTILE",
    readBy: "long tests",
    meaning: "`all` runs every attack with each wall alone; `npm run test:hostile` sets it.",
  },
  {
    name: "PROST_UPDATE_DOCS",
    readBy: "long tests",
    meaning: "`1` makes `test/docs/replay.test.ts` write the samples of `docs/replay.md`.",
  },
];

/** A test or an attack sets them for a process that it starts. They are not for users. */
export const INNER_VARIABLES: ReadonlySet<string> = new Set([
  "PROST_ATTACK_SECRET",
  "PROST_ATTACK_TOKEN",
  "PROST_OWN_ADDRESS",
]);

export function variablesTable(readBy: string): string | null {
  const rows = VARIABLES.filter((variable) => readBy === "" || variable.readBy === readBy);
  if (rows.length === 0) return null;
  return table(
    ["variable", "meaning"],
    rows.map(({ name, meaning }) => [`\`${name}\``, meaning]),
  );
}
