package io.dagwerk.config;

import io.dagwerk.model.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/// Thrown for a config document that is wrong; the message has all problems, one per line.
public final class InvalidConfig extends IllegalArgumentException {
  private final transient List<ConfigProblem> problems;

  InvalidConfig(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// All that is wrong.
  public List<ConfigProblem> problems() {
    return problems;
  }
}
