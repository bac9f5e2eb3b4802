package io.dagwerk.definitions;

import io.dagwerk.config.ConfigType;
import io.dagwerk.config.InvalidConfigType;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rule that finds what is wrong with the inputs of one definition, op or hook.
final class InputProblems {
  private final Findings findings;
  private final String where;
  private final Handle reader;

  InputProblems(Findings findings, String where, Handle reader) {
    this.findings = findings;
    this.where = where;
    this.reader = reader;
  }

  void check(Compute<?> compute) {
    compute.inputs().forEach(this::check);
    if (configs(compute.inputs()) > 1) {
      add("%s reads config twice; put both into one record".formatted(reader));
    }
  }

  private static long configs(List<Input<?>> inputs) {
    return inputs.stream().filter(Input.Config.class::isInstance).count();
  }

  private void check(Input<?> input) {
    switch (input) {
      case Asset<?> asset -> checkValue(asset, Optional.empty());
      case Input.ManyPartitions<?> many -> {
        checkPartitions(many.asset(), many.mapping());
        findings.checkMapping(where, reader, many);
      }
      case Input.OnePartition<?> one -> checkPartitions(one.asset(), one.mapping());
      case Op<?> op -> checkWired(op, op.type());
      case FanOut<?> fanOut -> checkWired(fanOut, fanOut.type());
      case Input.Emitted<?> emitted -> checkEmitted(emitted);
      case Input.Element<?> element -> checkWired(element.of(), element.of().type());
      case Input.Collected<?, ?> collected -> checkWired(collected.of(), collected.of().type());
      case Input.As<?> as -> checkAs(as);
      case Input.Several<?> several -> several.inputs().forEach(this::check);
      case Resource<?> resource -> findings.checkDefined(where, reader, resource);
      case Input.External<?> external -> checkExternal(external);
      case Input.Fact<?> fact -> checkFact(fact.kind());
      case Input.Config<?> _ -> {}
      case Input.Unusable<?> unusable ->
          unusable.problems().forEach(problem -> add(reader + ": " + problem));
      case Input.Undeclared<?> missing -> undeclared("as input " + missing.position());
    }
  }

  /// Checks what a node comes after without reading it.
  void checkOrder(Input<?> before) {
    switch (before) {
      case Asset<?> asset -> findings.checkDefined(where, reader, asset);
      case Op<?> op -> checkWired(op);
      case FanOut<?> fanOut -> checkWired(fanOut);
      case Input.Undeclared<?> missing -> undeclared("in after, place " + missing.position());
      case Resource<?> _, Input.As<?> _, Input.Collected<?, ?> _, Input.Config<?> _ -> noOrder();
      case Input.Element<?> _, Input.Emitted<?> _, Input.External<?> _, Input.Fact<?> _ ->
          noOrder();
      case Input.ManyPartitions<?> _, Input.OnePartition<?> _, Input.Several<?> _ -> noOrder();
      case Input.Unusable<?> _ -> noOrder();
    }
  }

  private void noOrder() {
    add(reader + " comes after an input that is no op or asset; name what makes it");
  }

  private void undeclared(String place) {
    findings.addUndeclared(where, reader, place);
  }

  /// The value of an asset, of the reader's partition or of the one that the mapping names.
  private void checkValue(Asset<?> asset, Optional<PartitionMapping> mapping) {
    checkRead(asset, mapping);
    if (!asset.isStored()) {
      add("%s reads %s, which stores no value; order it with after(...)".formatted(reader, asset));
    }
  }

  private void checkPartitions(Asset<?> asset, PartitionMapping mapping) {
    if (asset.partitions().isEmpty()) {
      findings.checkDefined(where, reader, asset);
      add(
          "%s reads partitions of %s, which has none; read its value, or give it partitionedBy(...)"
              .formatted(reader, asset));
    } else {
      checkValue(asset, Optional.of(mapping));
    }
  }

  private void checkRead(Asset<?> asset, Optional<PartitionMapping> mapping) {
    if (!readsValues()) {
      add(noValues(asset));
      return;
    }
    findings.checkDefined(where, reader, asset);
    asset
        .partitions()
        .flatMap(upstream -> Partitioning.problem(partitions(), upstream, mapping))
        .ifPresent(problem -> add("%s reads %s, %s".formatted(reader, asset, problem)));
  }

