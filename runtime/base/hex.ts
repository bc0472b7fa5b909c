/** Bytes as text, two lowercase hex digits each: for display, logs and map keys. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
