package io.dagwerk.graphql;

import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Refused;
import io.dagwerk.model.ConfigTree;

/// Reads what a launch is asked with.
final class LaunchInput {
  private LaunchInput() {}

  /// @throws Refused when the config is no map
  static LaunchRequest request(Arguments input) {
    return new LaunchRequest(
        input.findText("location"),
        input.text("job"),
        input.findText("preset"),
        input.findText("mode"),
        config(input),
        input.findText("select"),
        input.findText("partitions"),
        input.number("priority"),
        input.tags());
  }

  private static ConfigTree config(Arguments input) {
    return switch (input.values().get("config")) {
      case null -> ConfigTree.empty();
      case ConfigTree.Nothing() -> ConfigTree.empty();
      case ConfigTree.Entries entries -> entries;
      case Object other ->
          throw new Refused("expected the run config to be a map, but found %s".formatted(other));
    };
  }
}
