package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.util.List;
import java.util.Optional;

/// Events of one producer that follow each other.
///
/// @param attempt of the worker that sends them, from 1
/// @param producer who counts them: the worker, or one of its step processes
/// @param first the number that the producer gave to the first of them, from 1
/// @param entries one or more, up to [#MOST_ENTRIES]
/// @param owner the host whose run it must be, because that host decided; empty for what the run's
///   own worker says, whoever hears it
public record Batch(
    RunId run,
    int attempt,
    String producer,
    long first,
    List<Entry> entries,
    Optional<String> owner) {
  public static final int MOST_ENTRIES = 10_000;

  /// @throws IllegalArgumentException for no or too many entries, or a number below 1
  public Batch {
    entries = List.copyOf(entries);
    if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "a batch has 1 to %,d events, but found %,d".formatted(MOST_ENTRIES, entries.size()));
    }
    if (attempt < 1 || first < 1) {
      throw new IllegalArgumentException(
          "attempts and events are counted from 1, but found attempt %d and event %d"
              .formatted(attempt, first));
    }
  }

  /// Of a worker.
  public Batch(RunId run, int attempt, String producer, long first, List<Entry> entries) {
    this(run, attempt, producer, first, entries, Optional.empty());
  }

  /// The number of the last of them.
  public long last() {
    return first + entries.size() - 1;
  }
}
