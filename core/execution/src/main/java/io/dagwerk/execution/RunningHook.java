package io.dagwerk.execution;

import io.dagwerk.execution.HookTurn.Due;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.util.function.Consumer;

/// A hook that is called because an attempt has ended.
final class RunningHook extends Activity {
  private final StepKey key;
  private final Due turn;

  RunningHook(StepKey key, Due turn, ActiveRun.Surroundings around, Consumer<Signal> inbox) {
    super(Thread.ofVirtual().name("hook of " + key), around.events(), inbox);
    this.key = key;
    this.turn = turn;
  }

  @Override
  Signal work() {
    return new Signal.HookEnded(
        this,
        Ending.of(
            permit(),
            () -> {
              turn.call().run(permit());
              return turn.hook();
            }));
  }

  StepKey key() {
    return key;
  }

  /// The event of its end.
  ///
  /// @param longest how long it may have taken
  Event.OfStep ended(Ending<String> ending, Duration longest) {
    if (isExpired()) {
      return failed(late("it took longer than %s and was interrupted".formatted(longest)));
    }
    return ending
        .thrown()
        .<Event.OfStep>map(thrown -> failed(ErrorInfo.of(thrown)))
        .orElseGet(() -> new Event.HookSucceeded(key, turn.hook()));
  }

  /// The event when it did not stop.
  Event.OfStep stuck(Duration longest) {
    String what =
        "it took longer than %s and did not stop when it was interrupted".formatted(longest);
    return failed(late(what + ", so it was left behind"));
  }

  /// The event when the run could not wait for it any longer.
  Event.OfStep leftBehind(String why) {
    return failed(late(why));
  }

  /// The event of one whose turn does not come any more.
  static Event.OfStep notCalled(StepKey key, String hook, String why) {
    return new Event.HookFailed(key, hook, late("it was not called: " + why));
  }

  private Event.OfStep failed(ErrorInfo error) {
    return new Event.HookFailed(key, turn.hook(), error);
  }

  private static ErrorInfo late(String what) {
    return ErrorInfo.ofMessage("Timeout", what);
  }
}
