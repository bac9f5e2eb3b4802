package io.dagwerk.projection;

import io.dagwerk.model.Event;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.RunHead;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// How far a run has come, as much of it as decides what its next event changes. Immutable.
///
/// The state of a run is the fold of its log: who has lost it folds again.
///
/// ```java
/// RunProgress progress = RunProgress.created();
/// Projected projected = progress.after(event, at, encoded);
/// Entry entry = new Entry(at, encoded, projected.changes());
/// progress = projected.next();
/// ```
///
/// @param hasStarted whether a worker has begun with its steps; one that takes it up goes on with
///   it
/// @param open the steps that have begun and not ended
public record RunProgress(RunHead head, boolean hasStarted, SequencedMap<StepKey, OpenStep> open) {
  public RunProgress {
    open = Ordered.copyOf(open);
  }

  /// Before the first event.
  public static RunProgress created() {
    return new RunProgress(RunHead.created(), false, new LinkedHashMap<>());
  }

  /// What an event changes, and how far the run has come with it.
  ///
  /// @param encoded the event as it is stored, which the ledger keeps of facts about assets
  public Projected after(Event event, Instant at, Bytes encoded) {
    return new Projection(this, at, encoded).of(event);
  }

  /// This progress of a run that stands elsewhere, because another host moved it.
  public RunProgress at(RunHead other) {
    return new RunProgress(other, hasStarted, open);
  }

  RunProgress started() {
    return new RunProgress(head, true, open);
  }

  RunProgress with(StepKey key, OpenStep step) {
    SequencedMap<StepKey, OpenStep> more = new LinkedHashMap<>(open);
    more.put(key, step);
    return new RunProgress(head, hasStarted, more);
  }

  RunProgress without(StepKey key) {
    SequencedMap<StepKey, OpenStep> fewer = new LinkedHashMap<>(open);
    fewer.remove(key);
    return new RunProgress(head, hasStarted, fewer);
  }

  RunProgress withoutSteps() {
    return new RunProgress(head, hasStarted, new LinkedHashMap<>());
  }

  Optional<OpenStep> step(StepKey key) {
    return Optional.ofNullable(open.get(key));
  }
}
