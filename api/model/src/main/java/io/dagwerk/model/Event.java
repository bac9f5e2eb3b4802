package io.dagwerk.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Something that happened in a run. The log of these is the truth; every status is a projection.
///
/// All are facts in the past tense. An event of a step implements [OfStep]. Immutable.
public sealed interface Event {
  /// An event of one step.
  sealed interface OfStep extends Event {
    StepKey step();
  }

  /// An event of one step that carries facts.
  sealed interface WithMetadata extends OfStep {
    Metadata metadata();

    /// The same event with other facts.
    default WithMetadata with(Metadata facts) {
      return switch (this) {
        case StepFailed failed ->
            new StepFailed(failed.step(), failed.error(), failed.kind(), facts);
        case OutputStored stored ->
            new OutputStored(
                stored.step(),
                stored.output(),
                stored.address(),
                stored.ioManager(),
                stored.inMemory(),
                stored.version(),
                facts);
        case FactsReported reported -> new FactsReported(reported.step(), facts);
        case TypeChecked checked ->
            new TypeChecked(
                checked.step(),
                checked.value(),
                checked.type(),
                checked.passed(),
                checked.description(),
                facts);
        case AssetMaterialized made ->
            new AssetMaterialized(
                made.step(), made.asset(), made.partition(), made.dataVersion(), facts);
        case AssetObserved observed ->
            new AssetObserved(
                observed.step(),
                observed.asset(),
                observed.partition(),
                observed.dataVersion(),
                facts);
        case CheckEvaluated evaluated ->
            new CheckEvaluated(
                evaluated.step(),
                evaluated.asset(),
                evaluated.check(),
                evaluated.partition(),
                evaluated.passed(),
                evaluated.severity(),
                evaluated.blocking(),
                evaluated.description(),
                facts);
      };
    }
  }

  // The run.

  /// The run waits to be started.
  record RunQueued() implements Event {}

  /// The plan of the run was made.
  ///
  /// @param steps keys of the planned steps, in plan order; templates are shown as `node[?]`
  record RunPlanned(List<String> steps) implements Event {
    public RunPlanned {
      steps = List.copyOf(steps);
    }
  }

  /// The run was planned again while it waited, because its location serves other code by now.
  ///
  /// @param from the code version of the plan before
  /// @param to the code version of the plan from here on
  /// @param steps keys of the steps planned now, as in [RunPlanned]
  record RunReplanned(String from, String to, List<String> steps) implements Event {
    public RunReplanned {
      steps = List.copyOf(steps);
    }
  }

  record RunDequeued() implements Event {}

  /// A worker is being started for the run.
  record RunAttemptStarted(int attempt) implements Event {}

  /// The first step may start: resources of the run are ready to be opened.
  record RunStarted() implements Event {}

  record RunSucceeded(Duration took) implements Event {}

  /// The run ended, and not well.
  ///
  /// @param reason one sentence, such as `steps failed: [parse]`
  /// @param error what was thrown outside of any step
  record RunFailed(String reason, Optional<ErrorInfo> error) implements Event {}

  /// The run cannot go on, because it took too long or the engine broke; what runs is being
  /// interrupted.
  ///
  /// @param error what was thrown outside of any step
  record RunFailing(String reason, Optional<ErrorInfo> error) implements Event {}

  /// Somebody asked for cancellation; what runs is being interrupted.
  record RunCanceling(String reason) implements Event {}

  record RunCanceled(String reason) implements Event {}

  // Steps.

  record StepStarted(StepKey step) implements OfStep {}

  /// A further attempt of a step began.
  ///
  /// @param attempt the number of this attempt, from 2
  record StepRestarted(StepKey step, int attempt) implements OfStep {}

  /// An attempt failed and will be made again.
  ///
  /// @param attempt the attempt that failed, from 1
  record StepWaitingToRetry(StepKey step, int attempt, Duration delay, ErrorInfo error)
      implements OfStep {}

  /// A fan-out knows its elements; every template below it becomes one step per key.
  record StepFannedOut(StepKey step, List<String> keys) implements OfStep {
    public StepFannedOut {
      keys = List.copyOf(keys);
    }
  }

  /// The step came to its good end.
  ///
  /// @param outputs the outputs that it emitted
  record StepSucceeded(StepKey step, List<String> outputs, Duration took) implements OfStep {
    public StepSucceeded {
      outputs = List.copyOf(outputs);
    }
  }

  /// The last attempt of a step failed.
  ///
  /// @param metadata what a described failure says about itself
  record StepFailed(StepKey step, ErrorInfo error, FailureKind kind, Metadata metadata)
      implements WithMetadata {}

  /// The step had nothing to work on: an optional output that it reads was not emitted.
  ///
  /// @param cause the step that left the output out, at the root of a chain of skips
  record StepSkipped(StepKey step, StepKey cause, String output) implements OfStep {}

  /// Stored outputs were taken instead of running the step.
  ///
  /// @param version the version that they share with the step; empty for those of the run that this
  ///   one executes again
  record StepReused(StepKey step, RunId origin, Optional<String> version, List<String> outputs)
      implements OfStep {
    public StepReused {
      outputs = List.copyOf(outputs);
    }
  }

  /// The step can never run, because a step before it failed.
  ///
  /// @param cause the failed step at the root of it
  record StepAbandoned(StepKey step, StepKey cause) implements OfStep {}

