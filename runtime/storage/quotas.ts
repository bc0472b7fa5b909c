/**
 * Quotas: how much a node stores for each service and each writer, so that no single service or writer fills
 * the disks of all nodes.
 */
import { hexOf } from "../base/hex.ts";

/** Maximum numbers and sizes of records that a node stores. Removed records count as well. */
export interface StorageQuotas {
  readonly serviceRecords: number;
  readonly serviceBytes: number;
  readonly writerRecords: number;
  readonly writerBytes: number;
}

/** A half, and a quarter, of a node's total limits (`replication/record-store.ts`). */
export const STORAGE_QUOTAS_DEFAULT: StorageQuotas = {
  serviceRecords: 1_000_000,
  serviceBytes: 8 * 1024 ** 3,
  writerRecords: 500_000,
  writerBytes: 4 * 1024 ** 3,
};

/** The service and the writer that one record is charged to, and its size. */
export interface Charge {
  /** The service's id in latin1. Empty if no service is charged, as for code. */
  readonly scope: string;
  /** The first 48 bits of the id of the node that requested the write. 0 if no node is charged. */
  readonly author: number;
  readonly bytes: number;
}

export interface OverQuota {
  readonly owner: "service" | "writer";
  readonly detail: string;
}

interface Use {
  records: number;
  bytes: number;
}

/**
 * Counts the records and bytes that are stored for each service and each writer. It has at most as many
 * entries as there are records.
 */
export class Usage {
  readonly #services = new Map<string, Use>();
  readonly #writers = new Map<number, Use>();

  add(charge: Charge): void {
    this.#change(charge, 1);
  }

  remove(charge: Charge): void {
    this.#change(charge, -1);
  }

  /**
   * The quota that `next` exceeds in place of `stored`; null when it exceeds none. A record that does not get
   * larger exceeds no quota.
   */
  refusal(quotas: StorageQuotas, next: Charge, stored: Charge | null): OverQuota | null {
    const { serviceRecords, serviceBytes, writerRecords, writerBytes } = quotas;
    const ofService = next.scope === "" ? null : this.#services.get(next.scope);
    if (next.scope !== "" && isOver(ofService, serviceRecords, serviceBytes, next, stored)) {
      const id = hexOf(Buffer.from(next.scope, "latin1"));
      const limit = atMost(serviceRecords, serviceBytes);
      const detail = `it stores ${usageOf(ofService)} for service ${id}, and accepts ${limit}`;
      return { owner: "service", detail };
    }
    const before = stored?.author === next.author ? stored : null;
    const ofWriter = this.#writers.get(next.author);
    if (next.author !== 0 && isOver(ofWriter, writerRecords, writerBytes, next, before)) {
      const id = next.author.toString(16).padStart(12, "0");
      const limit = atMost(writerRecords, writerBytes);
      const detail = `it stores ${usageOf(ofWriter)} that node ${id}… wrote, and accepts ${limit}`;
      return { owner: "writer", detail };
    }
    return null;
  }

  #change({ scope, author, bytes }: Charge, sign: 1 | -1): void {
    if (scope !== "") change(this.#services, scope, sign, sign * bytes);
    if (author !== 0) change(this.#writers, author, sign, sign * bytes);
  }
}

function isOver(
  use: Use | null | undefined,
  recordsMax: number,
  bytesMax: number,
  next: Charge,
  stored: Charge | null,
): boolean {
  const isMore = stored === null || next.bytes > stored.bytes;
  const records = (use?.records ?? 0) + (stored === null ? 1 : 0);
  const bytes = (use?.bytes ?? 0) + next.bytes - (stored?.bytes ?? 0);
  return isMore && (records > recordsMax || bytes > bytesMax);
}

function usageOf(use: Use | null | undefined): string {
  return `${use?.records ?? 0} records of ${use?.bytes ?? 0} bytes`;
}

function atMost(records: number, bytes: number): string {
  return `at most ${records} records and ${bytes} bytes`;
}

function change<Name>(uses: Map<Name, Use>, name: Name, records: number, bytes: number): void {
  const use = uses.get(name) ?? { records: 0, bytes: 0 };
  use.records += records;
  use.bytes += bytes;
  if (use.records === 0) uses.delete(name);
  else uses.set(name, use);
}
