package io.dagwerk.execution;

import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import io.dagwerk.plan.Upstream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/// An attempt on its own thread. Confined to the loop's thread, but for what runs on its own.
final class Attempt {
  private final ReadyStep step;
  private final Instant startedAt;
  private final GatedSink events;
  private final Thread thread;
  private Optional<Timer.Alarm> alarm = Optional.empty();
  private boolean expired;

  /// @param ended called on the attempt's thread as its last act
  Attempt(
      ReadyStep step,
      Upstream upstream,
      Instant startedAt,
      ActiveRun.Surroundings around,
      BiConsumer<Attempt, Ending> ended) {
    this.step = step;
    this.startedAt = startedAt;
    this.events = new GatedSink(around.events());
    StepAttempt attempt =
        new StepAttempt(step.step(), step.key(), step.attempt(), upstream, events);
    Thread.Builder threads =
        step.step().options().cpuBound() ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    this.thread =
        threads
            .name(step.key().toString())
            .unstarted(() -> ended.accept(this, run(around.body(), attempt)));
  }

  private static Ending run(StepBody body, StepAttempt attempt) {
    try {
      return new Ending.Came(body.run(attempt));
    } catch (InterruptedException e) {
      return new Ending.Interrupted(e);
    } catch (Throwable e) {
      return new Ending.Broke(e);
    }
  }

  void start() {
    thread.start();
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

  /// Rings when it has taken too long.
  void alarm(Timer.Alarm next) {
    alarm = Optional.of(next);
  }

  /// Asks it to stop, because it has taken too long.
  void expire() {
    expired = true;
    thread.interrupt();
  }

  boolean isExpired() {
    return expired;
  }

  void interrupt() {
    thread.interrupt();
  }

  /// Lets go of it: nothing that it still does is heard.
  void close() {
    alarm.ifPresent(Timer.Alarm::cancel);
    events.close();
  }

  /// How an attempt's thread came back.
  sealed interface Ending {
    record Came(StepResult result) implements Ending {}

    record Interrupted(InterruptedException thrown) implements Ending {}

    /// The engine is at fault.
    record Broke(Throwable thrown) implements Ending {}
  }
}
