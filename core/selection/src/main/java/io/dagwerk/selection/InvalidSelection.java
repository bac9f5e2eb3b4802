package io.dagwerk.selection;

import java.util.List;

/// A selection that cannot be read, or that names what does not exist. The message is for the
/// person who wrote it.
public final class InvalidSelection extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 200;
  private static final int AROUND = 60;

  private final transient List<String> problems;

  InvalidSelection(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  InvalidSelection(String problem) {
    this(List.of(problem));
  }

  /// Each thing that is wrong, one sentence each.
  public List<String> problems() {
    return problems;
  }

  /// The sentence that says what is wrong at a place of a text, counted from 1. Of a long text it
  /// shows what is around the place.
  static String sentence(String text, int at, String what) {
    return "selection '%s', character %d: %s".formatted(shown(text, at), at, what);
  }

  private static String shown(String text, int at) {
    if (text.length() <= LONGEST_SHOWN) {
      return text;
    }
    int from = Math.max(0, at - 1 - AROUND);
    int to = Math.min(text.length(), at - 1 + AROUND);
    return (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "");
  }
}
