package io.dagwerk.plan;

import java.util.List;

/// Ends planning with the reasons why there is no plan. It never leaves this package.
final class PlanProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  PlanProblem(String problem) {
    this(List.of(problem));
  }

  PlanProblem(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
