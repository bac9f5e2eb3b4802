package io.dagwerk.automation.condition;

import java.util.List;

/// Conditions, or the graph they are on, make no sense. The message has one sentence per problem.
public final class InvalidConditions extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidConditions(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /// All of them.
  public List<String> problems() {
    return problems;
  }
}
