package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Outputs;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.ValueStorer.Storing;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.Severity;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes what a step's function returned and stores its values. What is recorded counts only if all
/// of it could be stored. Thread-safe.
final class OutputStorer {
  private final RunFacts run;
  private final ValueStorer values;
  private final Materializers materializers;
  private final Set<FanOut<?>> readAsList;

  OutputStorer(RunFacts run, ValueStorer values, Materializers materializers) {
    this.run = run;
    this.values = values;
    this.materializers = materializers;
    this.readAsList = readAsList(run);
  }

  private static Set<FanOut<?>> readAsList(RunFacts run) {
    Set<FanOut<?>> read = new LinkedHashSet<>();
    for (Node node : run.nodes().values()) {
      for (Input<?> input : node.compute().inputs()) {
        addReadAsList(input, read);
      }
    }
    return read;
  }

  private static void addReadAsList(Input<?> input, Set<FanOut<?>> read) {
    switch (input) {
      case FanOut<?> fanOut -> read.add(fanOut);
      case Input.As<?> as -> addReadAsList(as.of(), read);
      case Input.Several<?> several -> several.inputs().forEach(each -> addReadAsList(each, read));
      default -> {}
    }
  }

  /// Stores what the function returned.
  ///
  /// @throws StepFailure when it is not what was declared, or cannot be stored
  StepResult store(Node node, @Nullable Object returned, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    Object value = required(node, returned);
    List<String> emitted = new ArrayList<>();
    List<String> keys = List.of();
    switch (node) {
      case Check check -> emitted.add(judged(check, as(Outcome.class, check, value), work));
      case FanOut<?> fanOut -> {
        keys = fannedOut(fanOut, elements(fanOut, value), work);
        emitted.add(Plan.Output.RESULT);
      }
      case Bundle<?> bundle -> emitted.addAll(parts(bundle, value, work));
      case Asset<?> asset -> emitted.addAll(asset(asset, value, work));
      case Op<?> op -> emitted.addAll(op(op, value, work));
    }
    work.recordedOnSuccess().forEach(work.stepAttempt().events()::append);
    return new StepResult.Succeeded(emitted, keys);
  }

  private static Object required(Node node, @Nullable Object returned) throws StepFailure {
    if (returned == null) {
      throw new StepFailure(
          FailureKind.OUTPUT,
          "%s returned null; return a value, or define it with doing(...)".formatted(node));
    }
    return returned;
  }

  /// Only a function without its types returns something else.
  private static <T> T as(Class<T> wanted, Node node, Object value) throws StepFailure {
    if (!wanted.isInstance(value)) {
      throw new StepFailure(
          FailureKind.OUTPUT,
          "%s returned a %s, but expected a %s"
              .formatted(node, value.getClass().getSimpleName(), wanted.getSimpleName()));
    }
    return wanted.cast(value);
  }

  /// The list as it is now; whose it is may do anything when it is read.
  private static List<?> elements(FanOut<?> fanOut, Object value)
      throws StepFailure, InterruptedException {
    List<?> list = as(List.class, fanOut, value);
    return UserCode.call(
        FailureKind.OUTPUT,
        "the list that %s returned cannot be read".formatted(fanOut),
        () -> new ArrayList<Object>(list));
  }

  private List<String> asset(Asset<?> asset, Object value, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    List<String> emitted = new ArrayList<>();
    switch (value) {
      case Materialized made when !asset.isStored() ->
          materialized(asset, work, made.metadata(), made.version());
      case Outputs outputs when !asset.isStored() -> {
        emitted.addAll(outputs(asset, outputs, work));
        materialized(asset, work, Metadata.none(), Optional.empty());
      }
      default -> {
        Output<?> result = asset.outputs().getFirst();
        Metadata stored =
            values.checkAndStore(
                new Storing(asset, result, asset.type(), addressOf(asset, work), work), value);
        materialized(asset, work, stored, Optional.empty());
        materializers.materialize(asset, result, value, work);
      }
    }
    emitted.add(Plan.Output.RESULT);
    return emitted;
  }

  private List<String> op(Op<?> op, Object value, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    return switch (value) {
      case Outputs outputs when op.type().raw() == Void.class -> outputs(op, outputs, work);
      case Materialized made when op.type().raw() == Void.class -> {
        Metadata facts = made.metadata().and(work.reported());
        if (!facts.isEmpty()) {
          work.whenSucceeded(new Event.FactsReported(work.step(), facts));
        }
        yield List.of(Plan.Output.RESULT);
      }
      default -> {
        Output<?> result = op.outputs().getFirst();
        values.checkAndStore(
            new Storing(op, result, op.type(), ownAddress(work, result.name()), work), value);
        materializers.materialize(op, result, value, work);
        yield List.of(Plan.Output.RESULT);
      }
    };
  }

