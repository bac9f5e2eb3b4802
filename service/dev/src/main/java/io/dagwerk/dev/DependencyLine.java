package io.dagwerk.dev;

import io.dagwerk.dev.compiler.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A library that a source names by a line such as `//DEPS org.example:codec:1.2`.
///
/// @param file its path below its folder
/// @param line from 1
record DependencyLine(String file, int line, String group, String artifact, String version) {
  private static final Pattern LINE = Pattern.compile("\\s*//\\s*DEPS\\s+(.+)");
  private static final Pattern COORDINATES = Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.+-]+)");

  /// `org.example:codec:1.2`
  String coordinates() {
    return "%s:%s:%s".formatted(group, artifact, version);
  }

  /// Those of a source; several may stand in a line, with spaces or commas between.
  ///
  /// @param problems gets what is none
  static List<DependencyLine> in(String file, String text, List<Problem> problems) {
    List<DependencyLine> all = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher found = LINE.matcher(line);
      if (found.matches()) {
        for (String each : found.group(1).strip().split("[\\s,]+", -1)) {
          Matcher named = COORDINATES.matcher(each);
          if (named.matches()) {
            all.add(
                new DependencyLine(file, number, named.group(1), named.group(2), named.group(3)));
          } else {
            problems.add(
                new Problem(
                    file,
                    number,
                    line.indexOf(each) + 1,
                    "//DEPS expects group:artifact:version, but found '%s'".formatted(each)));
          }
        }
      }
    }
    return all;
  }
}
