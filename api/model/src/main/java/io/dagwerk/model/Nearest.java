package io.dagwerk.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The rule of which known name a mistyped one was probably meant to be.
///
/// A letter too many, one too few, a wrong one and two neighbours in the wrong order are a typing
/// error each; the case of letters is none. Of a name, at most a third of the letters may be wrong,
/// and one letter in any case. Thread-safe.
///
/// ```java
/// Nearest.hint("raw_order", List.of("raw_orders", "revenue")) // ; did you mean 'raw_orders'?
/// ```
public final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  /// `; did you mean 'raw_orders'?`, or nothing when no name is near.
  public static String hint(String name, Collection<String> known) {
    return find(name, known).map("; did you mean '%s'?"::formatted).orElse("");
  }

  /// The known name with the fewest typing errors, the first of several. A name of more than 100
  /// letters has none.
  public static Optional<String> find(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    Optional<String> nearest = Optional.empty();
    int most = name.length() > LONGEST ? -1 : Math.max(1, name.length() / 3);
    for (String candidate : known) {
      if (Math.abs(candidate.length() - name.length()) > most) {
        continue;
      }
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance <= most) {
        nearest = Optional.of(candidate);
        most = distance - 1;
      }
    }
    return nearest;
  }

  private static int distance(String left, String right) {
    int[][] changes = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        changes[i][j] = i == 0 || j == 0 ? i + j : least(changes, left, right, i, j);
      }
    }
    return changes[left.length()][right.length()];
  }

  private static int least(int[][] changes, String left, String right, int i, int j) {
    int replaced = changes[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(changes[i - 1][j], changes[i][j - 1]));
    return areSwapped(left, right, i, j) ? Math.min(least, changes[i - 2][j - 2] + 1) : least;
  }

  private static boolean areSwapped(String left, String right, int i, int j) {
    return i > 1
        && j > 1
        && left.charAt(i - 1) == right.charAt(j - 2)
        && left.charAt(i - 2) == right.charAt(j - 1);
  }
}
