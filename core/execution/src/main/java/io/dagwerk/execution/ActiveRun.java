package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ProgressBuilder;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.random.RandomGenerator;

/// One run between its first and its last event. Decides nothing: [ProgressBuilder] says what may
/// start and what follows, [AttemptEnd] what an attempt came to. Confined to the loop's thread; all
/// others speak to it through its inbox.
final class ActiveRun {
  private final ExecuteRun request;
  private final RunOptions options;
  private final Surroundings around;
  private final Timer timer;
  private final ProgressBuilder progress;
  private final Instant startedAt;
  private final Inbox inbox = new Inbox();
  private final SequencedSet<Attempt> attempts = new LinkedHashSet<>();
  private final SequencedSet<Hooks> hooks = new LinkedHashSet<>();
  private final List<Timer.Alarm> alarms = new ArrayList<>();
  private Optional<RetryAlarm> retryAlarm = Optional.empty();
  private Optional<Halt> halt = Optional.empty();

  ActiveRun(ExecuteRun request, Surroundings around) {
    this.request = request;
    this.options = request.options();
    this.around = around;
    this.timer = around.timer();
    this.progress = ProgressBuilder.resumedFrom(request.plan(), request.log());
    this.startedAt = startedBefore().orElseGet(timer::now);
  }

  /// What a run works with; see [RunLoop].
  record Surroundings(
      StepBody body, EventSink events, Runnable beforeEnd, Timer timer, RandomGenerator chance) {}

  RunOutcome run() {
    try {
      try {
        begin();
        turnUntilOver();
      } finally {
        letGo();
        closeResources();
      }
      return end();
    } finally {
      inbox.restoreInterrupt();
    }
  }

  private Optional<Instant> startedBefore() {
    return request.log().stream()
        .filter(recorded -> recorded.event() instanceof Event.RunStarted)
        .map(RecordedEvent::at)
        .findFirst();
  }

  private void begin() {
    if (startedBefore().isEmpty()) {
      log(new Event.RunStarted());
    }
    halt = progress.canceling().map(Halt.Canceled::new);
    progress.settle(timer.now()).forEach(this::log);
    request
        .cancellation()
        .onCancel(reason -> inbox.add(new Signal.Stop(new Halt.Canceled(reason))));
    options.timeout().ifPresent(this::stopAfter);
  }

  private void stopAfter(Duration timeout) {
    String reason = "the run took longer than its timeout of " + timeout;
    Halt late = new Halt.Broken(reason, Optional.empty());
    alarms.add(ring(startedAt.plus(timeout), new Signal.Stop(late)));
  }

  private Timer.Alarm ring(Instant due, Signal signal) {
    Duration left = Duration.between(timer.now(), due);
    return timer.after(left.isNegative() ? Duration.ZERO : left, () -> inbox.add(signal));
  }

  private void turnUntilOver() {
    while (true) {
      for (Optional<Signal> heard = inbox.poll(); heard.isPresent(); heard = inbox.poll()) {
        heard.ifPresent(this::hear);
      }
      startReady();
      if (progress.isFinished() && attempts.isEmpty() && hooks.isEmpty()) {
        return;
      }
      awaitRetry();
      hear(inbox.take());
    }
  }

  /// A free place is what a retry is awaited for; without one, an end will be heard first.
  private void awaitRetry() {
    Optional<Instant> due = progress.nextDue();
    if (attempts.isEmpty() && hooks.isEmpty() && due.isEmpty()) {
      throw new IllegalStateException("no step can go on, but not all have ended");
    }
    if (hasFreePlace() && !due.equals(retryAlarm.map(RetryAlarm::due))) {
      retryAlarm.ifPresent(before -> before.alarm().cancel());
      retryAlarm = due.map(when -> new RetryAlarm(when, ring(when, new Signal.RetryDue())));
    }
  }

  private record RetryAlarm(Instant due, Timer.Alarm alarm) {}

  private void startReady() {
    while (halt.isEmpty() && hasFreePlace()) {
      Optional<ReadyStep> next = progress.nextReady(timer.now());
      if (next.isEmpty()) {
        break;
      }
      startOrReuse(next.orElseThrow());
    }
  }

  private boolean hasFreePlace() {
    return attempts.size() + hooks.size() < options.mostParallel();
  }

  private void startOrReuse(ReadyStep step) {
    step.reuse()
        .filter(_ -> canReuse(step))
        .ifPresentOrElse(reuse -> reuse(step, reuse), () -> start(step));
  }

  /// What cannot be checked is run.
  private boolean canReuse(ReadyStep step) {
    try {
      return around.body().canReuse(step.step().reusing(step.reuse()), step.key());
    } catch (RuntimeException e) {
      String message = "cannot see whether stored outputs are still there; the step runs";
      log(
          new Event.Logged(
              Optional.of(step.key()),
              Event.Level.WARN,
              "dagwerk",
              message,
              Optional.of(ErrorInfo.of(e))));
      return false;
    }
  }

  private void reuse(ReadyStep step, Plan.Reuse reuse) {
    if (step.step().kind() == NodeKind.FAN_OUT) {
      record(new Event.StepFannedOut(step.key(), reuse.mappingKeys()));
    }
    List<String> outputs = List.copyOf(reuse.outputs().sequencedKeySet());
    record(new Event.StepReused(step.key(), reuse.origin(), reuse.version(), outputs));
  }

