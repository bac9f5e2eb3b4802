package io.dagwerk.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Deletes a run.
@Command(
    name = "delete",
    description = "Deletes a run that has ended, with its log. What is known of assets stays.",
    footer = {"", "Example:", "  dagwerk runs delete 0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b"})
final class RunsDeleteCommand implements Callable<Integer> {
  private static final String DELETE =
      """
      mutation($run: ID!) { deleteRun(run: $run) {
        ... on DeletedRun { id } ... on Refused { problems }
      } }
      """;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "the run")
  private String id = "";

  @Mixin private ServerOptions server = new ServerOptions();

  RunsDeleteCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, LocalServers.Purpose.CHANGE)) {
      Answer deleted = client.mutate("deleteRun", DELETE, Map.of("run", id));
      surroundings.out().println("run %s deleted".formatted(deleted.text("id")));
      return ExitCode.SUCCESS.number();
    }
  }
}
