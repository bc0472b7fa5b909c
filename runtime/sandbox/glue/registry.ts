/**
 * The services that are installed in this JavaScript realm.
 *
 * A part of the glue (glue.ts): the function refers to nothing outside itself, because its text runs in the
 * isolate of a cell.
 */
import type { Bytes } from "./bytes.ts";
import type { GlueConstants, GuestService, Input } from "./types.ts";

export function makeRegistry(constants: GlueConstants, { latin1 }: Bytes) {
  const { ID_BYTES } = constants.abi;
  const services = new Map<string, GuestService>();
  /** By the object of the id: `runNow` is called with the same object again and again. */
  const byIdObject = new WeakMap<Uint8Array, GuestService>();
  /** By the first four bytes of the id: services that had a batch. A reader compares the other bytes. */
  const byStart = new Map<number, GuestService>();

  /** Marks the service as removed, and drops it from the index by the start of its id. */
  function invalidate(service: GuestService): void {
    service.isInstalled = false;
    const start = new DataView(service.id.buffer, service.id.byteOffset).getInt32(0, true);
    if (byStart.get(start) === service) byStart.delete(start);
  }

  return {
    /** Replaces the service of the same id, if there is one. */
    add(service: GuestService): void {
      const name = latin1(service.id);
      const before = services.get(name);
      if (before !== undefined) invalidate(before);
      services.set(name, service);
    },

    remove(serviceId: Uint8Array): void {
      const name = latin1(serviceId);
      const service = services.get(name);
      if (service !== undefined) invalidate(service);
      services.delete(name);
    },

    find(serviceId: Uint8Array): GuestService | undefined {
      const known = byIdObject.get(serviceId);
      if (known?.isInstalled === true) return known;
      const found = services.get(latin1(serviceId));
      if (found !== undefined) byIdObject.set(serviceId, found);
      return found;
    },

    /** Reads an id, and finds its service. */
    read(input: Input): GuestService | undefined {
      const { bytes, at } = input;
      input.at += ID_BYTES;
      const start = input.view.getInt32(at, true);
      const known = byStart.get(start);
      let i = 0;
      while (known !== undefined && i < ID_BYTES && known.id[i] === bytes[at + i]) i++;
      if (i === ID_BYTES) return known;
      const found = services.get(latin1(bytes.subarray(at, at + ID_BYTES)));
      if (found !== undefined) byStart.set(start, found);
      return found;
    },
  };
}

export type Registry = ReturnType<typeof makeRegistry>;
