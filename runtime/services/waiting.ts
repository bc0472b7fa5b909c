/** Messages held back until a service runs: in order, each let go exactly once. */
import type { HostedService } from "./hosted-service.ts";

/** For one service: what its inbox would take while it runs, in number. */
const WAITING_MAX = 1_024;
const WAITING_BYTES_MAX = 4 * 1024 * 1024;
/** For all services together: a stranger can name as many as they like. */
const ROOM_BYTES_MAX = 64 * 1024 * 1024;
/** Of what a message holds beside its payload. */
const MESSAGE_BYTES = 512;

/** What all that wait have in common. */
export class WaitingRoom {
  #bytes = 0;

  /** False: there is no room for so many more. */
  take(bytes: number): boolean {
    if (this.#bytes + bytes > ROOM_BYTES_MAX) return false;
    this.#bytes += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#bytes -= bytes;
  }
}

export class Waiting {
  readonly #room: WaitingRoom;
  readonly #held: { readonly proceed: (service: HostedService) => void; readonly giveUp: () => void }[] = [];
  #bytes = 0;

  constructor(room: WaitingRoom) {
    this.#room = room;
  }

  /** False: there is no room. Otherwise one of the two is called, once: `proceed` when the service runs, `giveUp` when it will not. */
  hold(bytes: number, proceed: (service: HostedService) => void, giveUp: () => void): boolean {
    const size = bytes + MESSAGE_BYTES;
    if (this.#held.length >= WAITING_MAX || this.#bytes + size > WAITING_BYTES_MAX) return false;
    if (!this.#room.take(size)) return false;
    this.#held.push({ proceed, giveUp });
    this.#bytes += size;
    return true;
  }

  release(service: HostedService | null): void {
    this.#room.give(this.#bytes);
    this.#bytes = 0;
    for (const { proceed, giveUp } of this.#held.splice(0)) {
      if (service === null) giveUp();
      else proceed(service);
    }
  }
}
