package io.dagwerk.graphql;

import io.dagwerk.daemon.PastRuns;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When the steps of some runs were ready, by the plans of the runs.
///
/// @param isWhole whether no run was left out
record Waiting(Map<RunId, Map<StepKey, Instant>> ready, boolean isWhole) {
  /// The most plans that are decoded for it, each of which may have tens of thousands of steps.
  static final int MOST_PLANS = 100;

  static final Waiting NOT_ASKED = new Waiting(Map.of(), true);

  /// Runs of the same work share a plan, which is decoded once, and then forgotten.
  ///
  /// @param runs the newest first
  static Waiting of(PastRuns past, List<StoredRun> runs, RunHistory.Steps steps) {
    Map<ContentHash, List<StoredRun>> byPlan = new LinkedHashMap<>();
    runs.stream()
        .filter(run -> !steps.of(run.id()).isEmpty())
        .forEach(run ->
            byPlan
                .computeIfAbsent(run.run().work().contents().plan(), _ -> new ArrayList<>())
                .add(run));
    Map<RunId, Map<StepKey, Instant>> ready = new HashMap<>();
    byPlan.values().stream()
        .limit(MOST_PLANS)
        .forEach(some ->
            past.plan(some.getFirst())
                .ifPresent(plan ->
                    some.forEach(
                        run -> ready.put(run.id(), ready(plan, run, steps.of(run.id()))))));
    return new Waiting(ready, byPlan.size() <= MOST_PLANS);
  }

  Optional<Instant> ready(RunId run, StepKey step) {
    return Optional.ofNullable(ready.getOrDefault(run, Map.of()).get(step));
  }

  /// When all that each step needed had ended.
  private static Map<StepKey, Instant> ready(Plan plan, StoredRun run, List<StoredStep> steps) {
    Map<StepKey, Instant> ended = new HashMap<>();
    steps.forEach(step -> step.ended().ifPresent(end -> ended.put(step.step(), end)));
    Map<StepKey, Instant> ready = new HashMap<>();
    Upstreams.of(plan, steps.stream().map(StoredStep::step).toList())
        .byStep()
        .forEach((step, before) -> {
          if (ended.keySet().containsAll(before)) {
            before.stream()
                .flatMap(each -> Optional.ofNullable(ended.get(each)).stream())
                .max(Comparator.naturalOrder())
                .filter(
                    last -> run.times().started().map(start -> start.isBefore(last)).orElse(true))
                .or(() -> run.times().started())
                .ifPresent(at -> ready.put(step, at));
          }
        });
    return ready;
  }
}
