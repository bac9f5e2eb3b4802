package io.dagwerk.execution;

import io.dagwerk.model.ConfigProblem;
import java.util.List;

/// Thrown for a run that cannot start: nothing was run and nothing changed. Has all problems, each
/// with what was found, what was expected and where.
public final class RunRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /// A refusal for these reasons.
  public RunRefused(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /// A refusal for one reason.
  public RunRefused(String problem) {
    this(List.of(problem));
  }

  static RunRefused ofConfig(List<ConfigProblem> problems) {
    return new RunRefused(problems.stream().map(ConfigProblem::toString).toList());
  }

  public List<String> problems() {
    return problems;
  }
}
