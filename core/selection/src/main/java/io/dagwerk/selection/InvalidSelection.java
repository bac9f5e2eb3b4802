package io.dagwerk.selection;

import java.util.List;

/// A selection that cannot be read, or that names what does not exist. The message is for the
/// person who wrote it.
public final class InvalidSelection extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidSelection(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /// Each thing that is wrong, one sentence each.
  public List<String> problems() {
    return problems;
  }
}
