/** The places of a user's keys and data: outside every project, so that none of them is committed or packed. */
import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";

/** The user's home. A HOME that is empty or relative would put keys into the current folder. */
const HOME = isAbsolute(homedir()) ? homedir() : userInfo().homedir;

/** Where a node keeps its key, its store and its control socket when no folder is given. */
export const NODE_FOLDER = join(folderOf(process.env.XDG_DATA_HOME, ".local/share"), "prost");
/** The key that signs when no key is given. */
export const PUBLISHER_KEY = join(folderOf(process.env.XDG_CONFIG_HOME, ".config"), "prost/publisher.key");

/** As help and documents write them. */
export const NODE_FOLDER_TEXT = "~/.local/share/prost";
export const PUBLISHER_KEY_TEXT = "~/.config/prost/publisher.key";

/** The XDG base directory specification ignores a folder that is not absolute. */
function folderOf(given: string | undefined, belowHome: string): string {
  return given !== undefined && isAbsolute(given) ? given : join(HOME, belowHome);
}
