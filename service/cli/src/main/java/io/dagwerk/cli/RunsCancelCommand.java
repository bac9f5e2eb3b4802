package io.dagwerk.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks a run to stop.
@Command(
    name = "cancel",
    description = "Asks a run to stop. It does end: what does not heed the request is killed.",
    footer = {
      "",
      "Example:",
      "  dagwerk runs cancel 0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b --reason wrong-day"
    })
final class RunsCancelCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "the run")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, in one line")
  private String reason = "";

  @Mixin private ServerOptions server = new ServerOptions();

  RunsCancelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    FoundServer found = server.server(surroundings, LocalServers.Purpose.CANCEL);
    try (Client client = new Client(found.address())) {
      Runs runs = new Runs(client);
      Answer canceled = runs.cancel(id, reason);
      Answer run =
          switch (found) {
            case FoundServer.Elsewhere _ -> canceled;
            // Nobody else would see to it that the run ends.
            case FoundServer.InThisProcess _ -> runs.awaitEnd(id);
          };
      surroundings.out().println("run %s %s".formatted(run.text("id"), run.text("status")));
      return ExitCode.SUCCESS.number();
    }
  }
}
