package io.dagwerk.plan;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run told step by step, with its log.
final class Story {
  static final Instant NOW = Instant.parse("2001-01-31T06:00:00Z");

  private final Plan plan;
  private final ProgressBuilder builder;
  private final List<RecordedEvent> log = new ArrayList<>();
  private final List<String> consequences = new ArrayList<>();
  private Instant now = NOW;

  Story(Plan plan) {
    this.plan = plan;
    this.builder = new ProgressBuilder(plan);
    builder.settle(now).forEach(this::follow);
  }

  void apply(Event event) {
    record(event);
    builder.apply(event, now).forEach(this::follow);
  }

  private void follow(Event.OfStep event) {
    record(event);
    consequences.add(
        switch (event) {
          case Event.StepAbandoned(StepKey step, StepKey cause) ->
              "StepAbandoned %s: %s".formatted(step, cause);
          case Event.StepSkipped(StepKey step, StepKey cause, String output) ->
              "StepSkipped %s: %s.%s".formatted(step, cause, output);
          case Event.StepCanceled(StepKey step, String reason) ->
              "StepCanceled %s: %s".formatted(step, reason);
          default -> throw new AssertionError("no consequence: " + event);
        });
  }

  private void record(Event event) {
    log.add(new RecordedEvent(StepSketch.PARENT, log.size() + 1L, now, event));
  }

  void start(String step) {
    apply(new Event.StepStarted(StepKey.parse(step)));
  }

  void succeed(String step) {
    succeed(step, "result");
  }

  void succeed(String step, String... outputs) {
    start(step);
    apply(new Event.StepSucceeded(StepKey.parse(step), List.of(outputs), Duration.ZERO));
  }

  void fanOut(String step, String... keys) {
    start(step);
    apply(new Event.StepFannedOut(StepKey.parse(step), List.of(keys)));
    apply(new Event.StepSucceeded(StepKey.parse(step), List.of("result"), Duration.ZERO));
  }

  void fail(String step) {
    start(step);
    apply(
        new Event.StepFailed(
            StepKey.parse(step),
            ErrorInfo.ofMessage("Broken", "as told"),
            Event.FailureKind.EXCEPTION,
            Metadata.none()));
  }

  void retryAfter(String step, Duration delay) {
    apply(
        new Event.StepWaitingToRetry(
            StepKey.parse(step), 1, delay, ErrorInfo.ofMessage("Broken", "as told")));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// The ready steps in the order in which they would start; found on a copy.
  List<String> ready() {
    ProgressBuilder copy = ProgressBuilder.of(plan, log);
    List<String> ready = new ArrayList<>();
    for (Optional<ProgressBuilder.ReadyStep> next = copy.nextReady(now);
        next.isPresent();
        next = copy.nextReady(now)) {
      ProgressBuilder.ReadyStep step = next.orElseThrow();
      ready.add(step.key().toString());
      copy.apply(
          step.attempt() == 1
              ? new Event.StepStarted(step.key())
              : new Event.StepRestarted(step.key(), step.attempt()),
          now);
    }
    return ready;
  }

  StepState state(String step) {
    return builder.state(StepKey.parse(step));
  }

  /// The branches that a step with one input collects.
  List<String> collected(String step) {
    StepKey key = StepKey.parse(step);
    InputSource.Collected source =
        (InputSource.Collected) plan.step(StepKey.of(key.node())).inputs().firstEntry().getValue();
    return builder.upstream(key).branches(source).stream()
        .map(emission -> emission.step().toString())
        .toList();
  }

  ProgressBuilder builder() {
    return builder;
  }

  Progress progress() {
    return builder.progress();
  }

  List<RecordedEvent> log() {
    return log;
  }

  List<String> consequences() {
    return consequences;
  }
}
