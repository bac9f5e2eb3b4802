package io.dagwerk.server;

import io.dagwerk.daemon.CodeCheck.Blame;
import io.dagwerk.daemon.CodeCheck.Checked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Writes what was checked as JUnit's XML: a suite for each location, a case for each check; what
/// is wrong with definitions is a failure, what could not be asked an error. Pure.
final class JunitReport {
  private JunitReport() {}

  static String of(List<Checked> checks) {
    SequencedMap<String, List<Checked>> suites = new LinkedHashMap<>();
    checks.forEach(
        checked -> suites.computeIfAbsent(checked.location(), _ -> new ArrayList<>()).add(checked));
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    suites.forEach((location, cases) -> {
      xml.append(
          "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\">\n"
              .formatted(
                  escaped(location),
                  cases.size(),
                  wrong(cases, Blame.DEFINITIONS),
                  wrong(cases, Blame.MACHINE)));
      cases.forEach(each -> addCase(xml, each));
      xml.append("  </testsuite>\n");
    });
    return xml.append("</testsuites>\n").toString();
  }

  private static long wrong(List<Checked> cases, Blame blame) {
    return cases.stream()
        .filter(each -> !each.problems().isEmpty() && each.blame() == blame)
        .count();
  }

  private static void addCase(StringBuilder xml, Checked checked) {
    String named =
        "    <testcase classname=\"%s\" name=\"%s\""
            .formatted(escaped(checked.location()), escaped(checked.what()));
    if (checked.problems().isEmpty() && checked.notes().isEmpty()) {
      xml.append(named).append("/>\n");
      return;
    }
    xml.append(named).append(">\n");
    if (!checked.problems().isEmpty()) {
      addProblems(xml, checked);
    }
    if (!checked.notes().isEmpty()) {
      xml.append("      <system-out>")
          .append(escaped(String.join("\n", checked.notes())))
          .append("</system-out>\n");
    }
    xml.append("    </testcase>\n");
  }

  private static void addProblems(StringBuilder xml, Checked checked) {
    String kind =
        switch (checked.blame()) {
          case DEFINITIONS -> "failure";
          case MACHINE -> "error";
        };
    xml.append("      <%s message=\"%s\">".formatted(kind, escaped(checked.problems().getFirst())))
        .append(escaped(String.join("\n", checked.problems())))
        .append("</%s>\n".formatted(kind));
  }

  /// Without what XML cannot say at all.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\n', '\t' -> escaped.append("&#").append(c).append(';');
            default -> escaped.appendCodePoint(c < ' ' || c == 0xFFFE || c == 0xFFFF ? '?' : c);
          }
        });
    return escaped.toString();
  }
}
