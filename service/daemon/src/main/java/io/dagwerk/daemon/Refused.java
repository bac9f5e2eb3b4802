package io.dagwerk.daemon;

import java.util.List;

/// Says why something that was asked for cannot be done. Nothing has happened then. The message is
/// for the person who asked.
public class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /// @param problems one sentence each, at least one
  public Refused(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public Refused(String problem) {
    this(List.of(problem));
  }

  public List<String> problems() {
    return problems;
  }
}
