package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Steps that do what a test says; one without a script emits `result`.
final class ScriptedBody implements StepBody {
  private final Map<String, Script> scripts = new HashMap<>();
  private boolean reuse = true;
  private Hook hook = (_, _, _) -> {};

  /// What a step does in its attempts.
  @FunctionalInterface
  interface Script {
    StepResult run(StepAttempt attempt) throws InterruptedException;
  }

  /// What follows the end of a step.
  @FunctionalInterface
  interface Hook {
    void finished(StepKey key, Event.OfStep end, EventSink events);
  }

  /// @param step its key, or the name of its node for all instances
  ScriptedBody on(String step, Script script) {
    scripts.put(step, script);
    return this;
  }

  ScriptedBody withHook(Hook what) {
    hook = what;
    return this;
  }

  ScriptedBody withoutStored() {
    reuse = false;
    return this;
  }

  @Override
  public StepResult run(StepAttempt attempt) throws InterruptedException {
    Script ofNode = scripts.getOrDefault(attempt.key().node(), _ -> emit("result"));
    return scripts.getOrDefault(attempt.key().toString(), ofNode).run(attempt);
  }

  @Override
  public boolean canReuse(Plan.Step step, StepKey key) {
    return reuse;
  }

  @Override
  public void finished(StepKey key, Event.OfStep end, EventSink events) {
    hook.finished(key, end, events);
  }

  static StepResult emit(String... outputs) {
    return new StepResult.Succeeded(List.of(outputs), List.of());
  }

  static StepResult fanOut(String... keys) {
    return new StepResult.Succeeded(List.of("result"), List.of(keys));
  }

  static StepResult fail() {
    return new StepResult.Failed(error(), FailureKind.EXCEPTION, Metadata.none(), true);
  }

  static StepResult failForGood() {
    return new StepResult.Failed(error(), FailureKind.DESCRIBED, Metadata.none(), false);
  }

  static StepResult askForRetry(int mostRetries) {
    return new StepResult.RetryWanted(error(), mostRetries, Optional.empty());
  }

  private static ErrorInfo error() {
    return ErrorInfo.ofMessage("Broken", "as scripted");
  }
}
