package io.dagwerk.execution;

import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import java.util.function.Consumer;

/// Looks whether the stored outputs are still there that may stand in for a step.
final class Look extends Activity {
  private final ReadyStep step;
  private final StepBody body;

  Look(ReadyStep step, ActiveRun.Surroundings around, Consumer<Signal> inbox) {
    super(Thread.ofVirtual().name("look for " + step.key()), around.events(), inbox);
    this.step = step;
    this.body = around.body();
  }

  @Override
  Signal work() {
    return new Signal.LookEnded(
        this, Ending.of(permit(), () -> body.canReuse(step.withReuse(), step.key(), permit())));
  }

  ReadyStep step() {
    return step;
  }
}
