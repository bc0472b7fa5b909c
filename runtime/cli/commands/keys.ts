/** `prost keys`: the keys that publishers sign with. */

import type { Command } from "commander";
import { hexOf } from "../../hex.ts";
import { generateKeyPair, loadKeyPair, saveKeyPair, serviceIdOf } from "../../identity.ts";
import { print, printJson, withExamples } from "../options.ts";

export function registerKeys(program: Command): void {
  const keys = program.command("keys").description("make and show publishers' keys");

  keys
    .command("new <file>")
    .description("make a key pair and write it to a new file that only you can read")
    .option("--json", "print JSON")
    .action(async (file: string, { json }: { json?: boolean }) => {
      const pair = generateKeyPair();
      await saveKeyPair(file, pair);
      show(file, pair.publicKey, json === true);
    });

  keys
    .command("show <file>")
    .description("print the public key of a key file")
    .option("--json", "print JSON")
    .option("--name <name>", "also the id of the service of that name under this key")
    .action(async (file: string, { json, name }: { json?: boolean; name?: string }) => {
      const { publicKey } = await loadKeyPair(file);
      show(file, publicKey, json === true, name === undefined ? undefined : serviceIdOf(publicKey, name).hex);
    });
  withExamples(keys, "prost keys new me.key", "prost keys show me.key --name hello");
}

function show(file: string, publicKey: Uint8Array, json: boolean, serviceId?: string): void {
  const hex = hexOf(publicKey);
  if (json) printJson({ file, publicKey: hex, ...(serviceId === undefined ? {} : { serviceId }) });
  else print(`public key  ${hex}${serviceId === undefined ? "" : `\nservice id  ${serviceId}`}`);
}
