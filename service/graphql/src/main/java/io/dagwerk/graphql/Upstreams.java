package io.dagwerk.graphql;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Which steps of a run had to end before each of them, by its plan. What is inside a fan-out is a
/// template there: its steps wait for those of the same branch, and what collects them for all
/// branches that are known. Pure.
///
/// @param byStep the steps of the run, in their order, with those that they waited for
record Upstreams(SequencedMap<StepKey, List<StepKey>> byStep) {
  /// A template, and the keys of the outermost fan-outs around some of its steps.
  private record Branch(StepKey template, List<String> keys) {}

  /// @param steps of the run that are known
  static Upstreams of(Plan plan, Collection<StepKey> steps) {
    Map<Branch, SequencedSet<StepKey>> known = new HashMap<>();
    Map<StepKey, Plan.Step> planned = new HashMap<>();
    for (StepKey step : steps) {
      find(plan, step)
          .ifPresent(of -> {
            planned.put(step, of);
            for (int i = 0; of.isTemplate() && i <= step.keys().size(); i++) {
              Branch branch = new Branch(of.key(), List.copyOf(step.keys().subList(0, i)));
              known.computeIfAbsent(branch, _ -> new LinkedHashSet<>()).add(step);
            }
          });
    }
    SequencedMap<StepKey, List<StepKey>> byStep = new LinkedHashMap<>();
    for (StepKey step : steps) {
      Plan.Step of = planned.get(step);
      byStep.put(
          step,
          of == null
              ? List.of()
              : needed(of)
                  .flatMap(key -> Optional.ofNullable(plan.steps().get(key)).stream())
                  .flatMap(before -> instances(step, of, before, known))
                  .distinct()
                  .toList());
    }
    return new Upstreams(byStep);
  }

  /// The step as it is planned; of a step inside a fan-out its template.
  private static Optional<Plan.Step> find(Plan plan, StepKey step) {
    return Optional.ofNullable(plan.steps().get(step))
        .or(() -> Optional.ofNullable(plan.steps().get(StepKey.of(step.node()))));
  }

  /// Also those of which nothing is known yet, as far as the plan says that they are to come: all
  /// but other branches of a fan-out.
  private static Stream<StepKey> instances(
      StepKey step, Plan.Step of, Plan.Step before, Map<Branch, SequencedSet<StepKey>> known) {
    if (!before.isTemplate()) {
      return Stream.of(before.key());
    }
    int shared = shared(of.fanOuts(), before.fanOuts());
    List<String> branch = step.keys().subList(0, Math.min(shared, step.keys().size()));
    return shared == before.fanOuts().size()
        ? Stream.of(before.key().withKeys(branch))
        : known.getOrDefault(new Branch(before.key(), branch), new LinkedHashSet<>()).stream();
  }

  private static int shared(List<String> some, List<String> others) {
    int shared = 0;
    while (shared < Math.min(some.size(), others.size())
        && some.get(shared).equals(others.get(shared))) {
      shared++;
    }
    return shared;
  }

  /// The keys, as they are planned, of what a step reads or comes after.
  static Stream<StepKey> needed(Plan.Step step) {
    Stream<StepKey> read =
        step.inputs().values().stream().flatMap(InputSource::leaves).flatMap(Upstreams::stepsOf);
    return Stream.concat(read, step.after().stream()).distinct();
  }

  private static Stream<StepKey> stepsOf(InputSource source) {
    return switch (source) {
      case InputSource.FromStep from -> Stream.of(from.step());
      case InputSource.Element element -> Stream.of(element.fanOut());
      case InputSource.Collected all -> Stream.of(all.fanOut(), all.branch());
      case InputSource.FanIn _,
          InputSource.FromPartitions _,
          InputSource.FromStore _,
          InputSource.External _,
          InputSource.Absent _ ->
          Stream.empty();
    };
  }
}
