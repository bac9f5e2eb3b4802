package io.dagwerk.execution;

import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StepEnd;
import io.dagwerk.definitions.StepSettings.AttachedHook;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Runs the hooks of steps: those of the step first, then of the graphs around it, then of the job.
/// Each hook runs once for an end, however often it is attached. What one throws is an event.
/// Thread-safe.
final class HookRunner {
  private final RunFacts run;
  private final BoundConfigs configs;
  private final OpenResources resources;
  private final Map<StepKey, Throwable> thrown = new ConcurrentHashMap<>();
  private final Map<StepKey, Integer> attempts = new ConcurrentHashMap<>();

  HookRunner(RunFacts run, BoundConfigs configs, OpenResources resources) {
    this.run = run;
    this.configs = configs;
    this.resources = resources;
  }

  /// Remembers the exception of an attempt for the hooks that follow it.
  void threw(StepKey step, Throwable exception) {
    thrown.put(step, exception);
  }

  void run(Node node, StepKey key, Event.OfStep end, EventSink events) {
    int attempt = attempts.merge(key, 1, Integer::sum);
    Optional<Throwable> exception = Optional.ofNullable(thrown.remove(key));
    Optional<Hook.End> kind = kindOf(end);
    Set<AttachedHook> attached = RunNeeds.hooks(run.job(), node);
    if (kind.isEmpty() || attached.isEmpty()) {
      return;
    }
    for (AttachedHook each : attached) {
      if (each.end() != kind.get()) {
        if (kind.get() != Hook.End.RETRY) {
          events.append(new Event.HookSkipped(key, each.hook().name()));
        }
      } else {
        LogScope scope = LogScope.of(run.run(), key, events);
        StepEnd told = stepEnd(kind.get(), node, key, end, attempt, exception, scope);
        call(each.hook(), told, scope, events);
      }
    }
  }

  private StepEnd stepEnd(
      Hook.End kind,
      Node node,
      StepKey key,
      Event.OfStep end,
      int attempt,
      Optional<Throwable> exception,
      LogScope scope) {
    return new StepEnd(
        kind,
        run.job().name(),
        run.run(),
        key,
        attempt,
        configs.find(node),
        errorOf(end).map(new MaskedEvents(configs.secrets())::of),
        exception,
        delayOf(end),
        scope.logger());
  }

  private void call(Hook hook, StepEnd end, LogScope scope, EventSink events) {
    try {
      List<Object> values = new ArrayList<>();
      for (Input<?> input : hook.compute().inputs()) {
        values.add(resources.get((Resource<?>) input));
      }
      values.add(end);
      scope.call(() -> hook.compute().apply(values));
      events.append(new Event.HookSucceeded(end.step(), hook.name()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      events.append(new Event.HookFailed(end.step(), hook.name(), ErrorInfo.of(e)));
    } catch (Throwable e) {
      events.append(new Event.HookFailed(end.step(), hook.name(), ErrorInfo.of(e)));
    }
  }

  private static Optional<Hook.End> kindOf(Event.OfStep end) {
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