  record StepCanceled(StepKey step, String reason) implements OfStep {}

  /// Why a step failed.
  enum FailureKind {
    /// User code threw something.
    EXCEPTION,
    /// User code threw a described failure.
    DESCRIBED,
    /// A value did not pass its type's check.
    TYPE_CHECK,
    /// Loading an input failed.
    INPUT,
    /// Storing an output failed, or a required one was not emitted.
    OUTPUT,
    /// A resource could not be opened.
    RESOURCE,
    /// The step's config does not bind.
    CONFIG,
    /// An attempt took longer than its timeout.
    TIMEOUT,
    /// A blocking check did not pass.
    CHECK,
    /// The process that ran the step ended.
    WORKER_LOST,
    /// The engine itself failed.
    ENGINE
  }

  // Data.

  /// The value of an input was loaded.
  ///
  /// @param input its position in `from`, from 0
  record InputLoaded(StepKey step, int input, String source, String ioManager) implements OfStep {}

  /// A value of a step was stored; of a fan-out, each element is one.
  ///
  /// @param inMemory whether the IO manager forgets it when the run's process ends
  record OutputStored(
      StepKey step,
      String output,
      OutputAddress address,
      String ioManager,
      boolean inMemory,
      Optional<String> version,
      Metadata metadata)
      implements WithMetadata {}

  /// The function of a step said facts about its work that belong to no stored value.
  record FactsReported(StepKey step, Metadata metadata) implements WithMetadata {}

  /// A value was looked at by its type.
  ///
  /// @param value which one, such as `input 0` or `output result`
  record TypeChecked(
      StepKey step,
      String value,
      String type,
      boolean passed,
      String description,
      Metadata metadata)
      implements WithMetadata {}

  /// An asset, or one of its partitions, has a new value.
  ///
  /// @param dataVersion the user's version of the data, if the function gave one
  record AssetMaterialized(
      StepKey step,
      AssetKey asset,
      Optional<PartitionKey> partition,
      Optional<String> dataVersion,
      Metadata metadata)
      implements WithMetadata {}

  record AssetObserved(
      StepKey step,
      AssetKey asset,
      Optional<PartitionKey> partition,
      Optional<String> dataVersion,
      Metadata metadata)
      implements WithMetadata {}

  record CheckEvaluated(
      StepKey step,
      AssetKey asset,
      String check,
      Optional<PartitionKey> partition,
      boolean passed,
      Severity severity,
      boolean blocking,
      String description,
      Metadata metadata)
      implements WithMetadata {}

  /// The run is going to materialize this.
  record MaterializationPlanned(StepKey step, AssetKey asset, Optional<PartitionKey> partition)
      implements OfStep {}

  /// How bad a check that did not pass is.
  enum Severity {
    WARN,
    ERROR
  }

  // The engine.

  record ResourceOpened(String resource, Duration took) implements Event {}

  /// A resource was closed.
  ///
  /// @param error what closing it threw; the run's result does not change
  record ResourceClosed(String resource, Duration took, Optional<ErrorInfo> error)
      implements Event {}

  /// The worker of an attempt has taken up the run.
  ///
  /// @param process what tells its process from any other, as text that only a host on the same
  ///   machine has to make sense of; empty when the worker cannot say
  record WorkerAttached(String worker, int attempt, Optional<String> process) implements Event {}

  record WorkerLost(String worker, int attempt, String reason) implements Event {}

  record HookSucceeded(StepKey step, String hook) implements OfStep {}

  record HookFailed(StepKey step, String hook, ErrorInfo error) implements OfStep {}

  /// The hook waits for another end of the step than the one it came to.
  record HookSkipped(StepKey step, String hook) implements OfStep {}

  record PoolWaiting(StepKey step, SequencedMap<String, Integer> slots) implements OfStep {
    public PoolWaiting {
      slots = Ordered.copyOf(slots);
    }
  }

  record PoolClaimed(StepKey step, SequencedMap<String, Integer> slots) implements OfStep {
    public PoolClaimed {
      slots = Ordered.copyOf(slots);
    }
  }

  // Logs.

  /// A line that user code or the engine logged.
  ///
  /// @param step the step that it belongs to; empty when it is of the run
  /// @param logger the logger's name
  record Logged(
      Optional<StepKey> step,
      Level level,
      String logger,
      String message,
      Optional<ErrorInfo> error,
      Attribution attribution)
      implements Event {
    /// A line of a known step or run.
    public Logged(
        Optional<StepKey> step,
        Level level,
        String logger,
        String message,
        Optional<ErrorInfo> error) {
      this(step, level, logger, message, error, Attribution.KNOWN);
    }
  }

  /// A line that was printed.
  ///
  /// @param step the step whose thread printed it; empty when it is of the run
  record Printed(Optional<StepKey> step, Stream stream, String line, Attribution attribution)
      implements Event {
    /// A line of a known step or run.
    public Printed(Optional<StepKey> step, Stream stream, String line) {
      this(step, stream, line, Attribution.KNOWN);
    }
  }

  /// Whether it is known for what a thread worked that logged or printed a line.
  enum Attribution {
    KNOWN,
    /// The step is over that started the thread; the line has no step and is of the run only
    /// because it came while that was open.
    UNKNOWN
  }

  /// How important a [Logged] line is.
  enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /// Where a [Printed] line went.
  enum Stream {
    STDOUT,
    STDERR
  }
}
