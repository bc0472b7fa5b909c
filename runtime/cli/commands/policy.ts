/** `prost policy` and `prost consent`: what a node lets run, and what its operator agrees to besides. */
import type { Command } from "commander";
import { stringify } from "smol-toml";
import {
  findService,
  print,
  printJson,
  type SocketOption,
  withClient,
  withExamples,
  withSocket,
} from "../options.ts";

export function registerPolicy(program: Command): void {
  const command = withSocket(program.command("policy"))
    .description("show the policy that is in force at the node, defaults included")
    .option("--json", "print JSON")
    .action(async (options: SocketOption & { readonly json?: boolean }) => {
      const policy: unknown = JSON.parse(await withClient(options, (client) => client.policy()));
      if (options.json === true) printJson(policy as object);
      else print(stringify({ policy }).trimEnd());
    });
  withExamples(command, "prost policy");
}

export function registerConsent(program: Command): void {
  const command = withSocket(program.command("consent <service>"))
    .description(
      "agree to what a new version of a service asks for beyond what was granted; `prost services` lists those",
    )
    .option("--json", "print JSON")
    .action(async (text: string, options: SocketOption & { readonly json?: boolean }) => {
      await withClient(options, async (client) => {
        const serviceId = await findService(client, text);
        // Capabilities, and limits.
        const capabilities = await client.consent(serviceId);
        if (options.json === true) printJson({ serviceId: serviceId.hex, capabilities });
        else if (capabilities.length === 0) print("that service waits for nothing");
        else print(`granted: ${capabilities.join(", ")}`);
      });
    });
  withExamples(command, "prost consent hello");
}
