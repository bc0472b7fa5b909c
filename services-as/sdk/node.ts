import { ID_BYTES, LOG_ERROR, LOG_INFO, LOG_WARN, NODES_MAX } from "./abi";
import { utf8 } from "./bytes";
import * as host from "./host";
import { Key } from "./key";

/** This node: its id, the nodes that it knows, its log and counters. */
export namespace node {
  export function id(): Key {
    const bytes = new Uint8Array(ID_BYTES);
    host.self(bytes.dataStart);
    return new Key(bytes);
  }

  export function isRoot(key: Key): bool {
    return host.is_root(key.start) == 1;
  }

  /** The nodes with the nearest ids. */
  export function neighbors(max: i32): Key[] {
    const out = new Uint8Array(ID_BYTES * min(max, NODES_MAX));
    return keysIn(out, host.neighbor_set(min(max, NODES_MAX), out.dataStart));
  }

  /** The nodes nearest to the key, the root node first: they store the records of the key. */
  export function replicaSet(key: Key, max: i32): Key[] {
    const out = new Uint8Array(ID_BYTES * min(max, NODES_MAX));
    return keysIn(out, host.replica_set(key.start, min(max, NODES_MAX), out.dataStart));
  }

  /** Nodes that may be the next hop for the key, best first. */
  export function localLookup(key: Key, max: i32): Key[] {
    const out = new Uint8Array(ID_BYTES * min(max, NODES_MAX));
    return keysIn(out, host.local_lookup(key.start, min(max, NODES_MAX), 0, out.dataStart));
  }

  /** Writes a line to the operator's log. */
  export function log(line: string): void {
    write(LOG_INFO, line);
  }

  export function warn(line: string): void {
    write(LOG_WARN, line);
  }

  export function error(line: string): void {
    write(LOG_ERROR, line);
  }

  /** Adds to a counter that the operator sees. */
  export function count(name: string, value: i64 = 1): void {
    const bytes = utf8(name);
    host.metric(bytes.dataStart, bytes.length, value);
  }

  function write(level: i32, line: string): void {
    const bytes = utf8(line);
    host.log(level, bytes.dataStart, bytes.length);
  }

  function keysIn(out: Uint8Array, count: i32): Key[] {
    const keys: Key[] = [];
    for (let i = 0; i < count; i++) keys.push(Key.at(out.dataStart + i * ID_BYTES));
    return keys;
  }
}
