package io.dagwerk.definitions;

import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rule that finds everything wrong with a set of definitions.
final class Problems {
  private final List<Declared> declared;
  private final Set<Definition> known = new LinkedHashSet<>();
  private final Map<String, List<String>> namesByKind = new HashMap<>();
  private final Map<String, Type<?>> types = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();

  private Problems(List<Declared> declared) {
    this.declared = declared;
    for (Declared here : declared) {
      known.add(here.definition());
      namesByKind
          .computeIfAbsent(here.definition().kind(), _ -> new ArrayList<>())
          .add(here.definition().name());
    }
  }

  static List<String> in(List<Declared> declared) {
    Problems problems = new Problems(declared);
    problems.checkNames();
    declared.forEach(problems::check);
    return List.copyOf(new LinkedHashSet<>(problems.found));
  }

  private void checkNames() {
    Map<String, Declared> places = new LinkedHashMap<>();
    for (Declared here : declared) {
      Definition definition = here.definition();
      checkName(here.where(), definition.toString(), definition.name());
      String identity =
          switch (definition) {
            case Check check -> "check " + check.asset().name() + "." + check.name();
            case Asset<?> asset -> "node " + asset.key();
            case Bundle<?> bundle -> "node " + bundle.name();
            case Job _, Resource<?> _, Schedule _, Sensor _ -> definition.toString();
          };
      Declared other = places.putIfAbsent(identity, here);
      if (other != null) {
        add(
            here.where(),
            "%s has the name of %s, which is declared in %s; rename one of them"
                .formatted(definition, other.definition(), other.where()));
      }
    }
  }

  private void checkName(String where, String what, String name) {
    if (!Names.isValid(name)) {
      add(
          where,
          "%s is not a valid name, which matches %s; rename it".formatted(what, Names.VALID));
    }
  }

  private void check(Declared here) {
    String where = here.where();
    switch (here.definition()) {
      case Asset<?> asset -> {
        checkNode(where, asset);
        asset.asset().io().ifPresent(io -> checkDefined(where, asset, io));
        asset.compute().inputs().forEach(input -> checkPartitions(where, asset, input));
        asset.bundle().ifPresent(bundle -> checkDefined(where, asset, bundle));
      }
      case Bundle<?> bundle -> {
        checkNode(where, bundle);
        bundle.compute().inputs().forEach(input -> checkPartitions(where, bundle, input));
        if (bundle.parts().isEmpty()) {
          add(where, bundle + " has no parts; name them by part(...)");
        }
      }
      case Check check -> {
        checkDefined(where, check, check.asset());
        checkNode(where, check);
      }
      case Job job -> checkJob(where, job);
      case Resource<?> resource -> checkInputs(where, resource, resource.compute().inputs());
      case Schedule schedule -> {
        checkDefined(where, schedule, schedule.job());
        schedule.compute().ifPresent(compute -> checkInputs(where, schedule, compute.inputs()));
      }
      case Sensor sensor -> {
        sensor.job().ifPresent(job -> checkDefined(where, sensor, job));
        checkInputs(where, sensor, sensor.compute().inputs());
      }
    }
  }

  private void checkJob(String where, Job job) {
    for (Node node : job.nodes()) {
      for (String part : node.name().split("\\.", -1)) {
        checkName(where, node.toString(), part);
      }
      checkNode(where, node);
    }
    job.assets()
        .ifPresent(selection -> selection.handles().forEach(it -> checkDefined(where, job, it)));
    for (Preset preset : job.settings().presets()) {
      if (job.findMode(preset.mode()).isEmpty()) {
        List<String> modes = job.settings().modes().stream().map(Mode::name).toList();
        add(
            where,
            "preset '%s' of %s wants mode '%s', but its modes are %s%s"
                .formatted(preset.name(), job, preset.mode(), modes, meant(preset.mode(), modes)));
      }
    }
    new GraphProblems(job, problem -> add(where, problem)).check();
  }

  private void checkNode(String where, Node node) {
    checkInputs(where, node, node.compute().inputs());
    checkInputs(where, node, node.settings().after());
    for (Input<?> before : node.settings().after()) {
      if (!(before instanceof Node || before instanceof Input.Undeclared<?>)) {
        add(where, node + " comes after an input that is no op or asset; name what makes it");
      }
    }
    node.settings()
        .hooks()
        .forEach(attached -> checkInputs(where, node, attached.hook().compute().inputs()));
    for (Output<?> output : node.outputs()) {
      checkType(where, node, output.type());
      output.io().ifPresent(io -> checkDefined(where, node, io));
    }
    node.compute().inputs().forEach(input -> checkValue(where, node, input));
    long configs = node.compute().inputs().stream().filter(Input.Config.class::isInstance).count();
    if (configs > 1) {
      add(where, node + " reads config twice; put both into one record");
    }
  }

  private void checkValue(String where, Node node, Input<?> input) {
    switch (input) {
      case Asset<?> asset when !asset.isStored() ->
          add(
              where,
              "%s reads %s, which stores no value; order it with after(...)"
                  .formatted(node, asset));
      case Op<?> op when op.type().raw() == Void.class && op.settings().outputs().isEmpty() ->
          add(
              where,
              "%s reads %s, which returns no value; order it with after(...)".formatted(node, op));
      default -> {}
    }
  }

