package io.dagwerk.cli;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Launches a run that executes another one again, and follows it.
@Command(
    name = "rerun",
    description = {
      "Executes a run again, all of it or a part, and follows it to its end. When the code has",
      "changed since that run, it says so before it launches, with both versions.",
      "Ctrl-C asks the run to stop, a second Ctrl-C leaves it."
    },
    footer = {
      "",
      "Example:",
      "  dagwerk runs rerun 0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b --from-failure"
    })
final class RunsRerunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ID", description = "the run, which has ended")
  private String id = "";

  @Option(
      names = "--from-failure",
      description = "only what did not come to a good end, and what comes after that")
  private boolean fromFailure;

  @Option(names = "--steps", paramLabel = "EXPR", description = "only these steps")
  private @Nullable String steps;

  @Option(names = "--downstream", description = "with --steps: also what comes after them")
  private boolean downstream;

  @Option(
      names = "--dry-run",
      description = "tell the config, the steps and what they take from other runs; run nothing")
  private boolean dryRun;

  @Mixin private FollowOptions follow = new FollowOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  RunsRerunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    SequencedMap<String, Object> input = input();
    if (dryRun) {
      try (Client client = server.client(surroundings, LocalServers.Purpose.LOCATIONS)) {
        new PlanView(surroundings).show(new Runs(client).rerunPlan(input), follow.output());
        return ExitCode.SUCCESS.number();
      }
    }
    FoundServer found = server.server(surroundings, follow.purpose());
    try (Client client = new Client(found.address())) {
      Runs runs = new Runs(client);
      runs.noteOfRerun(id).ifPresent(note -> surroundings.err().println("note: " + note));
      Answer launched = runs.rerun(input);
      return new Follower(surroundings, runs).follow(launched, follow.output(), found).number();
    }
  }

  private SequencedMap<String, Object> input() {
    if (fromFailure && steps != null) {
      throw new CommandFailed(ExitCode.USAGE, "give --from-failure or --steps, not both");
    }
    if (downstream && steps == null) {
      throw new CommandFailed(ExitCode.USAGE, "--downstream is of steps; give --steps EXPR");
    }
    SequencedMap<String, Object> input = new LinkedHashMap<>();
    input.put("run", id);
    if (steps != null) {
      input.put("part", downstream ? "SELECTED_AND_DOWNSTREAM" : "SELECTED");
      input.put("select", steps);
    } else {
      input.put("part", fromFailure ? "FROM_FAILURE" : "ALL");
    }
    return input;
  }
}
