package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Steps that do what a test says; one without a script emits `result`.
final class ScriptedBody implements StepBody {
  private final Map<String, Script> scripts = new HashMap<>();
  private Lookup lookup = _ -> true;
  private Function<FinishedAttempt, List<HookTurn>> hooks = _ -> List.of();

  /// What a step does in its attempts.
  @FunctionalInterface
  interface Script {
    StepResult run(StepAttempt attempt) throws InterruptedException;
  }

  /// Is told of attempts by a hook.
  @FunctionalInterface
  interface Listener {
    void hear(FinishedAttempt finished) throws InterruptedException;
  }

  /// Whether what a step has stored is still there.
  @FunctionalInterface
  interface Lookup {
    boolean isThere(Permit permit) throws InterruptedException;
  }

  /// @param step its key, or the name of its node for all instances
  ScriptedBody on(String step, Script script) {
    scripts.put(step, script);
    return this;
  }

  /// Calls hooks of these names after each attempt.
  ScriptedBody withHook(String name, HookTurn.Call call) {
    Function<FinishedAttempt, List<HookTurn>> before = hooks;
    hooks =
        finished ->
            Stream.concat(before.apply(finished).stream(), Stream.of(new HookTurn.Due(name, call)))
                .toList();
    return this;
  }

  /// Tells this of each attempt that has ended.
  ScriptedBody telling(Listener listener) {
    hooks = finished -> List.of(new HookTurn.Due("tell", _ -> listener.hear(finished)));
    return this;
  }

  ScriptedBody looking(Lookup what) {
    lookup = what;
    return this;
  }

  @Override
  public StepResult run(StepAttempt attempt) throws InterruptedException {
    Script ofNode = scripts.getOrDefault(attempt.key().node(), _ -> emit("result"));
    return scripts.getOrDefault(attempt.key().toString(), ofNode).run(attempt);
  }

  @Override
  public boolean canReuse(Plan.Step step, StepKey key, Permit permit) throws InterruptedException {
    return lookup.isThere(permit);
  }

  @Override
  public List<HookTurn> hooks(FinishedAttempt finished) {
    return hooks.apply(finished);
  }

  static StepResult emit(String... outputs) {
    return new StepResult.Succeeded(List.of(outputs), List.of());
  }

  static StepResult fanOut(String... keys) {
    return new StepResult.Succeeded(List.of("result"), List.of(keys));
  }

  static StepResult fail() {
    return new StepResult.Failed(
        error(), FailureKind.EXCEPTION, Metadata.none(), true, Optional.empty());
  }

  static StepResult failForGood() {
    return new StepResult.Failed(
        error(), FailureKind.DESCRIBED, Metadata.none(), false, Optional.empty());
  }

  static StepResult askForRetry(int mostRetries) {
    return new StepResult.RetryWanted(error(), mostRetries, Optional.empty(), Optional.empty());
  }

  private static ErrorInfo error() {
    return ErrorInfo.ofMessage("Broken", "as scripted");
  }
}
