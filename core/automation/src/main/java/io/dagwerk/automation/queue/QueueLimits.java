package io.dagwerk.automation.queue;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.Ordered;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What bounds the runs that are under way at once. Immutable.
///
/// @param most runs of the instance that have a process of their own, from 0; 0 holds them in the
///   queue
/// @param mostShared runs of the instance that share processes, from 0
/// @param perLocation runs of code locations, by name; a location that is not named has no bound of
///   its own
/// @param tags further limits; a run counts for every one that concerns it
public record QueueLimits(
    int most,
    int mostShared,
    SequencedMap<String, Integer> perLocation,
    List<TagLimit> tags,
    Ageing ageing) {
  /// As many as one process takes.
  public static final int SHARED = 64;

  /// A run gains a step of priority for every ten minutes that it waits.
  public static final Ageing AGEING = new Ageing(Duration.ofMinutes(10));

  /// @throws IllegalArgumentException for a negative number
  public QueueLimits {
    perLocation = Ordered.copyOf(perLocation);
    tags = List.copyOf(tags);
    check("the instance", most);
    check("the instance that share processes", mostShared);
    perLocation.forEach((location, runs) -> check("location '" + location + "'", runs));
  }

  /// So many runs at once that have a process of their own, [#SHARED] of the others, and no other
  /// limit.
  public static QueueLimits of(int most) {
    return new QueueLimits(most, SHARED, new LinkedHashMap<>(), List.of(), AGEING);
  }

  /// The same with so many runs at once that share processes.
  public QueueLimits mostShared(int runs) {
    return new QueueLimits(most, runs, perLocation, tags, ageing);
  }

  /// How many runs of an isolation may be under way at once.
  public int most(Isolation isolation) {
    return switch (isolation) {
      case PROCESS -> most;
      case SHARED -> mostShared;
    };
  }

  public QueueLimits location(String name, int runs) {
    SequencedMap<String, Integer> more = new LinkedHashMap<>(perLocation);
    more.put(name, runs);
    return new QueueLimits(most, mostShared, more, tags, ageing);
  }

  public QueueLimits tags(TagLimit... limits) {
    return new QueueLimits(most, mostShared, perLocation, List.of(limits), ageing);
  }

  public QueueLimits ageing(Ageing other) {
    return new QueueLimits(most, mostShared, perLocation, tags, other);
  }

  private static void check(String what, int runs) {
    if (runs < 0) {
      throw new IllegalArgumentException(
          "the limit of runs of %s is 0 or more, but found %d".formatted(what, runs));
    }
  }
}
