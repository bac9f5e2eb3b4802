package io.dagwerk.checks.coverage;

import io.dagwerk.checks.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Checks that stay open although a test shows a part of them, each with what is missing.
record OpenChecks(SequencedMap<String, String> reasons) {

  /// Reads lines of an id and a reason, after a line of headings; a missing file has none.
  static OpenChecks read(Path file) {
    SequencedMap<String, String> reasons = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : Repository.text(file).lines().skip(1).toList()) {
        List<String> row = List.of(line.split(",", 2));
        if (row.size() < 2 || row.get(1).isBlank()) {
          throw new IllegalArgumentException(
              "%s: expected an id, a comma and what is missing, but found '%s'"
                  .formatted(file, line));
        }
        reasons.put(row.get(0).strip(), row.get(1).strip());
      }
    }
    return new OpenChecks(reasons);
  }
}
