package io.dagwerk.checks.coverage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/// The acceptance checks that Dagwerk is held to, by section.
record AcceptanceChecks(List<Section> sections) {

  AcceptanceChecks {
    sections = List.copyOf(sections);
  }

  /// One capability and the number of its checks, whose ids are `S13.1`, `S13.2` and so on.
  record Section(String key, int checks, String title) {
    List<String> ids() {
      return IntStream.rangeClosed(1, checks).mapToObj(number -> key + "." + number).toList();
    }
  }

  /// The checks as they are kept beside this class.
  static AcceptanceChecks load() {
    try (InputStream csv =
        requireNonNull(AcceptanceChecks.class.getResourceAsStream("acceptance.csv"))) {
      return parse(new String(csv.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read acceptance.csv", e);
    }
  }

  /// Reads lines of section, number of checks and title, after a line of headings.
  static AcceptanceChecks parse(String csv) {
    return new AcceptanceChecks(
        csv.lines()
            .skip(1)
            .map(line -> List.of(line.split(",", 3)))
            .map(row -> new Section(row.get(0), Integer.parseInt(row.get(1)), row.get(2)))
            .toList());
  }

  List<String> ids() {
    return sections.stream().flatMap(section -> section.ids().stream()).toList();
  }
}
