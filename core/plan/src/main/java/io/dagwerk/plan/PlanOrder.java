package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Puts steps in topological order, else leaving them as they are.
final class PlanOrder {
  private final SequencedMap<StepKey, Plan.Step> steps;
  private final Map<StepKey, Boolean> isDone = new HashMap<>();
  private final List<Plan.Step> ordered = new ArrayList<>();
  private final Deque<Visit> path = new ArrayDeque<>();

  private record Visit(Plan.Step step, Iterator<StepKey> before) {}

  private PlanOrder(SequencedMap<StepKey, Plan.Step> steps) {
    this.steps = steps;
  }

  /// The steps in order.
  ///
  /// @throws PlanProblem when some wait for each other
  static List<Plan.Step> sort(List<Plan.Step> steps) {
    SequencedMap<StepKey, Plan.Step> byKey = new LinkedHashMap<>();
    steps.forEach(step -> byKey.put(step.key(), step));
    PlanOrder order = new PlanOrder(byKey);
    byKey.values().forEach(order::visit);
    return order.ordered;
  }

  /// The steps that a step waits for, whether or not they are in the plan.
  static Stream<StepKey> before(Plan.Step step) {
    Stream<StepKey> read =
        step.inputs().values().stream().flatMap(InputSource::leaves).flatMap(PlanOrder::read);
    Stream<StepKey> around = step.fanOuts().stream().map(StepKey::of);
    return Stream.of(read, step.after().stream(), around).flatMap(keys -> keys);
  }

  private static Stream<StepKey> read(InputSource leaf) {
    return switch (leaf) {
      case InputSource.FromStep(StepKey step, _) -> Stream.of(step);
      case InputSource.Collected(StepKey fanOut, StepKey branch, _) -> Stream.of(fanOut, branch);
      case InputSource.Element(StepKey fanOut) -> Stream.of(fanOut);
      case InputSource.FromStore _,
          InputSource.FanIn _,
          InputSource.FromPartitions _,
          InputSource.External _,
          InputSource.Absent _ ->
          Stream.empty();
    };
  }

  private void visit(Plan.Step start) {
    enter(start);
    while (!path.isEmpty()) {
      Visit visit = path.getLast();
      if (visit.before().hasNext()) {
        Optional.ofNullable(steps.get(visit.before().next())).ifPresent(this::enter);
      } else {
        path.removeLast();
        isDone.put(visit.step().key(), true);
        ordered.add(visit.step());
      }
    }
  }

  private void enter(Plan.Step step) {
    Optional<Boolean> known = Optional.ofNullable(isDone.get(step.key()));
    if (known.isEmpty()) {
      isDone.put(step.key(), false);
      path.addLast(new Visit(step, before(step).iterator()));
    } else if (!known.get()) {
      throw new PlanProblem("steps wait for each other: " + cycle(step.key()));
    }
  }

  private String cycle(StepKey repeated) {
    List<String> names =
        path.stream()
            .map(visit -> visit.step().key())
            .dropWhile(key -> !key.equals(repeated))
            .map(StepKey::toString)
            .toList();
    return String.join(" reads ", names) + " reads " + repeated;
  }
}
