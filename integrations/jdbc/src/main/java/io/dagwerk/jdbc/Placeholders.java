package io.dagwerk.jdbc;

import java.util.ArrayList;
import java.util.List;

/// The rule of where the `?` of a statement are: not in texts, quoted names or comments.
final class Placeholders {
  private Placeholders() {}

  static List<Integer> in(String sql) {
    List<Integer> found = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      char character = sql.charAt(at);
      if (character == '?') {
        found.add(at);
      }
      at =
          switch (character) {
            case '\'', '"' -> after(sql, String.valueOf(character), at + 1);
            case '-' -> sql.startsWith("--", at) ? after(sql, "\n", at) : at + 1;
            case '/' -> sql.startsWith("/*", at) ? after(sql, "*/", at + 2) : at + 1;
            default -> at + 1;
          };
    }
    return found;
  }

  private static int after(String sql, String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }
}
