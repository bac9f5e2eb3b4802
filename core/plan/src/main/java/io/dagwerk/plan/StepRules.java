package io.dagwerk.plan;

import io.dagwerk.model.Event;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.StepState.Abandoned;
import io.dagwerk.plan.StepState.Canceled;
import io.dagwerk.plan.StepState.Failed;
import io.dagwerk.plan.StepState.FannedOut;
import io.dagwerk.plan.StepState.Pending;
import io.dagwerk.plan.StepState.Ready;
import io.dagwerk.plan.StepState.Reused;
import io.dagwerk.plan.StepState.Running;
import io.dagwerk.plan.StepState.Skipped;
import io.dagwerk.plan.StepState.Succeeded;
import io.dagwerk.plan.StepState.WaitingToRetry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The rules by which steps move on. Pure.
class StepRules {
  /// The state that an event leads to, or empty when it leads nowhere: the event does not move
  /// states, or the step is in a state in which it cannot happen. So a final state stays.
  Optional<StepState> next(StepState from, Event.OfStep event, Instant at) {
    return switch (event) {
      case Event.StepStarted _ when from instanceof Ready(int attempt, int retries) ->
          Optional.of(new Running(attempt, retries));
      case Event.StepRestarted restarted -> restart(from, restarted.attempt());
      case Event.StepWaitingToRetry waiting
          when from instanceof Running(int attempt, int retries) ->
          Optional.of(
              new WaitingToRetry(attempt, retries + 1, at.plus(waiting.delay()), waiting.error()));
      case Event.StepSucceeded succeeded when from instanceof Running ->
          Optional.of(new Succeeded(succeeded.outputs()));
      case Event.StepFailed failed when from instanceof Running ->
          Optional.of(new Failed(failed.error(), failed.kind()));
      case Event.StepReused reused when from instanceof Ready ->
          Optional.of(new Reused(reused.origin(), reused.outputs()));
      case Event.StepSkipped skipped when from instanceof Pending ->
          Optional.of(new Skipped(skipped.cause(), skipped.output()));
      case Event.StepAbandoned abandoned when from instanceof Pending ->
          Optional.of(new Abandoned(abandoned.cause()));
      case Event.StepCanceled canceled when !from.isFinal() ->
          Optional.of(new Canceled(canceled.reason()));
      case Event.StepStarted _,
          Event.StepWaitingToRetry _,
          Event.StepSucceeded _,
          Event.StepFailed _,
          Event.StepReused _,
          Event.StepSkipped _,
          Event.StepAbandoned _,
          Event.StepCanceled _,
          Event.StepFannedOut _,
          Event.InputLoaded _,
          Event.OutputStored _,
          Event.FactsReported _,
          Event.TypeChecked _,
          Event.AssetMaterialized _,
          Event.AssetObserved _,
          Event.CheckEvaluated _,
          Event.MaterializationPlanned _,
          Event.HookSucceeded _,
          Event.HookFailed _,
          Event.HookSkipped _,
          Event.PoolWaiting _,
          Event.PoolClaimed _ ->
          Optional.empty();
    };
  }

  /// A step that was running when its worker was lost is started again without a word between.
  private static Optional<StepState> restart(StepState from, int attempt) {
    return switch (from) {
      case Ready(int next, int retries) when attempt >= next ->
          Optional.of(new Running(attempt, retries));
      case Running(int before, int retries) when attempt > before ->
          Optional.of(new Running(attempt, retries));
      case WaitingToRetry(int before, int retries, _, _) when attempt > before ->
          Optional.of(new Running(attempt, retries));
      case Pending _,
          Ready _,
          Running _,
          WaitingToRetry _,
          Succeeded _,
          Failed _,
          Skipped _,
          Reused _,
          Abandoned _,
          Canceled _,
          FannedOut _ ->
          Optional.empty();
    };
  }

  /// The step to blame when nothing after a step in this state can run; empty when it can.
  Optional<StepKey> blame(StepNode upstream) {
    return switch (upstream.state()) {
      case Failed _, Canceled _ -> Optional.of(upstream.key());
      case Abandoned(StepKey cause) -> Optional.of(cause);
      case Pending _, Ready _, Running _, WaitingToRetry _ -> Optional.empty();
      case Succeeded _, Skipped _, Reused _, FannedOut _ -> Optional.empty();
    };
  }

  /// What a step, all of whose upstreams came to a good end, lacks: the first of its inputs that
  /// has nothing to take its value from, by what should have given it.
  Optional<Skipped> gap(StepGraph graph, StepNode node) {
    if (node.isTemplate()) {
      return Optional.of(gapOf(graph.fanOutOf(node), Optional.empty()));
    }
    for (InputSource source : node.step().inputs().values()) {
      Optional<Skipped> gap = gapOf(graph, node, source);
      if (gap.isPresent()) {
        return gap;
      }
    }
    for (StepKey before : node.step().after()) {
      List<StepNode> upstreams = graph.afterOf(node, before);
      if (upstreams.stream().allMatch(one -> one.state() instanceof Skipped)) {
        return Optional.of(gapOf(upstreams.getFirst(), Optional.empty()));
      }
    }
    return Optional.empty();
  }

  /// An input has a value when one of its sources has: a fan-in takes what is there, an empty
  /// fan-out gives an empty list, and what is stored counts as an emitted output does.
  private static Optional<Skipped> gapOf(StepGraph graph, StepNode node, InputSource input) {
    Optional<Skipped> first = Optional.empty();
    for (InputSource leaf : (Iterable<InputSource>) input.leaves()::iterator) {
      switch (leaf) {
        case InputSource.FromStep(StepKey step, String output) -> {
          StepNode upstream = graph.upstreamOf(node, step);
          if (upstream.emitted(output)) {
            return Optional.empty();
          }
          first = first.or(() -> Optional.of(gapOf(upstream, Optional.of(output))));
        }
        case InputSource.Collected collected -> {
          List<StepNode> branches = graph.branchesOf(node, collected);
          if (branches.stream().anyMatch(branch -> gives(branch, collected.output()))) {
            return Optional.empty();
          }
          first =
              first.or(
                  () -> Optional.of(gapOf(branches.getFirst(), Optional.of(collected.output()))));
        }
        case InputSource.FromStore _, InputSource.External _, InputSource.Element _ -> {
          return Optional.empty();
        }
        case InputSource.Absent _, InputSource.FanIn _, InputSource.FromPartitions _ -> {}
      }
    }
    return first;
  }

  /// A template that is still there when all is done is one whose fan-out had no elements.
  private static boolean gives(StepNode branch, String output) {
    return branch.emitted(output) || branch.state() instanceof FannedOut;
  }

  private static Skipped gapOf(StepNode upstream, Optional<String> output) {
    return upstream.state() instanceof Skipped skipped
        ? skipped
        : new Skipped(upstream.key(), output.orElse(""));
  }
}
