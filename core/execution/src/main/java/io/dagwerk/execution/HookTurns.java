package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// Calls the hooks that follow the ends of attempts: those of one step one after the other, in the
/// order of its attempts, each with a deadline of its own. Confined to the loop's thread.
final class HookTurns {
  private final Activities activities;
  private final RunOptions options;
  private final ActiveRun.Surroundings around;
  private final Consumer<Signal> inbox;

  /// Of each step with a running hook, what has its turn after it.
  private final Map<StepKey, Queue<HookTurn>> lines = new HashMap<>();

  HookTurns(
      Activities activities,
      RunOptions options,
      ActiveRun.Surroundings around,
      Consumer<Signal> inbox) {
    this.activities = activities;
    this.options = options;
    this.around = around;
    this.inbox = inbox;
  }

  void follow(FinishedAttempt finished) {
    StepKey key = finished.key();
    List<HookTurn> turns = around.body().hooks(finished);
    Optional.ofNullable(lines.get(key))
        .ifPresentOrElse(
            line -> line.addAll(turns),
            () -> {
              lines.put(key, new ArrayDeque<>(turns));
              callNext(key);
            });
  }

  void ended(RunningHook hook, Ending<String> ending) {
    goOn(hook, hook.ended(ending, options.hookTimeout()));
  }

  void stuck(RunningHook hook) {
    goOn(hook, hook.stuck(options.hookTimeout()));
  }

  private void goOn(RunningHook hook, Event.OfStep end) {
    around.events().append(end);
    callNext(hook.key());
  }

  /// Starts the first in the step's line that is due; its end leads to the next.
  private void callNext(StepKey key) {
    Queue<HookTurn> line = lines.getOrDefault(key, new ArrayDeque<>());
    while (!line.isEmpty()) {
      switch (line.remove()) {
        case HookTurn.Skipped(String hook) ->
            around.events().append(new Event.HookSkipped(key, hook));
        case HookTurn.Due due -> {
          activities.start(
              new RunningHook(key, due, around, inbox), Optional.of(options.hookTimeout()));
          return;
        }
      }
    }
    lines.remove(key);
  }

  /// Says of a hook that was left behind, and of those whose turn had not come, that the run could
  /// not wait for them.
  void leftBehind(RunningHook hook, String why) {
    around.events().append(hook.leftBehind(why));
    Optional.ofNullable(lines.remove(hook.key())).stream()
        .flatMap(Queue::stream)
        .forEach(turn -> around.events().append(notCalled(hook.key(), turn, why)));
  }

  private static Event notCalled(StepKey key, HookTurn turn, String why) {
    return switch (turn) {
      case HookTurn.Skipped(String name) -> new Event.HookSkipped(key, name);
      case HookTurn.Due(String name, _) -> RunningHook.notCalled(key, name, why);
    };
  }
}
