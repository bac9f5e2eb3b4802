package io.dagwerk.chaos;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// A part of Dagwerk that is switched off, to see that the suite notices it.
enum Mutation {
  FENCING,
  ACKNOWLEDGEMENT,
  SEQUENCE,
  GUARD;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Mutation named(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected fencing, acknowledgement, sequence or guard, but found '%s'"
                    .formatted(word)));
  }

  Path patched() {
    throw new UnsupportedOperationException(name());
  }
}
