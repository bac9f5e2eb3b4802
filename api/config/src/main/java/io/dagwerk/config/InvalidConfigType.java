package io.dagwerk.config;

import java.util.List;

/// Thrown for a Java type that cannot be config; the message has all problems, one per line.
public final class InvalidConfigType extends IllegalArgumentException {
  private final List<String> problems;

  InvalidConfigType(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /// All that is wrong, each naming the component.
  public List<String> problems() {
    return problems;
  }
}
