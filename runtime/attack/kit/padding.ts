/**
 * Writes every LEB128 number of a well-formed module in as many bytes as are legal, as some linkers do for
 * some numbers.
 */
import {
  BLOCK,
  BR_TABLE,
  CALL_INDIRECT,
  F32_CONST,
  F64_CONST,
  I32_CONST,
  I64_CONST,
  IMMEDIATE,
  INDEX,
  MEMARG,
  MEMORY_COPY,
  MEMORY_FILL,
  MEMORY_INDEX,
  OP,
  PREFIX,
} from "../../sandbox/gate/opcodes.ts";
import { HEADER, joined, u32 } from "./binary.ts";

/**
 * `isChosen`: whether the next number is padded. Default: each. The module must be well-formed: other bytes
 * throw, or return garbage.
 */
export function padded(module: Uint8Array, isChosen: () => boolean = () => true): Uint8Array {
  const sections: Uint8Array[] = [Uint8Array.from(HEADER)];
  const reader = new Padder(module, HEADER.length, isChosen);
  while (reader.at < module.length) {
    const id = module[reader.at++];
    const size = reader.read();
    const content = new Padder(module, reader.at, isChosen);
    reader.at += size;
    content.section(id, reader.at);
    sections.push(
      Uint8Array.from([id, ...content.widened(content.out.length)]),
      Uint8Array.from(content.out),
    );
  }
  return joined(sections);
}

class Padder {
  readonly #bytes: Uint8Array;
  at: number;
  readonly out: number[] = [];
  readonly #isChosen: () => boolean;

  constructor(bytes: Uint8Array, at: number, isChosen: () => boolean) {
    this.#bytes = bytes;
    this.at = at;
    this.#isChosen = isChosen;
  }

  widened(value: number): number[] {
    return u32(value, this.#isChosen() ? 5 : 1);
  }

  /** Reads a number and writes nothing. */
  read(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  section(id: number, end: number): void {
    switch (id) {
      case 0:
        this.#raw(this.#u32());
        break;
      case 1:
        this.#each(() => {
          this.#raw(1);
          this.#raw(this.#u32());
          this.#raw(this.#u32());
        });
        break;
      case 2:
        this.#each(() => {
          this.#raw(this.#u32());
          this.#raw(this.#u32());
          this.#raw(1);
          this.#u32();
        });
        break;
      case 3:
        this.#each(() => this.#u32());
        break;
      case 4:
        this.#each(() => {
          this.#raw(1);
          this.#limits();
        });
        break;
      case 5:
        this.#each(() => this.#limits());
        break;
      case 6:
        this.#each(() => {
          this.#raw(2);
          this.#expression();
        });
        break;
      case 7:
        this.#each(() => {
          this.#raw(this.#u32());
          this.#raw(1);
          this.#u32();
        });
        break;
      case 9:
        this.#each(() => {
          this.#u32();
          this.#expression();
          this.#each(() => this.#u32());
        });
        break;
      case 10:
        this.#each(() => this.#body());
        break;
      case 11:
        this.#each(() => {
          this.#u32();
          this.#expression();
          this.#raw(this.#u32());
        });
        break;
      case 8:
      case 12:
        this.#u32();
        break;
    }
    this.#raw(end - this.at);
  }

  #body(): void {
    const end = this.read() + this.at;
    const inner = new Padder(this.#bytes, this.at, this.#isChosen);
    inner.#each(() => {
      inner.#u32();
      inner.#raw(1);
    });
    while (inner.at < end) inner.#instruction();
    this.out.push(...this.widened(inner.out.length));
    for (const byte of inner.out) this.out.push(byte);
    this.at = end;
  }

  #instruction(): number {
    const op = this.#bytes[this.at];
    this.#raw(1);
    switch (IMMEDIATE[op]) {
      case BLOCK:
      case MEMORY_INDEX:
        this.#raw(1);
        break;
      case INDEX:
        this.#u32();
        break;
      case MEMARG:
      case CALL_INDIRECT:
        this.#u32();
        this.#u32();
        break;
      case I32_CONST:
        this.#signed(5);
        break;
      case I64_CONST:
        this.#signed(10);
        break;
      case F32_CONST:
        this.#raw(4);
        break;
      case F64_CONST:
        this.#raw(8);
        break;
      case BR_TABLE:
        this.#each(() => this.#u32());
        this.#u32();
        break;
      case PREFIX: {
        const second = this.#u32();
        if (second === MEMORY_COPY) this.#raw(2);
        if (second === MEMORY_FILL) this.#raw(1);
        break;
      }
    }
    return op;
  }

  #expression(): void {
    while (this.#instruction() !== OP.end);
  }

  #limits(): void {
    const hasMax = this.#bytes[this.at] === 1;
    this.#raw(1);
    this.#u32();
    if (hasMax) this.#u32();
  }

  #each(item: () => void): void {
    for (let count = this.#u32(); count > 0; count--) item();
  }

  #u32(): number {
    const value = this.read();
    this.out.push(...this.widened(value));
    return value;
  }

  #signed(width: number): void {
    const start = this.at;
    while (this.#bytes[this.at++] >= 128);
    if (!this.#isChosen()) {
      this.out.push(...this.#bytes.subarray(start, this.at));
      return;
    }
    const filler = (this.#bytes[this.at - 1] & 64) === 0 ? 0x00 : 0x7f;
    for (let i = 0; i < width; i++) {
      const byte = start + i < this.at ? this.#bytes[start + i] & 127 : filler;
      this.out.push(i === width - 1 ? byte : byte | 128);
    }
  }

  #raw(count: number): void {
    for (let i = 0; i < count; i++) this.out.push(this.#bytes[this.at++]);
  }
}
