package io.dagwerk.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A schedule as the host sees it: when it ticks, and what a tick asks for.
///
/// @param partitions those of the job, when it makes partitions
/// @param mostCaughtUp how many ticks are made up for when several were missed, the latest ones; at
///   least 1
/// @param retry of a tick whose function failed; jitter does not count
/// @param byDefault whether it runs until somebody switches it
/// @param tags of every run that it asks for
public record ScheduleSnapshot(
    String name,
    String description,
    Timing timing,
    Asks asks,
    String job,
    Optional<Partitions> partitions,
    int mostCaughtUp,
    Retry retry,
    InstigatorStatus byDefault,
    SequencedMap<String, String> tags) {
  public ScheduleSnapshot {
    tags = Ordered.copyOf(tags);
  }

  /// When it ticks.
  public sealed interface Timing {
    /// At the times of any of these expressions.
    ///
    /// @param zone the id of the time zone in which they are read
    record Crons(List<String> crons, String zone) implements Timing {
      public Crons {
        crons = List.copyOf(crons);
      }
    }

    /// Whenever a window of these partitions has ended, and so much later.
    record WindowEnds(Partitions partitions, Duration offset) implements Timing {}
  }

  /// What a tick asks for.
  public enum Asks {
    /// One run of the job.
    RUN,
    /// Windows of time: the one that is complete now. Other partitions: a run for each.
    PARTITIONS,
    /// What its function decides.
    DECISION
  }
}
