/** How much each host outside has of this node: connections, and those of them that have not said hello. */
import { isIPv4, isIPv6 } from "node:net";

export interface HostLimits {
  /** Connections that have not said hello yet, from all hosts. */
  readonly handshakes: number;
  /** The same, from one host. */
  readonly handshakesPerHost: number;
  /** Connections from one host, with and without hello. */
  readonly linksPerHost: number;
}

interface Use {
  connections: number;
  handshakes: number;
}

export class Hosts {
  readonly #limits: HostLimits;
  /** Only of hosts that are connected. */
  readonly #uses = new Map<string, Use>();
  #handshakes = 0;

  constructor(limits: HostLimits) {
    this.#limits = limits;
  }

  /** Null when the host, or all hosts together, have enough. Both that are returned may be called more than once. */
  enter(address: string): { greeted(): void; left(): void } | null {
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
    let isGreeted = false;
    let isHere = true;
    const greeted = () => {
      if (isGreeted) return;
      isGreeted = true;
      use.handshakes--;
      this.#handshakes--;
    };
    const left = () => {
      if (!isHere) return;
      isHere = false;
      greeted();
      if (--use.connections === 0) this.#uses.delete(host);
    };
    return { greeted, left };
  }
}

/** What one party is taken to have: an IPv4 address, or the 64 leading bits of an IPv6 one, of which anybody has a whole network. */
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
