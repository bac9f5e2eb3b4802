package io.dagwerk.automation.backfill;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.Ordered;
import io.dagwerk.plan.PlanRequest.Targets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What a backfill is asked for. Immutable.
///
/// ```java
/// BackfillRequest.of(new Target.OfAssets("daily_delays+"), new Targets.Every()).limitedTo(limits)
/// BackfillRequest.of(
///     new Target.OfAssets("daily_delays+"), new Targets.Text("2001-01-01...2001-01-15,2001-02-01"))
/// ```
///
/// @param target the assets to make: those of a job, a part of them, or any
/// @param partitions as keys of the partitioning that the first of the assets has that knows them;
///   other assets make those of the same time
/// @param config of every run
/// @param tags of every run
public record BackfillRequest(
    Target target,
    Targets partitions,
    Only only,
    Limits limits,
    ConfigTree config,
    SequencedMap<String, String> tags) {
  public BackfillRequest {
    tags = Ordered.copyOf(tags);
  }

  /// Which of the partitions are made.
  public enum Only {
    /// All of them.
    ALL,
    /// Those without a value. One that has got a value by its turn is skipped.
    MISSING,
    /// Those that the last run which was to make them did not make. One that has been made by its
    /// turn is skipped.
    FAILED,
    /// Those whose step has no stored outputs of its version.
    STALE
  }

  /// How many runs the backfill makes, and how many of them at once.
  ///
  /// @param partitionsPerRun most partitions that one run makes
  /// @param runsAtOnce most runs that are queued or running
  public record Limits(int partitionsPerRun, int runsAtOnce) {
    /// A run for each partition, ten at once.
    public static final Limits EACH = new Limits(1, 10);

    /// All partitions that can be made together in one run.
    public static final Limits SINGLE_RUN = new Limits(Integer.MAX_VALUE, 1);

    public Limits {
      if (partitionsPerRun < 1 || runsAtOnce < 1) {
        throw new IllegalArgumentException(
            "a backfill has runs of at least one partition, at least one at once, but found %d and %d"
                .formatted(partitionsPerRun, runsAtOnce));
      }
    }
  }

  /// All of these partitions, a run for each.
  public static BackfillRequest of(Target target, Targets partitions) {
    return new BackfillRequest(
        target, partitions, Only.ALL, Limits.EACH, ConfigTree.empty(), new LinkedHashMap<>());
  }

  public BackfillRequest only(Only some) {
    return new BackfillRequest(target, partitions, some, limits, config, tags);
  }

  public BackfillRequest limitedTo(Limits others) {
    return new BackfillRequest(target, partitions, only, others, config, tags);
  }

  public BackfillRequest config(ConfigTree document) {
    return new BackfillRequest(target, partitions, only, limits, document, tags);
  }

  public BackfillRequest tag(String key, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(tags);
    more.put(key, value);
    return new BackfillRequest(target, partitions, only, limits, config, more);
  }
}
