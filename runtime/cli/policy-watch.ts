/** Puts a node's policy in force again when its configuration changes, and on SIGHUP. What is wrong is said, and what was in force stays. */
import { type FSWatcher, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { asProstError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import { loadConfig } from "../node/config.ts";
import type { ProstNode } from "../node/node.ts";

/** Editors write in several steps: the last one counts. */
const SETTLE_MS = 200;

export interface PolicyWatch {
  close(): void;
}

export function watchPolicy(file: string, node: Pick<ProstNode, "setPolicy">, log: Log): PolicyWatch {
  const path = resolve(file);
  let inForce = JSON.stringify(loadConfig(path).policy);
  const read = () => {
    try {
      const { policy } = loadConfig(path);
      const text = JSON.stringify(policy);
      if (text === inForce) return;
      inForce = text;
      node.setPolicy(policy);
      log.info({ config: path }, "policy changed, and in force");
    } catch (error) {
      const { code, message } = asProstError(error);
      log.error({ config: path, code }, `${message}. The policy that was in force stays`);
    }
  };
  let timer: ReturnType<typeof setTimeout> | null = null;
  const readSoon = () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(read, SETTLE_MS);
  };
  process.on("SIGHUP", read);
  const watcher = watcherOf(path, readSoon, log);
  return {
    close: () => {
      process.off("SIGHUP", read);
      watcher?.close();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Of the folder: editors put a new file in the old one's place. Null: the system watches no more; SIGHUP does. */
function watcherOf(path: string, notice: () => void, log: Log): FSWatcher | null {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) notice();
    });
    watcher.on("error", (error) =>
      log.warn({ detail: error.message }, "the configuration is not watched any more"),
    );
    return watcher;
  } catch (error) {
    log.warn(
      { detail: (error as Error).message },
      "the configuration is not watched; SIGHUP has it read again",
    );
    return null;
  }
}
