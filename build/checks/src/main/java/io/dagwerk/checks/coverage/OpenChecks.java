package io.dagwerk.checks.coverage;

import io.dagwerk.checks.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Checks that stay open, each with what is missing or what it comes with.
record OpenChecks(SequencedMap<String, Open> checks) {

  /// Why a check is open.
  record Open(Shown shown, String missing) {}

  /// How much of an open check tests show.
  enum Shown {
    NOTHING("nothing"),
    PART("part");

    private final String written;

    Shown(String written) {
      this.written = written;
    }

    static Optional<Shown> find(String written) {
      return Stream.of(values()).filter(each -> each.written.equals(written)).findFirst();
    }
  }

  /// Reads lines of an id, how much is shown, and what is missing, after a line of headings; a
  /// missing file has none.
  static OpenChecks read(Path file) {
    SequencedMap<String, Open> checks = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : Repository.text(file).lines().skip(1).toList()) {
        List<String> row = List.of(line.split(",", 3));
        Optional<Shown> shown = row.size() < 3 ? Optional.empty() : Shown.find(row.get(1));
        if (shown.isEmpty() || row.get(2).isBlank()) {
          throw refused(file, line, "expected an id, 'nothing' or 'part', and what is missing");
        }
        if (checks.put(row.get(0), new Open(shown.get(), row.get(2).strip())) != null) {
          throw refused(file, line, "expected each check once");
        }
      }
    }
    return new OpenChecks(checks);
  }

  private static IllegalArgumentException refused(Path file, String line, String expected) {
    return new IllegalArgumentException("%s: %s, but found '%s'".formatted(file, expected, line));
  }
}
