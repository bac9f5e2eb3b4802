package io.dagwerk.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Loads the code of a location anew.
@Command(
    name = "reload",
    description = "Loads the code of a location anew; the old is served until the new is ready.",
    footer = {"", "Example:", "  dagwerk locations reload flights"})
final class LocationsReloadCommand implements Callable<Integer> {
  private static final String RELOAD =
      """
      mutation($name: String!) { reloadLocation(name: $name) {
        ... on Location { name state } ... on Refused { problems }
      } }
      """;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "the location")
  private String name = "";

  @Mixin private ServerOptions server = new ServerOptions();

  LocationsReloadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, LocalServers.Purpose.RELOAD)) {
      Answer location = client.mutate("reloadLocation", RELOAD, Map.of("name", name));
      surroundings
          .out()
          .println(
              "location '%s' is being loaded anew; 'dagwerk locations list' tells what came of it"
                  .formatted(location.text("name")));
      return ExitCode.SUCCESS.number();
    }
  }
}
