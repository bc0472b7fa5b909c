/** The places of a user's keys and data: outside every project, so that none of them is committed or packed. */
import { homedir } from "node:os";
import { join } from "node:path";

/** Where a node keeps its key, its store and its control socket when no folder is given. */
export const NODE_FOLDER = join(process.env.XDG_DATA_HOME || join(homedir(), ".local/share"), "prost");
/** The key that signs when no key is given. */
export const PUBLISHER_KEY = join(
  process.env.XDG_CONFIG_HOME || join(homedir(), ".config"),
  "prost/publisher.key",
);

/** As help and documents write them. */
export const NODE_FOLDER_TEXT = "~/.local/share/prost";
export const PUBLISHER_KEY_TEXT = "~/.config/prost/publisher.key";
