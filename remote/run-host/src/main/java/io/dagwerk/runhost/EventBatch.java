package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Batch;
import java.util.List;

/// Events of one run to be stored, in their order.
///
/// @param attempt of the run in which they happened
/// @param producer who counts them
/// @param firstSequence the producer's number of the first, from 1; the others follow without gaps.
///   What was stored before under a number is not stored again
/// @param events the bytes of each; one or more, up to [#MOST_EVENTS]
public record EventBatch(
    RunId run, int attempt, Producer producer, long firstSequence, List<byte[]> events) {
  public static final int MOST_EVENTS = Batch.MOST_ENTRIES;

  /// @throws IllegalArgumentException for no or too many events
  public EventBatch {
    events = List.copyOf(events);
    if (events.isEmpty() || events.size() > MOST_EVENTS) {
      throw new IllegalArgumentException(
          "a batch has 1 to %,d events, but found %,d".formatted(MOST_EVENTS, events.size()));
    }
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
