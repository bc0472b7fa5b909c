/** A Unix socket that only its user can open, used by one node at a time. */
import { lstat, mkdir, unlink } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { ProstError } from "../base/errors.ts";

/** Maximum number of connected clients; further connections are refused. */
const CONNECTIONS_MAX = 256;
/** The umask that gives group and others no rights to a new file. */
const OWNER_ONLY = 0o177;

/**
 * Listens at `path`. Removes a socket that a dead process left. Rejects with ALREADY_EXISTS for a socket in
 * use or another file, and with FAILED_PRECONDITION when the path cannot be used.
 */
export async function listenPrivately(path: string, accept: (socket: Socket) => void): Promise<Server> {
  await makeFolder(path);
  await removeLeftBehind(path);
  const server = createServer(accept);
  server.maxConnections = CONNECTIONS_MAX;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? taken(path) : impossible(path, error)),
    );
    server.once("listening", () => resolve(server));
    // The call creates the socket: between its creation and a later chmod, other users could open it.
    const umask = process.umask(OWNER_ONLY);
    server.listen(path);
    process.umask(umask);
  });
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw impossible(path, error);
  });
}

async function removeLeftBehind(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return;
  if (!found.isSocket()) {
    throw new ProstError(
      "ALREADY_EXISTS",
      `${path} exists and is not a socket; choose another path with --socket`,
    );
  }
  if (await isListenedAt(path)) throw taken(path);
  await unlink(path).catch((error: Error) => {
    throw impossible(path, error);
  });
}

/**
 * Only a refused connection means that no process listens: a busy socket, or one of another user, is in use.
 */
function isListenedAt(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code !== "ECONNREFUSED" && error.code !== "ENOENT"),
    );
  });
}

function taken(path: string): ProstError {
  return new ProstError(
    "ALREADY_EXISTS",
    `another node uses the control socket ${path}; stop it, or choose another folder with --data`,
  );
}

function impossible(path: string, cause: Error): ProstError {
  return new ProstError(
    "FAILED_PRECONDITION",
    `the control socket ${path} cannot be opened: ${cause.message}; choose another path with --socket`,
    { cause },
  );
}
