/** A Unix socket that only its user can open, and that belongs to one node at a time. */
import { lstat, mkdir, unlink } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { ProstError } from "../base/errors.ts";

/** Applications that are connected at a time; further ones are turned away. */
const CONNECTIONS_MAX = 256;
/** What group and others may do with a new file: nothing. */
const OWNER_ONLY = 0o177;

/**
 * Removes a socket that was left behind; throws ALREADY_EXISTS for one that another process listens at, or
 * for a file that is none, and FAILED_PRECONDITION when there cannot be one at that path.
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
    // The socket is made during the call: between making it and a chmod somebody could open it.
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
      `${path} is there and is not a socket; choose another path with --socket`,
    );
  }
  if (await isListenedAt(path)) throw taken(path);
  await unlink(path).catch((error: Error) => {
    throw impossible(path, error);
  });
}

/** Only a refusal says that nobody listens: one that is busy, or another user's, is somebody's. */
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
    `another node has the control socket ${path}; stop it, or choose another folder with --data`,
  );
}

function impossible(path: string, cause: Error): ProstError {
  return new ProstError(
    "FAILED_PRECONDITION",
    `the control socket ${path} cannot be opened: ${cause.message}; choose another path with --socket`,
    { cause },
  );
}
