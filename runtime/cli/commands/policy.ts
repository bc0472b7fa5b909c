/** `prost policy` shows the policy of a node. `prost consent` grants a new version more than the version before had. */
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
    .description("show the policy in force at the node, with its defaults")
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
      "grant a new version of a service the capabilities and limits that it asks for; `prost " +
        "services` shows which versions wait",
    )
    .option("--json", "print JSON")
    .action(async (text: string, options: SocketOption & { readonly json?: boolean }) => {
      await withClient(options, async (client) => {
        const serviceId = await findService(client, text);
        // Limits are listed here as well.
        const capabilities = await client.consent(serviceId);
        if (options.json === true) printJson({ serviceId: serviceId.hex, capabilities });
        else if (capabilities.length === 0) print("no version of that service waits for consent");
        else print(`granted: ${capabilities.join(", ")}`);
      });
    });
  withExamples(command, "prost consent hello");
}
