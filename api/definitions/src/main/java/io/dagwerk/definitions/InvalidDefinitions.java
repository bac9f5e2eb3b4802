package io.dagwerk.definitions;

import java.util.List;

/// Everything that is wrong with the definitions of a code location, said at once.
public final class InvalidDefinitions extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidDefinitions(List<String> problems) {
    super("the definitions have problems:\n- " + String.join("\n- ", problems));
    this.problems = List.copyOf(problems);
  }

  /// Each problem in a sentence that begins with the place of the declaration.
  public List<String> problems() {
    return problems;
  }
}
