package io.dagwerk.cli;

import java.util.LinkedHashMap;
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
      "Launches a run of a job or of assets, and follows it to its end.",
      "Ctrl-C asks the run to stop, a second Ctrl-C leaves it."
    },
    footer = {
      "",
      "Example:",
      "  dagwerk run refresh --set ops.parse.config.limit=10 --tag team=ops"
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "JOB", arity = "0..1", description = "the job")
  private @Nullable String job;

  @Option(
      names = "--assets",
      paramLabel = "EXPR",
      description = "instead of a job: these assets, with their checks")
  private @Nullable String assets;

  @Option(names = "--preset", paramLabel = "NAME", description = "a preset of the job")
  private @Nullable String preset;

  @Option(names = "--select", paramLabel = "EXPR", description = "a part of the job")
  private @Nullable String select;

  @Mixin private LaunchOptions launch = new LaunchOptions();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return launch.launch(surroundings, assets == null ? ofJob(job) : ofAssets(assets)).number();
  }

  private SequencedMap<String, Object> ofJob(@Nullable String name) {
    if (name == null) {
      throw new CommandFailed(ExitCode.USAGE, "expected a job, or --assets EXPR");
    }
    SequencedMap<String, Object> input = new LinkedHashMap<>();
    input.put("job", name);
    LaunchOptions.put(input, "preset", preset);
    LaunchOptions.put(input, "select", select);
    return input;
  }

  private SequencedMap<String, Object> ofAssets(String selection) {
    if (job != null || preset != null || select != null) {
      throw new CommandFailed(
          ExitCode.USAGE, "--assets says all that is run; leave out JOB, --preset and --select");
    }
    return Runs.ofAssets(selection);
  }
}
