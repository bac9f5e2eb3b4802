package io.dagwerk.examples.megajob.descriptor;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Thrown with everything that is wrong in a company's files.
public final class InvalidDescriptors extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// @param problems in any order; each is told once
  public InvalidDescriptors(List<Problem> problems) {
    super(
        new TreeSet<>(problems).stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(new TreeSet<>(problems));
  }

  /// By file and line.
  public List<Problem> problems() {
    return problems;
  }
}
