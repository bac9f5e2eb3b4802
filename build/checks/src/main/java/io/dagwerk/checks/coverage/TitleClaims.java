package io.dagwerk.checks.coverage;

import io.dagwerk.checks.coverage.TestReports.Ran;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What tests of the UI claim to show: their titles begin with it, or those of the groups around
/// them, as in `S50.1, S50.2: offers the fields that remain`.
final class TitleClaims {
  private static final String BETWEEN_TITLES = " > ";
  private static final Pattern CLAIM =
      Pattern.compile("([SK]\\d+\\.\\d+(?:, ?[SK]\\d+\\.\\d+)*): (.+)", Pattern.DOTALL);

  private TitleClaims() {}

  /// The claims that a test stands for: its own, and those of its groups, which all tests in them
  /// are to show. A test of Java has none.
  static SequencedMap<TestMethod, SequencedSet<String>> of(Ran ran) {
    SequencedMap<TestMethod, SequencedSet<String>> claims = new LinkedHashMap<>();
    if (TestMethod.isOfUi(ran.className())) {
      for (String title : ran.method().split(BETWEEN_TITLES, -1)) {
        Matcher claim = CLAIM.matcher(title);
        if (claim.matches()) {
          claims
              .computeIfAbsent(
                  new TestMethod(ran.className(), claim.group(2)), test -> new LinkedHashSet<>())
              .addAll(List.of(claim.group(1).split(", ?", -1)));
        }
      }
    }
    return claims;
  }
}
