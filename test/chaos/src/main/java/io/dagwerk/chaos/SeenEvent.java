package io.dagwerk.chaos;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// An event of a run's log, as the API shows it.
///
/// @param step empty for an event of the whole run
/// @param facts what it says more, by names such as `attempt`, `hash` and `message`
record SeenEvent(
    long position, long millis, String kind, String step, SequencedMap<String, String> facts) {
  SeenEvent {
    facts = new LinkedHashMap<>(facts);
  }

  String fact(String name) {
    return Optional.ofNullable(facts.get(name)).orElse("");
  }

  int attempt() {
    return fact("attempt").isEmpty() ? 0 : Integer.parseInt(fact("attempt"));
  }

  /// Whether the run ends with it.
  boolean isEnd() {
    return kind.equals("RunSucceeded") || kind.equals("RunFailed") || kind.equals("RunCanceled");
  }

  @Override
  public String toString() {
    return "%d log %4d %s %s %s".formatted(millis, position, kind, step, facts);
  }
}
