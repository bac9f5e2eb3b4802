package io.dagwerk.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A sensor as the host sees it: what wakes it, and which jobs it may run.
///
/// @param jobs the first is the one that a request means which names none; empty when it only acts
/// @param byDefault whether it runs until somebody switches it
/// @param tags of every run that it asks for
public record SensorSnapshot(
    String name,
    String description,
    Trigger trigger,
    List<String> jobs,
    InstigatorStatus byDefault,
    SequencedMap<String, String> tags) {
  public SensorSnapshot {
    jobs = List.copyOf(jobs);
    tags = Ordered.copyOf(tags);
  }

  /// What wakes it.
  public sealed interface Trigger {
    /// The clock, at this interval.
    record Every(Duration interval) implements Trigger {}

    /// The end of a run.
    ///
    /// @param jobs whose runs; those of any job when there is none
    record RunEnded(List<String> jobs, List<RunEnd> ends) implements Trigger {
      public RunEnded {
        jobs = List.copyOf(jobs);
        ends = List.copyOf(ends);
      }
    }

    /// Materializations of assets, partition by partition.
    ///
    /// @param per the partitions that it is asked about: those of the assets, or windows around
    ///   them; empty for assets without partitions
    record Updated(List<Watched> assets, Match match, Optional<Partitions> per) implements Trigger {
      public Updated {
        assets = List.copyOf(assets);
      }
    }

    /// A request to this path of the server.
    record Webhook(String path) implements Trigger {}
  }

  /// An asset that is watched.
  public record Watched(AssetKey asset, Optional<Partitions> partitions) {}

  /// When materializations of several assets are enough to ask a sensor about a partition. An asset
  /// with shorter windows counts when all of those that make up the partition are there.
  public enum Match {
    /// As soon as one of the assets has a new value.
    ANY,
    /// When each of them has a new value since the sensor was last asked.
    ALL,
    /// As soon as one has a new value, once all have one.
    ANY_ONCE_ALL
  }
}
