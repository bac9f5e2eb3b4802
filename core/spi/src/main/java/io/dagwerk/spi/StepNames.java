package io.dagwerk.spi;

import io.dagwerk.model.StepKey;
import java.util.List;
import java.util.Optional;

/// The names under which the steps of several runs are beside each other. Immutable.
///
/// @param leftOut how many come after these
/// @param isWhole whether all steps were looked at
public record StepNames(List<Name> names, long leftOut, boolean isWhole) {
  public StepNames {
    names = List.copyOf(names);
  }

  /// A name, and how many steps that have it failed or were abandoned.
  public record Name(String text, long failed) {}

  /// The name of a step: its key, but that of its node when it is of the one partition of its run
  /// alone.
  public static String of(StepKey step, Optional<String> partition) {
    return partition.filter(key -> step.keys().equals(List.of(key))).isPresent()
        ? step.node()
        : step.toString();
  }
}
