package io.dagwerk.partitions;

import java.util.List;

/// A text that names partitions wrongly, or some that do not exist. The message is for the person
/// who wrote it.
public final class InvalidPartitions extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidPartitions(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /// Each thing that is wrong, one sentence each, with its place in the text, from 1.
  public List<String> problems() {
    return problems;
  }
}
