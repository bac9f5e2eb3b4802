package io.dagwerk.cli;

import io.dagwerk.model.ConfigTree;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists the jobs.
@Command(
    name = "list",
    description = "Lists the jobs: location, name, modes, presets, and what they are about.",
    footer = {"", "Example:", "  dagwerk jobs list"})
final class JobsListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "print a JSON list")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  JobsListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, LocalServers.Purpose.LOCATIONS)) {
      List<Jobs.Job> jobs = new Jobs(client).all();
      if (json) {
        surroundings
            .out()
            .println(new ConfigTree.Items(jobs.stream().map(Jobs.Job::tree).toList()).toJson());
      } else {
        table(jobs).lines(surroundings.look()).forEach(surroundings.out()::println);
      }
      return ExitCode.SUCCESS.number();
    }
  }

  private static Table table(List<Jobs.Job> jobs) {
    return new Table(
        List.of("location", "job", "modes", "presets", "about"),
        jobs.stream()
            .map(job ->
                List.of(
                    job.location(),
                    job.name(),
                    String.join(", ", job.answer().texts("modes")),
                    String.join(", ", job.answer().texts("presets")),
                    job.answer().text("description").lines().findFirst().orElse("")))
            .toList());
  }
}
