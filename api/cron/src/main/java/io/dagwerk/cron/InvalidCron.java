package io.dagwerk.cron;

import java.util.List;

/// A text that is no cron expression, or one that would never fire. The message is for the person
/// who wrote it.
public final class InvalidCron extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidCron(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /// Each thing that is wrong, one sentence each, with the expression and the place in it, from 1.
  public List<String> problems() {
    return problems;
  }
}
