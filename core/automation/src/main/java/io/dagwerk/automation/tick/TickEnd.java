package io.dagwerk.automation.tick;

import io.dagwerk.model.ChangeKeys;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// How an attempt at a tick ends.
public sealed interface TickEnd {
  /// Most runs that one tick may ask for; one that asks for more fails.
  int MOST_RUNS = 10_000;

  /// It asked for something that is new.
  ///
  /// @param runs to be queued, in this order
  /// @param keys changes of dynamic partitions, made before the runs are queued
  /// @param dropped the run keys that were asked for before
  record Succeeded(List<LaunchRun> runs, List<ChangeKeys> keys, List<String> dropped)
      implements TickEnd {
    public Succeeded {
      runs = List.copyOf(runs);
      keys = List.copyOf(keys);
      dropped = List.copyOf(dropped);
    }
  }

  /// It asked for nothing, or for nothing new.
  record Skipped(String reason) implements TickEnd {}

  /// Its function failed.
  ///
  /// @param retryAt when it is tried again; empty when it is given up
  record Failed(ErrorInfo error, Optional<Instant> retryAt) implements TickEnd {}

  /// The end that an evaluation leads to.
  ///
  /// @param wasAsked whether a run key was asked for by an earlier tick of the same schedule or
  ///   sensor
  /// @param retryAt when the tick is tried again if the evaluation failed
  static TickEnd of(Evaluation evaluation, Predicate<String> wasAsked, Optional<Instant> retryAt) {
    return switch (evaluation) {
      case Evaluation.Skipped(String reason, _) -> new Skipped(reason);
      case Evaluation.Failed(ErrorInfo error) -> new Failed(error, retryAt);
      case Evaluation.Requested requested when requested.runs().size() > MOST_RUNS ->
          new Failed(tooMany(requested.runs().size()), Optional.empty());
      case Evaluation.Requested requested -> ofRequests(requested, wasAsked);
    };
  }

  private static ErrorInfo tooMany(int runs) {
    return ErrorInfo.ofMessage(
        "TooManyRuns",
        "a tick asks for at most %,d runs, but found %,d; ask for the rest at later ticks, or start a backfill"
            .formatted(MOST_RUNS, runs));
  }

  private static TickEnd ofRequests(Evaluation.Requested requested, Predicate<String> wasAsked) {
    List<LaunchRun> fresh = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (LaunchRun run : requested.runs()) {
      boolean isNew = run.key().map(key -> !wasAsked.test(key) && seen.add(key)).orElse(true);
      if (isNew) {
        fresh.add(run);
      } else {
        dropped.add(run.key().orElseThrow());
      }
    }
    if (fresh.isEmpty() && requested.keys().isEmpty()) {
      return new Skipped(
          dropped.isEmpty()
              ? "no run was asked for"
              : "all %d runs were asked for before: %s".formatted(dropped.size(), shown(dropped)));
    }
    return new Succeeded(fresh, requested.keys(), dropped);
  }

  private static String shown(List<String> keys) {
    int most = 5;
    String first = String.join(", ", keys.subList(0, Math.min(most, keys.size())));
    return keys.size() > most ? first + ", ..." : first;
  }
}
