package io.dagwerk.automation.sensor;

import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.SensorSnapshot;
import io.dagwerk.model.SensorSnapshot.Trigger;
import java.time.Instant;
import java.util.Optional;

/// What is kept of a sensor between turns. Immutable.
///
/// @param since when it was started or stopped
/// @param trigger by which it last looked
/// @param cursor what its function remembers
public record SensorState(
    InstigatorStatus status,
    Instant since,
    Trigger trigger,
    Optional<String> cursor,
    Seen seen,
    Looks looks) {
  /// A sensor that nobody has switched yet, first seen now.
  ///
  /// @param position of the last thing that happened
  public static SensorState firstSeen(SensorSnapshot sensor, Instant now, long position) {
    return new SensorState(
        sensor.byDefault(),
        now,
        sensor.trigger(),
        Optional.empty(),
        Seen.upTo(position),
        Looks.NONE);
  }

  /// Switched on: it is told of what happens from now on, and has its cursor still.
  ///
  /// @param position of the last thing that happened
  public SensorState started(Instant now, long position) {
    return status == InstigatorStatus.RUNNING
        ? this
        : new SensorState(
            InstigatorStatus.RUNNING, now, trigger, cursor, Seen.upTo(position), Looks.NONE);
  }

  /// Switched off: a look that is under way takes no effect any more.
  public SensorState stopped(Instant now) {
    return status == InstigatorStatus.STOPPED
        ? this
        : new SensorState(InstigatorStatus.STOPPED, now, trigger, cursor, seen, Looks.NONE);
  }

  /// With another cursor, as somebody set it by hand. A look that is under way is refused then.
  public SensorState remembering(Optional<String> other) {
    return new SensorState(status, since, trigger, other, seen, looks);
  }

  /// Woken by something else from now on: what arrived for the old trigger is forgotten.
  SensorState retriggered(Trigger other) {
    return new SensorState(status, since, other, cursor, Seen.upTo(seen.position()), Looks.NONE);
  }

  SensorState with(Seen read) {
    return new SensorState(status, since, trigger, cursor, read, looks);
  }

  SensorState with(Looks taken) {
    return new SensorState(status, since, trigger, cursor, seen, taken);
  }

  /// After the end of a look that was accepted. What it was asked about is seen, and what it
  /// remembers is kept, unless it failed and is asked again.
  public SensorState ended(DueLook look, Evaluation evaluation, TickEnd end) {
    if (end instanceof TickEnd.Failed(_, Optional<Instant> retryAt) && retryAt.isPresent()) {
      return with(looks.failed(look.started().attempt(), retryAt.get()));
    }
    Optional<String> remembered =
        switch (evaluation) {
          case Evaluation.Requested requested -> requested.cursor();
          case Evaluation.Skipped skipped -> skipped.cursor();
          case Evaluation.Failed _ -> Optional.empty();
        };
    boolean hasFailed = end instanceof TickEnd.Failed;
    return new SensorState(
        status,
        since,
        trigger,
        hasFailed ? cursor : remembered.or(() -> cursor),
        look.seen(),
        looks.ended());
  }
}
