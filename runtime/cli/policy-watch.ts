/**
 * Reads a node's policy again when its configuration file changes, and on SIGHUP. If the file is invalid, an error is
 * logged and the previous policy stays in force.
 */
import { type FSWatcher, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { asProstError } from "../base/errors.ts";
import type { Log } from "../base/log.ts";
import { loadConfig } from "../node/config.ts";
import type { ProstNode } from "../node/node.ts";

/** Editors write in several steps. The file is read after the last step. */
const SETTLE_MS = 200;

interface PolicyWatch {
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
      log.info({ config: path }, "the changed policy is in force");
    } catch (error) {
      const { code, message } = asProstError(error);
      log.error({ config: path, code }, `${message}. The previous policy stays in force`);
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

/** Watches the folder, since editors replace the file. Null: the system has no more watches; SIGHUP still works. */
function watcherOf(path: string, notice: () => void, log: Log): FSWatcher | null {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) notice();
    });
    watcher.on("error", (error) =>
      log.warn(
        { detail: error.message },
        "the configuration is not watched any more; send SIGHUP after a change",
      ),
    );
    return watcher;
  } catch (error) {
    log.warn(
      { detail: (error as Error).message },
      "the configuration is not watched; send SIGHUP after a change",
    );
    return null;
  }
}
