package io.dagwerk.runhost;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Halt;
import io.dagwerk.plan.ProgressBuilder;
import io.dagwerk.plan.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The rule of how a run ends whose worker cannot say it any more: which events close it, so that
/// every step has an end and says why. Pure.
final class RunEnding {
  private final ProgressBuilder progress;
  private final Instant now;
  private final List<Event> events = new ArrayList<>();

  private RunEnding(Plan plan, List<RecordedEvent> log, Instant now) {
    this.progress = ProgressBuilder.of(plan, log);
    this.now = now;
  }

  /// The events that close a run, in their order; none when its log has its end.
  static List<Event> of(Plan plan, List<RecordedEvent> log, LostWorker lost, Instant now) {
    if (log.stream().anyMatch(recorded -> isEnd(recorded.event()))) {
      return List.of();
    }
    RunEnding ending = new RunEnding(plan, log, now);
    Optional<Halt> known = ending.progress.halt();
    List<Event> begun = begun(log, lost);
    if (begun.isEmpty()) {
      ending.events.add(new Event.WorkerLost(lost.worker(), lost.attempt(), lost.reason()));
    } else {
      ending.events.addAll(ending.progress.settle(now));
    }
    Halt.Broken loss = loss(lost);
    switch (known.or(() -> lost.canceled().map(Halt.Canceled::new)).orElse(loss)) {
      case Halt.Canceled(String reason) -> ending.cancel(reason, lost, known.isPresent());
      case Halt.Broken broken -> ending.fail(broken, loss, lostSteps(begun));
    }
    return ending.events;
  }

  private static Halt.Broken loss(LostWorker lost) {
    String reason = "the worker '%s' was lost: %s".formatted(lost.worker(), lost.reason());
    return new Halt.Broken(reason, Optional.of(ErrorInfo.ofMessage("WorkerLost", reason)));
  }

  /// What was stored of this ending before the store failed; it begins with the loss.
  private static List<Event> begun(List<RecordedEvent> log, LostWorker lost) {
    return log.stream()
        .map(RecordedEvent::event)
        .dropWhile(event ->
            !(event instanceof Event.WorkerLost known && known.attempt() == lost.attempt()))
        .toList();
  }

  private static List<StepKey> lostSteps(List<Event> begun) {
    return begun.stream()
        .flatMap(event ->
            event instanceof Event.StepFailed failed && failed.kind() == FailureKind.WORKER_LOST
                ? Stream.of(failed.step())
                : Stream.empty())
        .toList();
  }

  static boolean isEnd(Event event) {
    return event instanceof Event.RunSucceeded
        || event instanceof Event.RunFailed
        || event instanceof Event.RunCanceled;
  }

  private void cancel(String reason, LostWorker lost, boolean known) {
    String why = "%s; its worker was lost: %s".formatted(reason, lost.reason());
    if (!known) {
      Event canceling = new Event.RunCanceling(reason);
      events.add(canceling);
      events.addAll(progress.apply(canceling, now));
    }
    end(key -> new Event.StepCanceled(key, why));
    events.add(new Event.RunCanceled(reason));
  }

  /// @param broken why the run failed: the loss, or what was known before it
  /// @param known the steps that are known to have failed by the loss
  private void fail(Halt.Broken broken, Halt.Broken loss, List<StepKey> known) {
    String reason = broken.equals(loss) ? loss.reason() : broken.reason() + "; " + loss.reason();
    ErrorInfo error = loss.error().orElseThrow();
    List<StepKey> running = running();
    for (StepKey key : running) {
      record(new Event.StepFailed(key, error, FailureKind.WORKER_LOST, Metadata.none()));
    }
    end(key -> new Event.StepCanceled(key, "the run ended before: " + reason));
    List<StepKey> failed = Stream.concat(known.stream(), running.stream()).toList();
    events.add(
        new Event.RunFailed(
            failed.isEmpty() ? reason : "%s; steps failed: %s".formatted(reason, failed),
            broken.error().or(loss::error)));
  }

  private interface StepEnding {
    Event.OfStep of(StepKey key);
  }

  /// Ends every step that has no end yet.
  private void end(StepEnding ending) {
    for (StepKey key : open()) {
      if (!progress.state(key).isFinal()) {
        record(ending.of(key));
      }
    }
  }

  private void record(Event.OfStep event) {
    events.add(event);
    events.addAll(progress.apply(event, now));
  }

  private List<StepKey> running() {
    return keys(StepState.Running.class::isInstance);
  }

  private List<StepKey> open() {
    return keys(state -> !state.isFinal());
  }

  private List<StepKey> keys(Predicate<StepState> which) {
    return progress.progress().states().entrySet().stream()
        .filter(entry -> which.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
