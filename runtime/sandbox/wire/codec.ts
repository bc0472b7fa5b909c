/**
 * Codecs that are composed of smaller ones, so that a format is declared once for writing and reading.
 * Reading is strict: each length is checked against its maximum and against the remaining bytes before memory
 * is allocated, and malformed bytes throw a MalformedValue. Little-endian.
 */

export interface Codec<Value> {
  write(out: CodecOutput, value: Value): void;
  /** Throws a MalformedValue. */
  read(input: CodecInput): Value;
}

/** Bytes do not have the form of their codec. */
export class MalformedValue extends Error {}

/** Bytes to write, in a buffer that grows as needed. */
class CodecOutput {
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Reserves `count` bytes, from the offset `at` in `bytes`. */
  take(count: number): { readonly bytes: Buffer; readonly at: number } {
    const at = this.#length;
    if (at + count > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, at + count));
      this.#bytes.copy(grown, 0, 0, at);
      this.#bytes = grown;
    }
    this.#length = at + count;
    return { bytes: this.#bytes, at };
  }

  /** A copy of the written bytes. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#bytes.subarray(0, this.#length));
  }
}

class CodecInput {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  take(count: number): { readonly bytes: Buffer; readonly at: number } {
    const at = this.#at;
    if (count > this.#bytes.length - at) throw new MalformedValue("it is too short");
    this.#at = at + count;
    return { bytes: this.#bytes, at };
  }

  copy(count: number): Uint8Array {
    const { bytes, at } = this.take(count);
    return new Uint8Array(bytes.subarray(at, at + count));
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new MalformedValue("it is too long");
  }
}

export function encode<Value>(codec: Codec<Value>, value: Value): Uint8Array {
  const out = new CodecOutput();
  codec.write(out, value);
  return out.bytes();
}

/** Decodes all bytes. Throws a MalformedValue, also for bytes that are left over. */
export function decode<Value>(codec: Codec<Value>, bytes: Uint8Array): Value {
  const input = new CodecInput(bytes);
  const value = codec.read(input);
  input.end();
  return value;
}

const u8: Codec<number> = {
  write: (out, value) => {
    const { bytes, at } = out.take(1);
    bytes.writeUInt8(value, at);
  },
  read: (input) => {
    const { bytes, at } = input.take(1);
    return bytes[at];
  },
};

export const u32: Codec<number> = {
  write: (out, value) => {
    const { bytes, at } = out.take(4);
    bytes.writeUInt32LE(value, at);
  },
  read: (input) => {
    const { bytes, at } = input.take(4);
    return bytes.readUInt32LE(at);
  },
};

export const i32: Codec<number> = {
  write: (out, value) => {
    const { bytes, at } = out.take(4);
    bytes.writeInt32LE(value, at);
  },
  read: (input) => {
    const { bytes, at } = input.take(4);
    return bytes.readInt32LE(at);
  },
};

/** A signed integer of 64 bits. Writing wraps as BigInt.asIntN does. */
export const i64: Codec<bigint> = {
  write: (out, value) => {
    const { bytes, at } = out.take(8);
    bytes.writeBigInt64LE(BigInt.asIntN(64, value), at);
  },
  read: (input) => {
    const { bytes, at } = input.take(8);
    return bytes.readBigInt64LE(at);
  },
};

/** An unsigned integer of 64 bits. Writing wraps as BigInt.asUintN does. */
export const u64: Codec<bigint> = {
  write: (out, value) => i64.write(out, value),
  read: (input) => BigInt.asUintN(64, i64.read(input)),
};

/** A time in milliseconds from 0 to `max`, as a double; it may have a fraction. */
export function moment(max: number): Codec<number> {
  return double((value) => value >= 0 && value <= max, `a time is not from 0 to ${max}`);
}

/** An integer from 0 to `max`, as a double; `max` may exceed 32 bits. */
export function amount(max: number): Codec<number> {
  const isAmount = (value: number) => Number.isSafeInteger(value) && value >= 0 && value <= max;
  return double(isAmount, `an amount is not a whole number from 0 to ${max}`);
}

function double(isGood: (value: number) => boolean, otherwise: string): Codec<number> {
  return {
    write: (out, value) => {
      const { bytes, at } = out.take(8);
      bytes.writeDoubleLE(value, at);
    },
    read: (input) => {
      const { bytes, at } = input.take(8);
      const value = bytes.readDoubleLE(at);
      if (!isGood(value)) throw new MalformedValue(otherwise);
      return value;
    },
  };
}

