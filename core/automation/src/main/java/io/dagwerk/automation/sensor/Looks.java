package io.dagwerk.automation.sensor;

import io.dagwerk.automation.tick.StartedTick;
import java.time.Instant;
import java.util.Optional;

/// How the looks of a sensor went. Immutable.
///
/// @param last when the last one started
/// @param failures how many in a row have failed
/// @param notBefore when the next one may be, after a failure
/// @param open the one that is under way
public record Looks(
    Optional<Instant> last, int failures, Optional<Instant> notBefore, Optional<StartedTick> open) {
  static final Looks NONE = new Looks(Optional.empty(), 0, Optional.empty(), Optional.empty());

  Looks started(StartedTick look) {
    return new Looks(Optional.of(look.at()), failures, Optional.empty(), Optional.of(look));
  }

  Looks ended() {
    return new Looks(last, 0, Optional.empty(), Optional.empty());
  }

  Looks failed(int times, Instant again) {
    return new Looks(last, times, Optional.of(again), Optional.empty());
  }
}
