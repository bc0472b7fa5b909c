/** A running hash over the events of a simulation: equal for equal runs, cheap, not for secrets. */
export class TraceHash {
  #a = 0x9e3779b9 | 0;
  #b = 0x85ebca6b | 0;
  #c = 0xc2b2ae35 | 0;
  #d = 0x27d4eb2f | 0;

  /** Adds the lower 32 bits of a number. */
  add(value: number): void {
    const a = Math.imul(this.#a ^ value, 0x9e3779b1);
    this.#a = (a << 13) | (a >>> 19);
    this.#b = Math.imul(this.#b ^ (this.#a + value), 0x85ebca77) ^ (this.#d >>> 7);
    this.#c = Math.imul(this.#c + this.#b, 0xc2b2ae3d) ^ (a >>> 15);
    this.#d = (this.#d + this.#c) | 0;
  }

  /** Adds a time, to a thousandth of a millisecond. */
  addTime(ms: number): void {
    const micros = Math.round(ms * 1_000);
    this.add(micros);
    this.add(micros / 2 ** 32);
  }

  addText(text: string): void {
    this.add(text.length);
    for (let i = 0; i < text.length; i++) this.add(text.charCodeAt(i));
  }

  /** 32 hex digits. */
  get hex(): string {
    return [this.#a, this.#b, this.#c, this.#d]
      .map((word) => (word >>> 0).toString(16).padStart(8, "0"))
      .join("");
  }
}