/** An integer from 0 to `max`, in 32 bits. */
export function count(max: number): Codec<number> {
  return {
    write: (out, value) => u32.write(out, value),
    read: (input) => {
      const value = u32.read(input);
      if (value > max) throw new MalformedValue(`there are ${value} where ${max} are allowed`);
      return value;
    },
  };
}

export const flag: Codec<boolean> = {
  write: (out, value) => u8.write(out, value ? 1 : 0),
  read: (input) => {
    const value = u8.read(input);
    if (value > 1) throw new MalformedValue("a flag is neither 0 nor 1");
    return value === 1;
  },
};

/** Bytes of a fixed length. */
export function exactly(length: number): Codec<Uint8Array> {
  return {
    write: (out, value) => {
      if (value.length !== length) throw new RangeError(`${value.length} bytes instead of ${length}`);
      const { bytes, at } = out.take(length);
      bytes.set(value, at);
    },
    read: (input) => input.copy(length),
  };
}

/** Bytes of a length up to `max`. */
export function bytes(max: number): Codec<Uint8Array> {
  const length = count(max);
  return {
    write: (out, value) => {
      u32.write(out, value.length);
      const { bytes: into, at } = out.take(value.length);
      into.set(value, at);
    },
    read: (input) => input.copy(length.read(input)),
  };
}

/** UTF-8 of at most `max` bytes. */
export function text(max: number): Codec<string> {
  const inBytes = bytes(max);
  return {
    write: (out, value) => inBytes.write(out, Buffer.from(value)),
    read: (input) => {
      const encoded = inBytes.read(input);
      try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(encoded);
      } catch {
        throw new MalformedValue("a text is not UTF-8");
      }
    },
  };
}

/** One of the names. A name is written as its index, so new names go to the end. */
export function oneOf<Name extends string>(names: readonly Name[]): Codec<Name> {
  return {
    write: (out, value) => u8.write(out, names.indexOf(value)),
    read: (input) => {
      const name = names[u8.read(input)];
      if (name === undefined) throw new MalformedValue("a number names nothing");
      return name;
    },
  };
}

export function nullable<Value>(codec: Codec<Value>): Codec<Value | null> {
  return {
    write: (out, value) => {
      flag.write(out, value !== null);
      if (value !== null) codec.write(out, value);
    },
    read: (input) => (flag.read(input) ? codec.read(input) : null),
  };
}

/** At most `max` values. */
export function list<Value>(codec: Codec<Value>, max: number): Codec<readonly Value[]> {
  const length = count(max);
  return {
    write: (out, values) => {
      u32.write(out, values.length);
      for (const value of values) codec.write(out, value);
    },
    read: (input) => {
      const values: Value[] = [];
      for (let left = length.read(input); left > 0; left--) values.push(codec.read(input));
      return values;
    },
  };
}

type Fields<Value> = { readonly [Key in keyof Value]-?: Codec<Value[Key]> };

/** The fields of an object, in the order of the declaration. */
export function fields<Value extends object>(codecs: Fields<Value>): Codec<Value> {
  const names = Object.keys(codecs) as (keyof Value)[];
  return {
    write: (out, value) => {
      for (const name of names) codecs[name].write(out, value[name]);
    },
    read: (input) => {
      const value: Partial<Value> = {};
      for (const name of names) value[name] = codecs[name].read(input);
      return value as Value;
    },
  };
}

type Kinds<Value extends { readonly kind: string }> = {
  readonly [Kind in Value["kind"]]: Fields<Omit<Extract<Value, { readonly kind: Kind }>, "kind">>;
};

/** A union by `kind`. The number of a kind is its position in the declaration, so new kinds go to the end. */
export function variants<Value extends { readonly kind: string }>(kinds: Kinds<Value>): Codec<Value> {
  const names = Object.keys(kinds) as Value["kind"][];
  const kind = oneOf(names);
  const codecs = new Map<string, Codec<object>>(
    names.map((name) => [name, fields(kinds[name] as Fields<object>)]),
  );
  const codecOf = (name: Value["kind"]) => codecs.get(name) as Codec<object>;
  return {
    write: (out, value) => {
      kind.write(out, value.kind);
      codecOf(value.kind).write(out, value);
    },
    read: (input) => {
      const name = kind.read(input);
      return { kind: name, ...codecOf(name).read(input) } as Value;
    },
  };
}
