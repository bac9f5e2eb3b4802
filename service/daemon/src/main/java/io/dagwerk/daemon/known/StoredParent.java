package io.dagwerk.daemon.known;

import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A stored run as the parent of another, whether its log is there or has expired. The runs that it
/// executed again are read when they are asked for, each once. Confined to the thread that plans.
///
/// A value is there unless it went with the process of its run: whether somebody has deleted it
/// since, only the run that reads it sees.
public final class StoredParent implements ParentRun {
  private final Storage storage;
  private final StoredRun run;
  private final RunSteps steps;
  private Optional<StoredParent> above = Optional.empty();
  private boolean isAboveRead;

  private StoredParent(StoredRun run, Storage storage) {
    this.storage = storage;
    this.run = run;
    this.steps = RunSteps.read(run.id(), plan(run, storage), storage.runs());
  }

  /// Reads the run; not those above it.
  ///
  /// @throws IllegalStateException when its plan is not stored, though every run refers to one
  public static StoredParent of(StoredRun run, Storage storage) {
    return new StoredParent(run, storage);
  }

  private static Plan plan(StoredRun run, Storage storage) {
    return storage
        .snapshots()
        .find(run.run().work().contents().plan())
        .map(bytes -> PlanCodec.decode(bytes.toArray()))
        .orElseThrow(() ->
            new IllegalStateException("the plan of run %s is not stored".formatted(run.id())));
  }

  @Override
  public RunId id() {
    return run.id();
  }

  @Override
  public RunId root() {
    return run.run().root();
  }

  @Override
  public Plan plan() {
    return steps.plan();
  }

  @Override
  public Ended ended(StepKey step) {
    Optional<StoredParent> at = Optional.of(this);
    while (at.isPresent()) {
      Optional<Ended> ended = at.get().steps.ended(step);
      if (ended.isPresent()) {
        return ended.get();
      }
      at = at.get().above();
    }
    return Ended.NOT_WELL;
  }

  /// Of a fan-out that was taken from the run above, that one knows more keys.
  @Override
  public List<String> mappingKeys(StepKey fanOut) {
    StoredParent at = this;
    while (at.steps.isTaken(fanOut) || at.steps.mappingKeys(fanOut).isEmpty()) {
      Optional<StoredParent> next = at.above();
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
    }
    return at.steps.mappingKeys(fanOut).orElse(List.of());
  }

  @Override
  public Value output(StepKey step, String output) {
    StoredParent at = this;
    while (true) {
      Optional<Value> own = at.steps.output(step, output);
      if (own.isPresent()) {
        return own.get();
      }
      boolean mayBeAbove = at.steps.reused(step, output).isEmpty() || at.steps.isTaken(step);
      Optional<StoredParent> next = mayBeAbove ? at.above() : Optional.empty();
      if (next.isEmpty()) {
        return at.steps.reused(step, output).orElseGet(at.notStored(step));
      }
      at = next.get();
    }
  }

  private Supplier<Value> notStored(StepKey step) {
    String deleted =
        run.run()
            .lineage()
            .map(lineage ->
                ", and run %s, which it executed again, was deleted".formatted(lineage.parent()))
            .orElse("");
    return () ->
        new Value.Missing(
            "step '%s' of run %s has not stored it%s".formatted(step, run.id(), deleted));
  }

  private Optional<StoredParent> above() {
    if (!isAboveRead) {
      above =
          run.run()
              .lineage()
              .map(NewRun.Lineage::parent)
              .flatMap(storage.runs()::find)
              .map(parent -> of(parent, storage));
      isAboveRead = true;
    }
    return above;
  }
}
