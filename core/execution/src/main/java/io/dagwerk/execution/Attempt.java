package io.dagwerk.execution;

import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import io.dagwerk.plan.Upstream;
import java.time.Instant;
import java.util.function.Consumer;

/// An attempt at a step.
final class Attempt extends Activity {
  private final ReadyStep step;
  private final Instant startedAt;
  private final StepBody body;
  private final StepAttempt attempt;

  Attempt(
      ReadyStep step,
      Upstream upstream,
      Instant startedAt,
      ActiveRun.Surroundings around,
      Consumer<Signal> inbox) {
    super(thread(step), around.events(), inbox);
    this.step = step;
    this.startedAt = startedAt;
    this.body = around.body();
    this.attempt =
        new StepAttempt(step.withReuse(), step.key(), step.attempt(), upstream, permit());
  }

  private static Thread.Builder thread(ReadyStep step) {
    String name = step.key().toString();
    return step.step().options().cpuBound()
        ? Thread.ofPlatform().daemon().name(name)
        : Thread.ofVirtual().name(name);
  }

  @Override
  Signal work() {
    return new Signal.AttemptEnded(this, Ending.of(permit(), () -> body.run(attempt)));
  }

  ReadyStep step() {
    return step;
  }

  StepKey key() {
    return step.key();
  }

  Instant startedAt() {
    return startedAt;
  }
}
