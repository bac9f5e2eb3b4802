package io.dagwerk.execution;

import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Needs;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StepEnd;
import io.dagwerk.definitions.StepSettings.AttachedHook;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;

/// The hooks of steps: those of the step first, then of the graphs around it, then of the job. Each
/// hook runs once for an end, however often it is attached. Thread-safe.
final class HookRunner {
  private final RunFacts run;
  private final BoundConfigs configs;
  private final OpenResources resources;
  private final Map<Node, SequencedSet<AttachedHook>> attached = new ConcurrentHashMap<>();

  HookRunner(RunFacts run, BoundConfigs configs, OpenResources resources) {
    this.run = run;
    this.configs = configs;
    this.resources = resources;
  }

  /// Those that follow an attempt, of which only the ones that wait for such an end are called.
  List<HookTurn> turns(FinishedAttempt finished) {
    Optional<Hook.End> end = endOf(finished.end());
    if (end.isEmpty()) {
      return List.of();
    }
    Node node = run.node(finished.key().node());
    List<HookTurn> turns = new ArrayList<>();
    for (AttachedHook each : attached.computeIfAbsent(node, some -> Needs.hooks(run.job(), some))) {
      Hook hook = each.hook();
      if (each.end() == end.get()) {
        turns.add(
            new HookTurn.Due(
                hook.name(),
                permit -> {
                  LogScope scope = LogScope.of(run.run(), finished.key(), permit);
                  call(hook, stepEnd(end.get(), node, finished, scope), scope, permit);
                }));
      } else if (end.get() != Hook.End.RETRY) {
        turns.add(new HookTurn.Skipped(hook.name()));
      }
    }
    return turns;
  }

  private StepEnd stepEnd(Hook.End end, Node node, FinishedAttempt finished, LogScope scope) {
    return new StepEnd(
        end,
        run.job().name(),
        run.run(),
        finished.key(),
        finished.attempt(),
        configs.find(node),
        errorOf(finished.end()).map(new MaskedEvents(configs.secrets())::of),
        finished.exception(),
        delayOf(finished.end()),
        scope.logger());
  }

  private void call(Hook hook, StepEnd end, LogScope scope, Permit permit) throws Exception {
    List<Resource<?>> used = new ArrayList<>();
    for (Input<?> input : hook.compute().inputs()) {
      used.add((Resource<?>) input);
    }
    permit.onStop(() -> resources.suspect(used));
    List<Object> values = new ArrayList<>();
    for (Resource<?> resource : used) {
      values.add(resources.get(resource));
    }
    values.add(end);
    scope.call(() -> hook.compute().apply(values));
  }

  private static Optional<Hook.End> endOf(Event.OfStep end) {
    return switch (end) {
      case Event.StepSucceeded _ -> Optional.of(Hook.End.SUCCESS);
      case Event.StepFailed _ -> Optional.of(Hook.End.FAILURE);
      case Event.StepWaitingToRetry _ -> Optional.of(Hook.End.RETRY);
      default -> Optional.empty();
    };
  }

  private static Optional<ErrorInfo> errorOf(Event.OfStep end) {
    return switch (end) {
      case Event.StepFailed failed -> Optional.of(failed.error());
      case Event.StepWaitingToRetry waiting -> Optional.of(waiting.error());
      default -> Optional.empty();
    };
  }

  private static Optional<Duration> delayOf(Event.OfStep end) {
    return end instanceof Event.StepWaitingToRetry waiting
        ? Optional.of(waiting.delay())
        : Optional.empty();
  }
}
