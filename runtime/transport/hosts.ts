/**
 * Incoming connections by remote host: a bound for each host, and a shared bound for incomplete handshakes.
 */
import { isIPv4, isIPv6 } from "node:net";

export interface HostLimits {
  /** Maximum number of connections without a hello so far, from all hosts. */
  readonly handshakes: number;
  /** Maximum number of connections without a hello so far, from one host. */
  readonly handshakesPerHost: number;
  /** Maximum number of connections from one host, with and without hello. */
  readonly linksPerHost: number;
}

interface Use {
  connections: number;
  handshakes: number;
}

export class Hosts {
  readonly #limits: HostLimits;
  /** Connected hosts only. */
  readonly #uses = new Map<string, Use>();
  #handshakes = 0;

  constructor(limits: HostLimits) {
    this.#limits = limits;
  }

  /**
   * Admits a connection, or returns null when a bound is reached. Call `completed` after the hello and
   * `closed` at the end; repeated calls do nothing.
   */
  admit(address: string): { completed(): void; closed(): void } | null {
    const host = hostOf(address);
    const use = this.#uses.get(host) ?? { connections: 0, handshakes: 0 };
    const { handshakes, handshakesPerHost, linksPerHost } = this.#limits;
    if (
      this.#handshakes >= handshakes ||
      use.handshakes >= handshakesPerHost ||
      use.connections >= linksPerHost
    )
      return null;
    this.#uses.set(host, use);
    use.connections++;
    use.handshakes++;
    this.#handshakes++;
    let isCompleted = false;
    let isOpen = true;
    const completed = () => {
      if (isCompleted) return;
      isCompleted = true;
      use.handshakes--;
      this.#handshakes--;
    };
    const closed = () => {
      if (!isOpen) return;
      isOpen = false;
      completed();
      if (--use.connections === 0) this.#uses.delete(host);
    };
    return { completed, closed };
  }
}

/**
 * The unit that counts as one host: an IPv4 address, or the first 64 bits of an IPv6 address, since one user
 * has a whole /64.
 */
export function hostOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address);
  if (mapped !== null && isIPv4(mapped[1])) return mapped[1];
  const [plain] = address.split("%");
  if (!isIPv6(plain)) return address;
  const [left, right] = plain.split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const zeros = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(zeros).fill("0"), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
