/**
 * Fields of requests, read strictly. Each function throws INVALID_ARGUMENT for a value that it does not
 * accept.
 */
import { ID_BYTES } from "../../abi/abi.ts";
import { ProstError } from "../base/errors.ts";
import { Id } from "../base/id.ts";
import { RECORD_FORMS, type RecordForm } from "../storage/record.ts";

export function idOf(bytes: Uint8Array, what: string): Id {
  if (bytes.length !== ID_BYTES)
    throw new ProstError("INVALID_ARGUMENT", `a ${what} has ${ID_BYTES} bytes, not ${bytes.length}`);
  return new Id(Uint8Array.from(bytes));
}

export function checkLength(bytes: Uint8Array, what: string, bytesMax: number): void {
  if (bytes.length > bytesMax)
    throw new ProstError(
      "INVALID_ARGUMENT",
      `a ${what} of ${bytes.length} bytes is too long; at most ${bytesMax} are allowed`,
    );
}

/** A form's number on the wire is its index in RECORD_FORMS. */
export function formOf(form: number): RecordForm {
  const name = RECORD_FORMS[form];
  if (name === undefined) throw new ProstError("INVALID_ARGUMENT", `there is no form ${form} of a record`);
  return name;
}
