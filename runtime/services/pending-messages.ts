/** Messages that wait until their service runs: in order, each released exactly once. */
import type { HostedService } from "./hosted-service.ts";

/** For one service: as many as the queue of a running service takes. */
const MESSAGES_MAX = 1_024;
const BYTES_MAX = 4 * 1024 * 1024;
/** For all services together: an untrusted peer can name as many services as it likes. */
const TOTAL_BYTES_MAX = 64 * 1024 * 1024;
/** The memory that a message takes beside its payload. */
const MESSAGE_BYTES = 512;

/** The memory that the pending messages of all services share. */
export class PendingBytes {
  #bytes = 0;

  /** False: fewer bytes are free. */
  take(bytes: number): boolean {
    if (this.#bytes + bytes > TOTAL_BYTES_MAX) return false;
    this.#bytes += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#bytes -= bytes;
  }
}

interface PendingMessage {
  readonly proceed: (service: HostedService) => void;
  readonly giveUp: () => void;
}

export class PendingMessages {
  readonly #total: PendingBytes;
  readonly #messages: PendingMessage[] = [];
  #bytes = 0;

  constructor(total: PendingBytes) {
    this.#total = total;
  }

  /**
   * False: the queue is full. Otherwise one of the callbacks is called once: `proceed` when the service runs,
   * `giveUp` when it will not run.
   */
  queue(bytes: number, proceed: (service: HostedService) => void, giveUp: () => void): boolean {
    const size = bytes + MESSAGE_BYTES;
    if (this.#messages.length >= MESSAGES_MAX || this.#bytes + size > BYTES_MAX) return false;
    if (!this.#total.take(size)) return false;
    this.#messages.push({ proceed, giveUp });
    this.#bytes += size;
    return true;
  }

  /** Null: the service will not run. */
  release(service: HostedService | null): void {
    this.#total.release(this.#bytes);
    this.#bytes = 0;
    for (const { proceed, giveUp } of this.#messages.splice(0)) {
      if (service === null) giveUp();
      else proceed(service);
    }
  }
}
