package io.dagwerk.cli;

import io.dagwerk.cli.LocalServers.Purpose;
import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of what launches a run, whatever it runs.
final class LaunchOptions {
  @Option(
      names = "--location",
      paramLabel = "NAME",
      description = "where it is defined, when several locations have it")
  private @Nullable String location;

  @Option(names = "--mode", paramLabel = "NAME", description = "a mode of the job")
  private @Nullable String mode;

  @Option(
      names = {"--partitions", "--partition"},
      paramLabel = "TEXT",
      description = "a set of partitions, such as 2001-01-01...2001-01-07")
  private @Nullable String partitions;

  @Option(names = "--priority", paramLabel = "N", description = "higher is started first")
  private int priority;

  @Option(
      names = "--dry-run",
      description = "tell the config, the steps and what they take from other runs; run nothing")
  private boolean dryRun;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private TagOptions tags = new TagOptions();
  @Mixin private FollowOptions follow = new FollowOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  /// Launches a run and follows it, or tells what it would come to.
  ///
  /// @param what is to be run
  ExitCode launch(Surroundings surroundings, SequencedMap<String, Object> what) {
    SequencedMap<String, Object> input = input(surroundings, what);
    if (dryRun) {
      try (Client client = server.client(surroundings, Purpose.LOCATIONS)) {
        new PlanView(surroundings).show(new Runs(client).plan(input), follow.output());
        return ExitCode.SUCCESS;
      }
    }
    FoundServer found = server.server(surroundings, follow.purpose());
    try (Client client = new Client(found.address())) {
      Runs runs = new Runs(client);
      Answer launched = runs.launch(input);
      return new Follower(surroundings, runs).follow(launched, follow.output(), found);
    }
  }

  private SequencedMap<String, Object> input(
      Surroundings surroundings, SequencedMap<String, Object> what) {
    SequencedMap<String, Object> input = new LinkedHashMap<>(what);
    put(input, "location", location);
    put(input, "mode", mode);
    put(input, "partitions", partitions);
    config.tree(surroundings.folder()).ifPresent((ConfigTree tree) -> input.put("config", tree));
    input.put("tags", tags.list());
    input.put("priority", priority);
    return input;
  }

  static void put(Map<String, Object> input, String name, @Nullable String value) {
    if (value != null) {
      input.put(name, value);
    }
  }
}