  private List<String> outputs(Node node, Outputs outputs, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    for (Output<?> emitted : outputs.values().keySet()) {
      if (!node.settings().outputs().contains(emitted)) {
        throw new StepFailure(
            FailureKind.OUTPUT,
            "%s emitted %s, but declares %s; add it to outputs(...)"
                .formatted(node, emitted, node.settings().outputs()));
      }
    }
    List<String> emitted = new ArrayList<>();
    for (Output<?> declared : node.settings().outputs()) {
      Object value = outputs.values().get(declared);
      if (value != null) {
        OutputAddress address = ownAddress(work, declared.name());
        values.checkAndStore(new Storing(node, declared, declared.type(), address, work), value);
        materializers.materialize(node, declared, value, work);
        emitted.add(declared.name());
      } else if (declared.isRequired()) {
        throw new StepFailure(
            FailureKind.OUTPUT,
            "%s did not emit %s; emit it, or declare it optional()".formatted(node, declared));
      }
    }
    return emitted;
  }

  private List<String> parts(Bundle<?> bundle, Object value, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    Set<String> wanted =
        new LinkedHashSet<>(
            work.stepAttempt().step().outputs().stream().map(Plan.Output::name).toList());
    List<String> emitted = new ArrayList<>();
    for (Asset<?> part : bundle.parts()) {
      String name = part.key().toString();
      if (wanted.contains(name)) {
        part(part, required(part, component(part, value)), work);
        emitted.add(name);
      }
    }
    return emitted;
  }

  private void part(Asset<?> part, Object component, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    if (!part.isStored() && component instanceof Materialized made) {
      materialized(part, work, made.metadata(), made.version());
      return;
    }
    Output<?> output = part.outputs().getFirst();
    Metadata stored =
        values.checkAndStore(
            new Storing(part, output, part.type(), addressOf(part, work), work), component);
    materialized(part, work, stored, Optional.empty());
    materializers.materialize(part, output, component, work);
  }

  private static @Nullable Object component(Asset<?> part, Object value)
      throws StepFailure, InterruptedException {
    return UserCode.call(
        FailureKind.OUTPUT,
        "%s could not be taken from its bundle".formatted(part),
        () -> part.compute().apply(List.of(value)));
  }

  private List<String> fannedOut(FanOut<?> fanOut, List<?> elements, StepWork work)
      throws StepFailure, ResourceFailed, InterruptedException {
    List<String> keys = MappingKeysOf.elements(fanOut, elements);
    OutputAddress list = ownAddress(work, Plan.Output.RESULT);
    Type<?> element = fanOut.type().arguments().getFirst();
    Output<?> result = fanOut.outputs().getFirst();
    List<ValueStorer.Element> stored = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      OutputAddress address = Addresses.ofElement(list, keys.get(i));
      stored.add(
          new ValueStorer.Element(
              new Storing(fanOut, result, element, address, work), elements.get(i)));
    }
    values.storeAll(stored);
    if (readAsList.contains(fanOut)) {
      values.checkAndStore(new Storing(fanOut, result, fanOut.type(), list, work), elements);
    }
    return keys;
  }

  private String judged(Check check, Outcome outcome, StepWork work) throws StepFailure {
    Severity severity = outcome.severity().orElse(check.severity());
    boolean blocks = check.isBlocking() && !outcome.passed() && severity == Severity.ERROR;
    work.stepAttempt()
        .events()
        .append(
            new Event.CheckEvaluated(
                work.step(),
                check.asset().key(),
                check.name(),
                work.partitions().stream().findFirst(),
                outcome.passed(),
                severity,
                check.isBlocking(),
                outcome.description(),
                outcome.metadata().and(work.reported())));
    if (blocks) {
      throw StepFailure.forGood(
          FailureKind.CHECK,
          "blocking %s of %s did not pass: %s"
              .formatted(check, check.asset(), outcome.description()));
    }
    return Plan.Output.RESULT;
  }

  private void materialized(
      Asset<?> asset, StepWork work, Metadata facts, Optional<String> dataVersion) {
    List<PartitionKey> partitions = work.partitions();
    Metadata all = facts.and(work.reported());
    if (partitions.isEmpty()) {
      work.whenSucceeded(
          new Event.AssetMaterialized(
              work.step(), asset.key(), Optional.empty(), dataVersion, all));
    }
    for (PartitionKey partition : partitions) {
      work.whenSucceeded(
          new Event.AssetMaterialized(
              work.step(), asset.key(), Optional.of(partition), dataVersion, all));
    }
  }

  private OutputAddress addressOf(Asset<?> asset, StepWork work) {
    AssetKey key = asset.key();
    return new OutputAddress.OfAsset(key, work.partitions().stream().findFirst());
  }

  private OutputAddress ownAddress(StepWork work, String output) {
    return new OutputAddress.OfStep(run.run(), work.step(), output);
  }
}
