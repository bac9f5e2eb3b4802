package io.dagwerk.automation.schedule;

import io.dagwerk.automation.tick.EndedTick;
import io.dagwerk.automation.tick.StartedTick;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a turn of a schedule comes to. The state, what was missed and what was given up are written
/// in one transaction, if the state is still the one that the turn started from; then the attempts
/// are made.
///
/// @param begin attempts to make, in this order
/// @param missed ticks before them that are not made up for
/// @param givenUp ticks that were lost on the way too often
/// @param wakeAt when the next turn has something to do, as far as time alone tells
public record ScheduleTurn(
    ScheduleState state,
    List<StartedTick> begin,
    Optional<MissedTicks> missed,
    List<EndedTick> givenUp,
    Optional<Instant> wakeAt) {
  public ScheduleTurn {
    begin = List.copyOf(begin);
    givenUp = List.copyOf(givenUp);
  }
}
