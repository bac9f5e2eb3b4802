package io.dagwerk.execution;

import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.Severity;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;

/// One attempt at a step as its function sees it. Thread-safe.
final class StepWork implements Context {
  private final RunFacts run;
  private final StepAttempt attempt;
  private final LogScope scope;
  private final Logger logger;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Event> onSuccess = new ArrayList<>();
  private Metadata reported = Metadata.none();

  StepWork(RunFacts run, StepAttempt attempt) {
    this.run = run;
    this.attempt = attempt;
    this.scope = LogScope.of(run.run(), attempt.key(), attempt.events());
    this.logger = scope.logger();
  }

  LogScope scope() {
    return scope;
  }

  StepAttempt stepAttempt() {
    return attempt;
  }

  @Override
  public Logger log() {
    return logger;
  }

  @Override
  public RunId runId() {
    return run.run();
  }

  @Override
  public String job() {
    return run.job().name();
  }

  @Override
  public StepKey step() {
    return attempt.key();
  }

  @Override
  public int attempt() {
    return attempt.number();
  }

  @Override
  public SequencedMap<String, String> tags() {
    return run.tags();
  }

  @Override
  public List<PartitionKey> partitions() {
    return attempt.step().partitions();
  }

  @Override
  public List<String> selected() {
    return attempt.step().outputs().stream()
        .flatMap(output -> output.asset().stream())
        .map(AssetKey::toString)
        .toList();
  }

  @Override
  public synchronized void report(String name, MetadataValue value) {
    reported = reported.and(name, value);
  }

  /// What the function reported so far.
  synchronized Metadata reported() {
    return reported;
  }

  @Override
  public void materialized(AssetKey asset, Optional<PartitionKey> partition, Metadata metadata) {
    whenSucceeded(
        new Event.AssetMaterialized(step(), asset, partition, Optional.empty(), metadata));
  }

  @Override
  public void observed(AssetKey asset, Optional<String> dataVersion, Metadata metadata) {
    attempt
        .events()
        .append(
            new Event.AssetObserved(
                step(), asset, partitions().stream().findFirst(), dataVersion, metadata));
  }

  @Override
  public void checked(AssetKey asset, String check, Outcome outcome) {
    attempt
        .events()
        .append(
            new Event.CheckEvaluated(
                step(),
                asset,
                check,
                partitions().stream().findFirst(),
                outcome.passed(),
                outcome.severity().orElse(Severity.ERROR),
                false,
                outcome.description(),
                outcome.metadata()));
  }

  @Override
  public boolean isCanceled() {
    return attempt.permit().isStopping();
  }

  /// @throws StepFailure when what the attempt stores no longer counts
  void requireCurrent() throws StepFailure {
    try {
      attempt.permit().requireCurrent();
    } catch (CancellationException e) {
      throw new StepFailure(FailureKind.OUTPUT, String.valueOf(e.getMessage()), e);
    }
  }

  /// Records this when the attempt has succeeded, and not otherwise.
  synchronized void whenSucceeded(Event event) {
    onSuccess.add(event);
  }

  synchronized List<Event> recordedOnSuccess() {
    return List.copyOf(onSuccess);
  }

  synchronized void closeAfter(AutoCloseable closeable) {
    open.add(closeable);
  }

  /// Closes what loaded values hold open, the last opened first.
  void close() {
    scope.run(this::closeInputs);
  }

  private synchronized List<AutoCloseable> opened() {
    return List.copyOf(open);
  }

  /// Nobody is held up meanwhile: what is closed may wait for a thread that reports.
  private void closeInputs() {
    for (AutoCloseable each : opened().reversed()) {
      try {
        each.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        logger.warn("an input could not be closed", e);
      } catch (Throwable e) {
        logger.warn("an input could not be closed", e);
      }
    }
  }
}
