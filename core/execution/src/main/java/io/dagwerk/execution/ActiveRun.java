package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Halt;
import io.dagwerk.plan.ProgressBuilder;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.StepState;
import io.dagwerk.plan.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  private final Alarms alarms;
  private final Activities activities;
  private final HookTurns hooks;
  private final StepPools pools;
  private Optional<Halt> halt = Optional.empty();

  ActiveRun(ExecuteRun request, Surroundings around) {
    this.request = request;
    this.options = request.options();
    this.around = around;
    this.timer = around.timer();
    this.alarms = new Alarms(timer, inbox);
    this.activities = new Activities(alarms, options);
    this.hooks = new HookTurns(activities, options, around, inbox::add);
    this.pools = new StepPools(options.pools());
    this.progress = ProgressBuilder.resumedFrom(request.plan(), request.log());
    this.startedAt = startedBefore().orElseGet(timer::now);
  }

  /// What a run works with; see [RunLoop].
  record Surroundings(
      StepBody body, EventSink events, Runnable beforeEnd, Timer timer, RandomGenerator chance) {}

  RunOutcome run() {
    try {
      try (Cancellation.Listening _ = request.cancellation().listen(this::cancel)) {
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

  private void cancel(String reason) {
    inbox.add(new Signal.Stop(new Halt.Canceled(reason)));
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
    halt = progress.halt();
    progress.settle(timer.now()).forEach(this::log);
    options
        .timeout()
        .ifPresent(
            most -> alarms.ringInRun(startedAt.plus(Waits.bounded(most)), new Signal.RunExpired()));
  }

  private void turnUntilOver() {
    while (true) {
      for (Optional<Signal> heard = inbox.poll(); heard.isPresent(); heard = inbox.poll()) {
        heard.ifPresent(this::hear);
      }
      startReady();
      if (progress.isFinished() && activities.isEmpty()) {
        return;
      }
      awaitRetry();
      hear(inbox.take());
    }
  }

  /// A free place is what a retry is awaited for; without one, an end will be heard first.
  private void awaitRetry() {
    Optional<Instant> due = progress.nextDue();
    if (activities.isEmpty() && due.isEmpty()) {
      throw new IllegalStateException("no step can go on, but not all have ended");
    }
    if (activities.hasFreePlace()) {
      alarms.awaitRetry(due);
    }
  }

  private void hear(Signal signal) {
    switch (signal) {
      case Signal.AttemptEnded(Attempt attempt, Ending<StepResult> ending)
          when activities.end(attempt) ->
          attemptEnded(attempt, ending);
      case Signal.LookEnded(Look look, Ending<Boolean> ending) when activities.end(look) ->
          lookEnded(look, ending);
      case Signal.HookEnded(RunningHook hook, Ending<String> ending) when activities.end(hook) ->
          hooks.ended(hook, ending);
      case Signal.Stuck(Activity activity) when activities.end(activity) -> goOnWithout(activity);
      case Signal.AttemptEnded _, Signal.LookEnded _, Signal.HookEnded _, Signal.Stuck _ -> {
        // It was left behind before.
      }
      case Signal.Expired(Activity activity) -> activities.expire(activity);
      case Signal.RetryDue _ -> alarms.retryIsDue();
      case Signal.RunExpired _ -> stopLate();
      case Signal.Stop(Halt why) -> stop(why);
      case Signal.GraceOver _ -> leaveBehind();
    }
  }

  private void goOnWithout(Activity stuck) {
    switch (stuck) {
      case Attempt attempt -> ended(attempt, judge(attempt).stuck(), Optional.empty());
      case Look look -> lookEnded(look, new Ending.Interrupted<>(new InterruptedException()));
      case RunningHook hook -> hooks.stuck(hook);
    }
  }

  // Steps.

  private void startReady() {
    while (halt.isEmpty() && activities.hasFreePlace()) {
      Optional<ReadyStep> ready = progress.nextReady(timer.now());
      Optional<ReadyStep> served = pools.next().filter(waiter -> isNoLater(waiter, ready));
      if (served.isPresent()) {
        pools.serve(served.get());
        startWithSlots(served.get());
      } else if (ready.isPresent()) {
        lookOrStart(ready.get());
      } else {
        return;
      }
    }
  }

  private static boolean isNoLater(ReadyStep waiter, Optional<ReadyStep> ready) {
    return ready
        .filter(step -> step.step().options().priority() > waiter.step().options().priority())
        .isEmpty();
  }

  private void lookOrStart(ReadyStep step) {
    if (step.reuse().isPresent()) {
      progress.hold(step.key());
      activities.start(new Look(step, around, inbox::add), step.step().options().timeout());
    } else {
      startOrWait(step);
    }
  }

  private void startOrWait(ReadyStep step) {
    if (pools.take(step)) {
      startWithSlots(step);
    } else {
      progress.hold(step.key());
      pools.await(step);
      log(new Event.PoolWaiting(step.key(), pools.slots(step)));
    }
  }

  private void startWithSlots(ReadyStep step) {
    if (!pools.slots(step).isEmpty()) {
      log(new Event.PoolClaimed(step.key(), pools.slots(step)));
    }
    start(step);
  }

  /// Nothing is left to say when the run stops: the step was canceled with it.
  private void lookEnded(Look look, Ending<Boolean> ending) {
    if (halt.isPresent()) {
      return;
    }
    ReadyStep step = look.step();
    switch (ending) {
      case Ending.Came<Boolean>(Boolean there) when there -> reuse(step);
      case Ending.Came<Boolean> _ -> startOrWait(step);
      case Ending.Interrupted<Boolean> _ -> {
        String message = "could not see in time whether stored outputs are still there";
        say(Event.Level.WARN, Optional.of(step.key()), message, Optional.empty());
        startOrWait(step);
      }
      case Ending.Broke<Boolean>(Throwable thrown) -> breakDown(step.key(), thrown);
    }
  }

  private void reuse(ReadyStep step) {
    Plan.Reuse reuse = step.reuse().orElseThrow();
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
    Upstream upstream = progress.upstream(step.key());
    activities.start(
        new Attempt(step, upstream, timer.now(), around, inbox::add),
        step.step().options().timeout());
  }

  private void attemptEnded(Attempt attempt, Ending<StepResult> ending) {
    boolean engineBroke = halt.isEmpty() && ending instanceof Ending.Broke;
    AttemptEnd judge = judge(attempt);
    Optional<Throwable> thrown =
        ending instanceof Ending.Came<StepResult>(StepResult result)
            ? result.thrown()
            : ending.thrown();
    ended(
        attempt, attempt.isExpired() && !engineBroke ? judge.expired() : judge.of(ending), thrown);
    if (ending instanceof Ending.Broke<StepResult>(Throwable broken)) {
      breakDown(attempt.key(), broken);
    }
  }

  private AttemptEnd judge(Attempt attempt) {
    StepKey key = attempt.key();
    int here = progress.state(key) instanceof StepState.Running(_, int retries) ? retries : 0;
    int used = here + request.plan().retriesUsed().getOrDefault(key, 0);
    RetryRule retry =
        new RetryRule(
            options.retries(),
            attempt.step().step().options().retry(),
            used,
            around.chance().nextDouble());
    Duration took = Duration.between(attempt.startedAt(), timer.now());
    return new AttemptEnd(attempt.step(), took, retry, halt);
  }

  private void ended(Attempt attempt, List<Event.OfStep> events, Optional<Throwable> thrown) {
    StepKey key = attempt.key();
    pools.release(key);
    events.forEach(this::record);
    try {
      hooks.follow(new FinishedAttempt(key, attempt.step().attempt(), events.getLast(), thrown));
    } catch (RuntimeException e) {
      breakDown(key, e);
    }
  }

  // The run's own end.

  private void stopLate() {
    if (!progress.isFinished()) {
      String reason =
          "the run took longer than its timeout of "
              + options.timeout().map(Duration::toString).orElse("?");
      stop(new Halt.Broken(reason, Optional.empty()));
    }
  }

  private void breakDown(StepKey key, Throwable thrown) {
    ErrorInfo error = ErrorInfo.of(thrown);
    String reason = "the engine failed in step '%s': %s".formatted(key, error.summary());
    stop(new Halt.Broken(reason, Optional.of(error)));
  }

  private void stop(Halt why) {
    if (halt.isPresent()) {
      return;
    }
    halt = Optional.of(why);
    record(why.event());
    activities.interruptSteps();
    alarms.ringInRun(timer.now().plus(Waits.bounded(options.grace())), new Signal.GraceOver());
  }

  /// What ignores the interrupt has ended as far as the run is concerned, and its late events are
  /// refused.
  private void leaveBehind() {
    String reason =
        "%s; it did not stop within %s and was left behind"
            .formatted(halt.map(Halt::reason).orElse(""), options.grace());
    for (Activity left : activities.leaveBehind()) {
      switch (left) {
        case Attempt attempt -> record(new Event.StepCanceled(attempt.key(), reason));
        case RunningHook hook -> hooks.leftBehind(hook, reason);
        case Look _ -> {
          // Its step was canceled with the run.
        }
      }
    }
  }

  private void record(Event event) {
    Instant now = timer.now();
    log(event);
    progress.apply(event, now).forEach(this::log);
  }

  private void log(Event event) {
    around.events().append(event);
  }

  private void say(
      Event.Level level, Optional<StepKey> key, String message, Optional<Throwable> thrown) {
    log(new Event.Logged(key, level, "dagwerk", message, thrown.map(ErrorInfo::of)));
  }

  /// Nothing is left running or ringing; on the good path nothing was.
  private void letGo() {
    alarms.cancel();
    activities.leaveBehind();
  }

  private void closeResources() {
    try {
      around.beforeEnd().run();
    } catch (RuntimeException e) {
      String message = "closing what the run had opened failed";
      say(Event.Level.ERROR, Optional.empty(), message, Optional.of(e));
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
