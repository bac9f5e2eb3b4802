package io.dagwerk.automation.schedule;

import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.Dynamic;
import io.dagwerk.model.Partitions.Fixed;
import io.dagwerk.model.Partitions.Product;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.ScheduleSnapshot.Timing;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The rule of what a tick of a schedule asks for, and of the tags that its runs have.
public final class ScheduledRuns {
  private ScheduledRuns() {}

  /// What a tick asks for when no function decides. It depends on the time that the schedule names
  /// and not on the time at which it is asked.
  ///
  /// @param dynamicKeys the present keys of dynamic definitions, by name
  /// @throws IllegalArgumentException when the schedule has a function
  public static Evaluation evaluate(
      ScheduleSnapshot schedule, Instant at, SequencedMap<String, List<PartitionKey>> dynamicKeys) {
    LaunchRun run = LaunchRun.ofJob(schedule.job()).tagged(schedule.tags());
    return switch (schedule.asks()) {
      case RUN -> requested(List.of(run));
      case PARTITIONS -> partitions(schedule, at, dynamicKeys, run);
      case DECISION ->
          throw new IllegalArgumentException(
              "expected a schedule without a function, but found '%s'; ask its function"
                  .formatted(schedule.name()));
    };
  }

  /// The evaluation with the tags that say where its runs come from.
  public static Evaluation tagged(ScheduleSnapshot schedule, Instant at, Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Requested(var runs, var keys, var cursor) ->
          new Evaluation.Requested(
              runs.stream().map(run -> run.tagged(tags(schedule, at, run))).toList(), keys, cursor);
      case Evaluation.Skipped _, Evaluation.Failed _ -> evaluation;
    };
  }

  private static SequencedMap<String, String> tags(
      ScheduleSnapshot schedule, Instant at, LaunchRun run) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put(RunTags.SCHEDULE, schedule.name());
    tags.put(RunTags.SCHEDULED_AT, at.toString());
    run.key().ifPresent(key -> tags.put(RunTags.RUN_KEY, key));
    return tags;
  }

  private static Evaluation partitions(
      ScheduleSnapshot schedule,
      Instant at,
      SequencedMap<String, List<PartitionKey>> dynamicKeys,
      LaunchRun run) {
    if (schedule.partitions().isEmpty()) {
      return new Evaluation.Skipped(
          "job '%s' makes no partitions".formatted(schedule.job()), Optional.empty());
    }
    Duration offset =
        schedule.timing() instanceof Timing.WindowEnds ends ? ends.offset() : Duration.ZERO;
    Partitions definition = visible(schedule.partitions().get());
    PartitionSets sets = new PartitionSets(at.minus(offset), dynamicKeys);
    Optional<Windows> windows = Partitioning.windows(definition);
    List<PartitionKey> keys =
        windows.isPresent()
            ? complete(definition, windows.get(), sets)
            : sets.of(definition).keys().toList();
    if (keys.isEmpty()) {
      return new Evaluation.Skipped(
          "no partition is complete: there are " + sets.of(definition).describe(),
          Optional.empty());
    }
    // A window is run once, whenever it is asked for; any other key at each tick.
    String prefix = windows.isPresent() ? "" : at + " ";
    return requested(keys.stream().map(key -> run.keyed(prefix + key).on(List.of(key))).toList());
  }

  /// The partitions of the window that has ended last.
  private static List<PartitionKey> complete(
      Partitions definition, Windows windows, PartitionSets sets) {
    PartitionSet set = sets.of(windows);
    Optional<PartitionKey> last = set.last();
    if (last.isEmpty() || !(definition instanceof Product)) {
      return last.stream().toList();
    }
    return new PartitionMap(sets, Optional.of(windows), definition).related(last.get());
  }

  /// The definition without windows that have not ended.
  private static Partitions visible(Partitions definition) {
    return switch (definition) {
      case TimeWindows windows -> windows.ahead(Math.min(0, windows.bounds().ahead()));
      case CronWindows windows -> windows.ahead(Math.min(0, windows.bounds().ahead()));
      case Product product -> {
        SequencedMap<String, Partitions> dimensions = new LinkedHashMap<>();
        product.dimensions().forEach((name, each) -> dimensions.put(name, visible(each)));
        yield new Product(dimensions);
      }
      case Fixed _, Dynamic _ -> definition;
    };
  }

  private static Evaluation requested(List<LaunchRun> runs) {
    return new Evaluation.Requested(runs, List.of(), Optional.empty());
  }
}
