/** Messages that wait until their service runs: in order, each released exactly once. */
import type { HostedService } from "./hosted-service.ts";

/**
 * Maximum number of messages, and of bytes, that wait for one service: like the queue of a running service.
 */
const MESSAGES_MAX = 1_024;
const BYTES_MAX = 4 * 1024 * 1024;
/**
 * Maximum number of bytes for all services together: an untrusted peer can name as many services as it likes.
 */
const TOTAL_BYTES_MAX = 64 * 1024 * 1024;
/** The memory that a message takes beside its payload, in bytes. */
const MESSAGE_BYTES = 512;

/** The memory that the pending messages of all services share. */
export class PendingBytes {
  #bytes = 0;

  /** Takes `size` bytes and returns true. Returns false, and takes none, when fewer are free. */
  take(size: number): boolean {
    if (this.#bytes + size > TOTAL_BYTES_MAX) return false;
    this.#bytes += size;
    return true;
  }

  release(size: number): void {
    this.#bytes -= size;
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
   * Returns false when the queue is full. Otherwise one of the callbacks is called once: `proceed` when the
   * service runs, `giveUp` when it will not run. `payloadBytes`: the length of the message's payload.
   */
  queue(payloadBytes: number, proceed: (service: HostedService) => void, giveUp: () => void): boolean {
    const size = payloadBytes + MESSAGE_BYTES;
    if (this.#messages.length >= MESSAGES_MAX || this.#bytes + size > BYTES_MAX) return false;
    if (!this.#total.take(size)) return false;
    this.#messages.push({ proceed, giveUp });
    this.#bytes += size;
    return true;
  }

  /** Ends the wait of all messages. `service` is null when the service will not run. */
  release(service: HostedService | null): void {
    this.#total.release(this.#bytes);
    this.#bytes = 0;
    for (const { proceed, giveUp } of this.#messages.splice(0)) {
      if (service === null) giveUp();
      else proceed(service);
    }
  }
}
