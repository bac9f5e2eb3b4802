package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Calls the hooks that follow the ends of attempts: those of one end one after the other, each
/// with a deadline of its own. Confined to the loop's thread.
final class HookTurns {
  private final Activities activities;
  private final RunOptions options;
  private final ActiveRun.Surroundings around;
  private final Consumer<Signal> inbox;

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
    call(finished.key(), around.body().hooks(finished));
  }

  void ended(RunningHook hook, Ending<String> ending) {
    goOn(hook, hook.ended(ending, options.hookTimeout()));
  }

  void stuck(RunningHook hook) {
    goOn(hook, hook.stuck(options.hookTimeout()));
  }

  private void goOn(RunningHook hook, Event.OfStep end) {
    around.events().append(end);
    call(hook.key(), hook.rest());
  }

  /// Starts the first that is due; its end leads to the next.
  private void call(StepKey key, List<HookTurn> turns) {
    for (int i = 0; i < turns.size(); i++) {
      switch (turns.get(i)) {
        case HookTurn.Skipped(String hook) ->
            around.events().append(new Event.HookSkipped(key, hook));
        case HookTurn.Due due -> {
          List<HookTurn> rest = turns.subList(i + 1, turns.size());
          activities.start(
              new RunningHook(key, due, rest, around, inbox), Optional.of(options.hookTimeout()));
          return;
        }
      }
    }
  }

  /// Says of a hook that was left behind, and of those whose turn had not come, that the run could
  /// not wait for them.
  void leftBehind(RunningHook hook, String why) {
    around.events().append(hook.leftBehind(why));
    for (HookTurn turn : hook.rest()) {
      around
          .events()
          .append(
              switch (turn) {
                case HookTurn.Skipped(String name) -> new Event.HookSkipped(hook.key(), name);
                case HookTurn.Due(String name, _) -> RunningHook.notCalled(hook.key(), name, why);
              });
    }
  }
}
