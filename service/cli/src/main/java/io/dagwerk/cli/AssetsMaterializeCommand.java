package io.dagwerk.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Launches a run of assets, and follows it.
@Command(
    name = "materialize",
    description = {
      "Launches a run that makes assets, with their checks, and follows it to its end.",
      "Ctrl-C asks the run to stop, a second Ctrl-C leaves it."
    },
    footer = {"", "Example:", "  dagwerk assets materialize +revenue --partition 2001-01-30"})
final class AssetsMaterializeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "SELECTION", description = "the assets, such as '+revenue'")
  private String selection = "";

  @Mixin private LaunchOptions launch = new LaunchOptions();

  AssetsMaterializeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return launch.launch(surroundings, Runs.ofAssets(selection)).number();
  }
}
