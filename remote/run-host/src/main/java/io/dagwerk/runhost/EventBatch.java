package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Batch;
import java.util.List;
import java.util.Optional;

/// Events of one run to be stored, in their order.
///
/// @param attempt of the run in which they happened
/// @param producer who counts them
/// @param firstSequence the producer's number of the first, from 1; the others follow without gaps.
///   What was stored before under a number is not stored again
/// @param events the bytes of each; one or more, up to [#MOST_EVENTS]
/// @param owner the host whose run it must be, if one decided that this happened
public record EventBatch(
    RunId run,
    int attempt,
    Producer producer,
    long firstSequence,
    List<byte[]> events,
    Optional<String> owner) {
  public static final int MOST_EVENTS = Batch.MOST_ENTRIES;

  /// @throws IllegalArgumentException for no or too many events
  public EventBatch {
    events = List.copyOf(events);
    if (events.isEmpty() || events.size() > MOST_EVENTS) {
      throw new IllegalArgumentException(
          "a batch has 1 to %,d events, but found %,d".formatted(MOST_EVENTS, events.size()));
    }
  }

  /// What holds whosever run it is.
  public EventBatch(
      RunId run, int attempt, Producer producer, long firstSequence, List<byte[]> events) {
    this(run, attempt, producer, firstSequence, events, Optional.empty());
  }

  /// Who says that something happened; each counts for itself.
  public enum Producer {
    WORKER,
    HOST
  }

  public long lastSequence() {
    return firstSequence + events.size() - 1;
  }
}
