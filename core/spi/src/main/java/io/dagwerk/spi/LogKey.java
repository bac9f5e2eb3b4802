package io.dagwerk.spi;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.Comparator;
import java.util.Optional;

/// A stream of what was printed.
///
/// Each attempt of a run has streams of its own: the worker of an earlier one may still be writing
/// when the next begins, and every worker counts its bytes from 0.
///
/// @param attempt of the run, from 1
/// @param step empty for what belongs to no step of the run
public record LogKey(RunId run, int attempt, Optional<StepKey> step, Event.Stream stream) {
  /// The order in which the streams of a run are listed.
  public static final Comparator<LogKey> ORDER =
      Comparator.comparing((LogKey key) -> key.step().map(StepKey::toString).orElse(""))
          .thenComparingInt(LogKey::attempt)
          .thenComparing(LogKey::stream);
}