  private void start(ReadyStep step) {
    record(
        step.attempt() == 1
            ? new Event.StepStarted(step.key())
            : new Event.StepRestarted(step.key(), step.attempt()));
    Instant now = timer.now();
    Attempt attempt =
        new Attempt(
            step,
            progress.upstream(step.key()),
            now,
            around,
            (ended, ending) -> inbox.add(new Signal.AttemptEnded(ended, ending)));
    attempts.add(attempt);
    step.step()
        .options()
        .timeout()
        .ifPresent(most -> attempt.alarm(ring(now.plus(most), new Signal.AttemptExpired(attempt))));
    attempt.start();
  }

  private void hear(Signal signal) {
    switch (signal) {
      case Signal.AttemptEnded(Attempt attempt, Attempt.Ending ending) -> {
        if (attempts.contains(attempt)) {
          end(attempt, ending);
        }
      }
      case Signal.HooksEnded(Hooks ended) -> hooks.remove(ended);
      case Signal.AttemptExpired(Attempt attempt) -> {
        if (attempts.contains(attempt)) {
          attempt.expire();
          attempt.alarm(ring(timer.now().plus(options.grace()), new Signal.AttemptStuck(attempt)));
        }
      }
      case Signal.AttemptStuck(Attempt attempt) -> {
        if (attempts.contains(attempt)) {
          end(attempt, judge(attempt).stuck());
        }
      }
      case Signal.RetryDue _ -> retryAlarm = Optional.empty();
      case Signal.Stop(Halt why) -> stop(why);
      case Signal.GraceOver _ -> leaveBehind();
    }
  }

  private void end(Attempt attempt, Attempt.Ending ending) {
    boolean engineBroke = halt.isEmpty() && ending instanceof Attempt.Ending.Broke;
    AttemptEnd judge = judge(attempt);
    end(attempt, attempt.isExpired() && !engineBroke ? judge.expired() : judge.of(ending));
    if (ending instanceof Attempt.Ending.Broke(Throwable thrown)) {
      ErrorInfo error = ErrorInfo.of(thrown);
      String reason =
          "the engine failed in step '%s': %s".formatted(attempt.key(), error.summary());
      stop(new Halt.Broken(reason, Optional.of(error)));
    }
  }

  private AttemptEnd judge(Attempt attempt) {
    StepKey key = attempt.key();
    int used = progress.state(key) instanceof StepState.Running(_, int retries) ? retries : 0;
    RetryRule retry =
        new RetryRule(
            options.retries(),
            attempt.step().step().options().retry(),
            used,
            around.chance().nextDouble());
    Duration took = Duration.between(attempt.startedAt(), timer.now());
    return new AttemptEnd(attempt.step(), took, retry, halt);
  }

  private void end(Attempt attempt, List<Event.OfStep> events) {
    attempts.remove(attempt);
    attempt.close();
    events.forEach(this::record);
    Hooks after =
        new Hooks(
            around.body(),
            attempt.key(),
            events.getLast(),
            around.events(),
            ended -> inbox.add(new Signal.HooksEnded(ended)));
    hooks.add(after);
    after.start();
  }

  private void stop(Halt why) {
    if (halt.isPresent()) {
      return;
    }
    halt = Optional.of(why);
    record(new Event.RunCanceling(why.reason()));
    attempts.forEach(Attempt::interrupt);
    alarms.add(ring(timer.now().plus(options.grace()), new Signal.GraceOver()));
  }

  /// Steps that ignore the interrupt are canceled as far as the run is concerned, and their late
  /// events are refused.
  private void leaveBehind() {
    String reason =
        "%s; it did not stop within %s and was left behind"
            .formatted(halt.map(Halt::reason).orElse(""), options.grace());
    for (Attempt attempt : attempts) {
      attempt.close();
      record(new Event.StepCanceled(attempt.key(), reason));
    }
    attempts.clear();
    hooks.forEach(Hooks::leave);
    hooks.clear();
  }

  private void record(Event event) {
    log(event);
    progress.apply(event, timer.now()).forEach(this::log);
  }

  private void log(Event event) {
    around.events().append(event);
  }

  /// Nothing is left running or ringing; on the good path nothing was.
  private void letGo() {
    alarms.forEach(Timer.Alarm::cancel);
    retryAlarm.ifPresent(waiting -> waiting.alarm().cancel());
    for (Attempt attempt : attempts) {
      attempt.close();
      attempt.interrupt();
    }
    hooks.forEach(Hooks::leave);
  }

  private void closeResources() {
    try {
      around.beforeEnd().run();
    } catch (RuntimeException e) {
      log(
          new Event.Logged(
              Optional.empty(),
              Event.Level.ERROR,
              "dagwerk",
              "closing what the run had opened failed",
              Optional.of(ErrorInfo.of(e))));
    }
  }

  private RunOutcome end() {
    List<StepKey> failed = progress.progress().failed();
    RunOutcome outcome =
        halt.map(why -> why.outcome(failed))
            .or(progress.progress()::outcome)
            .orElseThrow(() -> new IllegalStateException("the run ended before its steps"));
    log(
        switch (outcome) {
          case RunOutcome.Succeeded _ ->
              new Event.RunSucceeded(Duration.between(startedAt, timer.now()));
          case RunOutcome.Failed(String reason, _, Optional<ErrorInfo> error) ->
              new Event.RunFailed(reason, error);
          case RunOutcome.Canceled(String reason) -> new Event.RunCanceled(reason);
        });
    return outcome;
  }
}
