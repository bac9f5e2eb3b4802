package io.dagwerk.cli;

import io.dagwerk.model.ConfigTree;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists the code locations.
@Command(
    name = "list",
    description = {
      "Lists the code locations: name, state, code version, jobs, and what they declare that this"
          + " version does nothing about by itself; beside that, their trouble."
    },
    footer = {"", "Example:", "  dagwerk locations list --json"})
final class LocationsListCommand implements Callable<Integer> {
  private static final String LOCATIONS =
      """
      { locations {
        name state codeVersion trouble { type message frames } notTurned { what text }
        jobs(limit: 1000) { jobs { name } after }
      } }
      """;

  private final Surroundings surroundings;

  @Option(names = "--json", description = "print a JSON list")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  LocationsListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, LocalServers.Purpose.LOCATIONS)) {
      List<Answer> locations = client.ask(LOCATIONS, Map.of()).list("locations");
      if (json) {
        surroundings
            .out()
            .println(new ConfigTree.Items(locations.stream().map(Answer::tree).toList()).toJson());
      } else {
        table(locations).lines(surroundings.look()).forEach(surroundings.out()::println);
        locations.forEach(this::explain);
      }
      return ExitCode.SUCCESS.number();
    }
  }

  private static Table table(List<Answer> locations) {
    return new Table(
        List.of("location", "state", "code", "jobs", "not turned"),
        locations.stream()
            .map(location ->
                List.of(
                    location.text("name"),
                    location.text("state"),
                    location.findText("codeVersion").orElse(""),
                    joined(location.get("jobs").list("jobs"), "name"),
                    joined(location.list("notTurned"), "what")))
            .toList());
  }

  private static String joined(List<Answer> all, String field) {
    return String.join(", ", all.stream().map(each -> each.text(field)).toList());
  }

  /// Beside the table, which programs read.
  private void explain(Answer location) {
    String before = "location '%s': ".formatted(location.text("name"));
    if (location.get("jobs").findText("after").isPresent()) {
      surroundings
          .err()
          .println(before + "has more jobs than the 1,000 shown; 'dagwerk jobs list' lists all");
    }
    for (Answer error : location.list("trouble")) {
      ErrorText.lines(error).forEach(line -> surroundings.err().println(before + line));
    }
    for (Answer each : location.list("notTurned")) {
      surroundings.err().println(before + each.text("text"));
    }
  }
}