  private void checkWired(Handle read, Type<?> type) {
    checkWired(read);
    if (type.raw() == Void.class) {
      List<String> emitted =
          read instanceof Op<?> op ? namesOf(op.settings().outputs()) : List.of();
      add(
          emitted.isEmpty()
              ? "%s reads %s, which returns no value; order it with after(...)"
                  .formatted(reader, read)
              : "%s reads %s, which emits %s; read one of them by output(...)"
                  .formatted(reader, read, emitted));
    }
  }

  private void checkWired(Handle read) {
    if (!readsValues()) {
      add(noValues(read));
    } else if (!(reader instanceof Op<?> || reader instanceof FanOut<?>)) {
      add(
          "%s reads %s, which is wired in a job; pass data to it by an asset"
              .formatted(reader, read));
    }
  }

  private String noValues(Handle read) {
    return "%s reads %s, but only assets, checks and ops read values; give it resources and config"
        .formatted(reader, read);
  }

  private void checkEmitted(Input.Emitted<?> emitted) {
    List<String> names = namesOf(emitted.by().outputs());
    if (!names.contains(emitted.output().name())) {
      add(
          "%s reads %s of %s, which emits %s%s"
              .formatted(
                  reader,
                  emitted.output(),
                  emitted.by(),
                  names,
                  Nearest.hint(emitted.output().name(), names)));
    }
  }

  /// The same value as another type: what its IO manager can load, so also what is not stored as a
  /// value of its own.
  private void checkAs(Input.As<?> as) {
    switch (as.of()) {
      case Asset<?> asset -> checkRead(asset, Optional.empty());
      case Resource<?> resource -> add(notStored(as, resource.toString()));
      case Input.Config<?> _ -> add(notStored(as, "config"));
      case Input.Fact<?> fact -> add(notStored(as, Facts.shown(fact.kind())));
      case Input.External<?> external -> add(notStored(as, "input '" + external.name() + "'"));
      case Input<?> other -> check(other);
    }
  }

  private String notStored(Input.As<?> as, String what) {
    return "%s reads %s as %s, but only what an IO manager keeps is read as another type; read it as it is"
        .formatted(reader, what, as.type());
  }

  private void checkExternal(Input.External<?> external) {
    if (!readsValues()) {
      add(
          "%s reads input '%s', but only ops have values of the run config; give it config"
              .formatted(reader, external.name()));
      return;
    }
    findings.checkName(where, "input '" + external.name() + "'", external.name());
    findings.checkExternal(where, reader, external);
    findings.checkType(where, reader, external.type());
    if (external.byDefault().isEmpty() && !isLoadable(external.type())) {
      add(
          ("%s reads input '%s', but nothing makes a %s of the run config;"
                  + " give the type loadedBy(...), give the input a default,"
                  + " or read an op or asset")
              .formatted(reader, external.name(), external.type()));
    }
  }

  private static boolean isLoadable(Type<?> type) {
    if (type.loader().isPresent()
        || type.raw() == Object.class
        || List.class.isAssignableFrom(type.raw())
        || Map.class.isAssignableFrom(type.raw())) {
      return true;
    }
    try {
      ConfigType.value(type.raw());
      return true;
    } catch (InvalidConfigType e) {
      return false;
    }
  }

  private void checkFact(Input.Fact.Kind kind) {
    if (!Facts.isHadBy(reader, kind)) {
      add(
          "%s reads %s, which only %s have; leave it out"
              .formatted(reader, Facts.shown(kind), Facts.owners(kind)));
    } else if (Facts.needsPartitions(kind)
        && reader instanceof Definition
        && partitions().isEmpty()) {
      add(
          "%s reads %s, but %s has no partitions; give it partitionedBy(...)"
              .formatted(
                  reader, Facts.shown(kind), reader instanceof Check check ? check.asset() : "it"));
    }
  }

  private boolean readsValues() {
    return reader instanceof Node;
  }

  private Optional<Partitions> partitions() {
    return switch (reader) {
      case Asset<?> asset -> asset.partitions();
      case Bundle<?> bundle -> bundle.partitions();
      case Check check -> check.asset().partitions();
      case FanOut<?> _, Hook _, Job _, Op<?> _, Resource<?> _, Schedule _, Sensor _ ->
          Optional.empty();
    };
  }

  private static List<String> namesOf(List<Output<?>> outputs) {
    return outputs.stream().map(Output::name).toList();
  }

  private void add(String problem) {
    findings.add(where, problem);
  }
}
