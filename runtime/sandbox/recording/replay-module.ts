/** The module that a replay runs: the recorded module, or another one given by the user. */
import { ProstError } from "../../base/errors.ts";
import { hexOf } from "../../base/hex.ts";
import { gate } from "../gate/gate.ts";
import { rewrite } from "../instrument/rewrite.ts";
import { type RecordingHead, sameBytes, sha256 } from "./recording.ts";

export class ReplayModule {
  readonly #given: Uint8Array | null;
  /** The module of the recording, if it has one. */
  recorded: Uint8Array | null = null;
  #rewritten: Uint8Array | null = null;
  #isOther = false;

  /** `given`: a module as it would be published. When null, the recorded module is run. */
  constructor(given: Uint8Array | null) {
    this.#given = given;
  }

  /** The module is not the one that the head names. Correct only after a call of `rewritten`. */
  get isOther(): boolean {
    return this.#isOther;
  }

  get isPrepared(): boolean {
    return this.#rewritten !== null;
  }

  /** The module to run. It is gated and rewritten here again: a recording may come from an untrusted peer. */
  rewritten(head: RecordingHead): Uint8Array {
    this.#rewritten ??= this.#prepare(head);
    return this.#rewritten;
  }

  #prepare({ capabilities, limits: { memoryPages }, codeHash }: RecordingHead): Uint8Array {
    const module = this.#given ?? this.recorded;
    if (module === null)
      throw refused(`the recording has no module: name it with --module (its SHA-256 is ${hexOf(codeHash)})`);
    this.#isOther = !sameBytes(sha256(module), codeHash);
    if (this.#isOther && this.#given === null)
      throw new ProstError("DATA_LOSS", "the module in the recording does not match its hash");
    const result = gate(module, { granted: capabilities });
    if (!result.ok) throw refused(`the gate refuses the module: ${result.detail}`);
    const { min } = result.module.memory;
    if (min > memoryPages)
      throw refused(`the module's memory starts with ${min} pages; it was granted ${memoryPages}`);
    return rewrite(result.module, { memoryPages });
  }
}

function refused(detail: string): ProstError {
  return new ProstError("FAILED_PRECONDITION", detail);
}
