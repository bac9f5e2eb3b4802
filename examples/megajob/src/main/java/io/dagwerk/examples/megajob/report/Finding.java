package io.dagwerk.examples.megajob.report;

import io.dagwerk.examples.megajob.descriptor.Problem;
import java.util.Optional;

/// One thing that was looked at, and what is wrong with it, if anything is.
///
/// @param suite what kind of thing, such as `plan`
/// @param name which one
public record Finding(String suite, String name, Optional<String> problem) {
  public static Finding good(String suite, String name) {
    return new Finding(suite, name, Optional.empty());
  }

  public static Finding bad(String suite, String name, String problem) {
    return new Finding(suite, name, Optional.of(problem));
  }

  /// A problem of a descriptor.
  public static Finding of(Problem problem) {
    return bad(
        "descriptor",
        problem.file() + problem.pointer(),
        "%s:%s: %s".formatted(problem.file(), problem.position(), problem.reason()));
  }

  public boolean isGood() {
    return problem.isEmpty();
  }

  @Override
  public String toString() {
    return "%s %s: %s".formatted(suite, name, problem.orElse("good"));
  }
}
