package io.dagwerk.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows a job.
@Command(
    name = "show",
    description = "Shows a job: where it is defined, its modes and presets, and what it is about.",
    footer = {"", "Example:", "  dagwerk jobs show refresh"})
final class JobsShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", description = "its name")
  private String name = "";

  @Option(
      names = "--location",
      paramLabel = "NAME",
      description = "where it is defined, when several locations have it")
  private @Nullable String location;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  JobsShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Client client = server.client(surroundings, LocalServers.Purpose.LOCATIONS)) {
      Jobs jobs = new Jobs(client);
      Jobs.Job job = jobs.get(name, Optional.ofNullable(location));
      List<Answer> nodes = jobs.nodes(job);
      if (json) {
        surroundings.out().println(job.tree(nodes).toJson());
      } else {
        show(job, nodes);
      }
      return ExitCode.SUCCESS.number();
    }
  }

  private void show(Jobs.Job job, List<Answer> nodes) {
    PrintStream out = surroundings.out();
    out.println("job       " + job.name());
    out.println("location  " + job.location());
    line("modes     ", job.answer().texts("modes"));
    line("presets   ", job.answer().texts("presets"));
    job.answer().text("description").lines().forEach(out::println);
    if (!nodes.isEmpty()) {
      out.println();
      new Table(
              List.of("node", "kind", "after"),
              nodes.stream()
                  .map(node ->
                      List.of(
                          node.text("name"),
                          node.text("kind"),
                          String.join(", ", node.texts("upstream"))))
                  .toList())
          .lines(surroundings.look())
          .forEach(out::println);
    }
  }

  private void line(String before, List<String> names) {
    if (!names.isEmpty()) {
      surroundings.out().println(before + String.join(", ", names));
    }
  }
}