  private void checkType(String where, Node node, Type<?> type) {
    if (!type.isCustom()) {
      return;
    }
    Type<?> other = types.putIfAbsent(type.name(), type);
    if (other != null && other != type) {
      add(
          where,
          ("%s uses a second type named '%s'; use one constant for both,"
                  + " or name one of them differently")
              .formatted(node, type.name()));
    }
  }

  private void checkInputs(String where, Object reader, List<Input<?>> inputs) {
    inputs.forEach(input -> checkInput(where, reader, input));
  }

  private void checkInput(String where, Object reader, Input<?> input) {
    switch (input) {
      case Asset<?> asset -> checkDefined(where, reader, asset);
      case Resource<?> resource -> checkDefined(where, reader, resource);
      case Input.ManyPartitions<?> many -> checkPartitioned(where, reader, many.asset());
      case Input.OnePartition<?> one -> checkPartitioned(where, reader, one.asset());
      case Input.As<?> as -> checkInput(where, reader, as.of());
      case Input.Several<?> several ->
          several.inputs().forEach(each -> checkInput(where, reader, each));
      case Input.External<?> external -> checkExternal(where, reader, external);
      case Input.Emitted<?> emitted -> checkEmitted(where, reader, emitted);
      case Input.Unusable<?> unusable ->
          unusable.problems().forEach(problem -> add(where, reader + ": " + problem));
      case Input.Undeclared<?> missing ->
          add(
              where,
              ("%s has null as input %d, where a handle was expected: declared below, or a cycle;"
                      + " declare it above its first use")
                  .formatted(reader, missing.position()));
      case Input.Config<?> _, Input.Fact<?> _ -> {}
      case FanOut<?> _, Op<?> _, Input.Element<?> _, Input.Collected<?, ?> _ -> {}
    }
  }

  private void checkEmitted(String where, Object reader, Input.Emitted<?> emitted) {
    if (!emitted.by().outputs().contains(emitted.output())) {
      List<String> names = emitted.by().outputs().stream().map(Output::name).toList();
      add(
          where,
          "%s reads %s of %s, which emits %s%s"
              .formatted(
                  reader,
                  emitted.output(),
                  emitted.by(),
                  names,
                  meant(emitted.output().name(), names)));
    }
  }

  private void checkExternal(String where, Object reader, Input.External<?> external) {
    checkName(where, "input '" + external.name() + "'", external.name());
    Type<?> other = types.putIfAbsent("input " + external.name(), external.type());
    if (other != null && !other.name().equals(external.type().name())) {
      add(
          where,
          "%s reads input '%s' as %s, but another reads it as %s; use one type"
              .formatted(reader, external.name(), external.type(), other));
    }
  }

  private void checkDefined(String where, Object reader, Definition read) {
    if (known.contains(read)) {
      return;
    }
    List<String> names = namesByKind.getOrDefault(read.kind(), List.of());
    String remedy =
        Names.findNearest(read.name(), names)
            .map("did you mean '%s'?"::formatted)
            .orElse("add the object that declares it to Definitions.in(...)");
    add(where, "%s reads %s, which is not defined; %s".formatted(reader, read, remedy));
  }

  private void checkPartitioned(String where, Object reader, Asset<?> asset) {
    checkDefined(where, reader, asset);
    if (asset.partitions().isEmpty()) {
      add(
          where,
          "%s reads partitions of %s, which has none; read its value, or give it partitionedBy(...)"
              .formatted(reader, asset));
    }
  }

  private void checkPartitions(String where, Definition reader, Input<?> input) {
    switch (input) {
      case Asset<?> asset -> {
        Optional<Partitions> read = asset.partitions();
        if (read.isPresent() && !PartitionRules.isOneOf(partitions(reader), read.get())) {
          add(where, oneOfMany(reader, asset, read.get()));
        }
      }
      case Input.As<?> as -> checkPartitions(where, reader, as.of());
      case Input.Fact<?> fact when PartitionRules.needsPartitions(fact.kind()) -> {
        if (partitions(reader).isEmpty()) {
          add(
              where,
              "%s reads %s, but has no partitions; give it partitionedBy(...)"
                  .formatted(reader, PartitionRules.shown(fact.kind())));
        }
      }
      default -> {}
    }
  }

  private static String oneOfMany(Definition reader, Asset<?> asset, Partitions read) {
    return ("%s reads one partition of %s, which is partitioned %s, but is itself %s;"
            + " use the same partitions, or read allPartitions()")
        .formatted(
            reader,
            asset,
            PartitionRules.shown(read),
            partitions(reader)
                .map(own -> "partitioned " + PartitionRules.shown(own))
                .orElse("not partitioned"));
  }

  private static Optional<Partitions> partitions(Definition definition) {
    return switch (definition) {
      case Asset<?> asset -> asset.partitions();
      case Bundle<?> bundle -> bundle.partitions();
      case Check check -> check.asset().partitions();
      case Job _, Resource<?> _, Schedule _, Sensor _ -> Optional.empty();
    };
  }

  private static String meant(String name, List<String> names) {
    return Names.findNearest(name, names).map("; did you mean '%s'?"::formatted).orElse("");
  }

  private void add(String where, String problem) {
    found.add(where + ": " + problem);
  }
}
