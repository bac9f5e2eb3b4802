package io.dagwerk.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Launches a run, and follows it.
@Command(
    name = "run",
    description = {
      "Launches a run of a job, and follows it to its end.",
      "Ctrl-C asks the run to stop, a second Ctrl-C leaves it."
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", description = "the job")
  private String job = "";

  @Option(
      names = "--location",
      paramLabel = "NAME",
      description = "where the job is defined, when several locations have it")
  private @Nullable String location;

  @Option(names = "--preset", paramLabel = "NAME", description = "a preset of the job")
  private @Nullable String preset;

  @Option(names = "--mode", paramLabel = "NAME", description = "a mode of the job")
  private @Nullable String mode;

  @Option(names = "--select", paramLabel = "EXPR", description = "a part of the job")
  private @Nullable String select;

  @Option(
      names = "--partitions",
      paramLabel = "TEXT",
      description = "a set of partitions, such as 2001-01-01...2001-01-07")
  private @Nullable String partitions;

  @Option(names = "--priority", paramLabel = "N", description = "higher is started first")
  private int priority;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private TagOptions tags = new TagOptions();
  @Mixin private FollowOptions follow = new FollowOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    SequencedMap<String, Object> input = input();
    FoundServer found = server.server(surroundings, follow.purpose());
    try (Client client = new Client(found.address())) {
      Runs runs = new Runs(client);
      Answer launched = runs.launch(input);
      return new Follower(surroundings, runs).follow(launched, follow.output(), found).number();
    }
  }

  private SequencedMap<String, Object> input() {
    SequencedMap<String, Object> input = new LinkedHashMap<>();
    input.put("job", job);
    put(input, "location", location);
    put(input, "preset", preset);
    put(input, "mode", mode);
    put(input, "select", select);
    put(input, "partitions", partitions);
    config.tree(surroundings.folder()).ifPresent(tree -> input.put("config", tree));
    input.put("tags", tags.list());
    input.put("priority", priority);
    return input;
  }

  private static void put(Map<String, Object> input, String name, @Nullable String value) {
    if (value != null) {
      input.put(name, value);
    }
  }
}
