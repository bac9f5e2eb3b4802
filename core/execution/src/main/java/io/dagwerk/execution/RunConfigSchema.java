package io.dagwerk.execution;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Alternative;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Selector;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// The rule that gives the schema of a job's run config document: the sections `ops`, `assets`,
/// `resources`, `execution` and `inputs`, each with what the definitions declare and nothing else.
///
/// What a run does not need is accepted and not looked at.
final class RunConfigSchema {
  private RunConfigSchema() {}

  /// The schema of a run's document: what the run does not need may be there and is not looked at.
  static Shape of(RunNeeds needs) {
    return of(needs, List.of(needs.mode()));
  }

  /// The schema for runs in any of these modes: what only some need is not required.
  static Shape of(RunNeeds needs, List<Mode> modes) {
    Section ops = new Section();
    Section assets = new Section();
    SequencedMap<String, Field> inputs = new LinkedHashMap<>();
    for (Node node : needs.configurable()) {
      boolean counts = needs.isPlanned(node);
      List<String> place = ConfigPlaces.of(node);
      Section section = place.getFirst().equals("ops") ? ops : assets;
      fieldsOf(node).forEach(field -> section.add(place, field, counts));
      node.compute().inputs().forEach(input -> addInputs(input, inputs, counts));
    }
    for (Graph.Nested nested : needs.job().nestedGraphs()) {
      nested
          .config()
          .map(ConfigSource::schema)
          .filter(RunConfigSchema::saysSomething)
          .ifPresent(schema ->
              ops.add(ConfigPlaces.ofOp(nested.name()), config(schema), needs.isPlanned(nested)));
    }
    return new Shape(
        List.of(
            section("ops", ops.shape()),
            section("assets", assets.shape()),
            section("resources", resources(needs, modes)),
            Field.optional("execution", execution(needs.job()), ConfigTree.empty()),
            section("inputs", new Shape(List.copyOf(inputs.values())))));
  }

  private static boolean saysSomething(ConfigSchema schema) {
    return !schema.equals(Shape.EMPTY);
  }

  /// What stands in a node's entry.
  private static List<Field> fieldsOf(Node node) {
    List<Field> fields = new ArrayList<>();
    Snapshots.configOf(node.compute().inputs()).ifPresent(schema -> fields.add(config(schema)));
    List<Alternative> materializers = new ArrayList<>();
    for (Output<?> output : node.outputs()) {
      output
          .type()
          .materializer()
          .ifPresent(materializer ->
              materializers.add(
                  new Alternative(output.name(), shape(materializer.config().schema()), "")));
    }
    if (!materializers.isEmpty()) {
      fields.add(
          Field.optional(
              "outputs",
              new ConfigSchema.ListOf(new Selector(materializers)),
              new ConfigTree.Items(List.of())));
    }
    return fields;
  }

  private static Shape shape(ConfigSchema schema) {
    return schema instanceof Shape shape
        ? shape
        : new Shape(List.of(Field.required("value", schema)));
  }

  private static Field config(ConfigSchema schema) {
    return schema instanceof Shape shape && shape.isOptional()
        ? Field.optional("config", schema, ConfigTree.empty())
        : Field.required("config", schema);
  }

  private static Field section(String name, Shape shape) {
    return shape.isOptional()
        ? Field.optional(name, shape, ConfigTree.empty())
        : Field.required(name, shape);
  }

  /// What all modes need is required as it says, and what is declared may be there.
  private static Shape resources(RunNeeds needs, List<Mode> modes) {
    Set<Resource<?>> everywhere = new LinkedHashSet<>(needs.in(modes.getFirst()).resources());
    modes.forEach(mode -> everywhere.retainAll(needs.in(mode).resources()));
    Set<Resource<?>> all = new LinkedHashSet<>(everywhere);
    needs.definitions().all(Resource.class).forEach(all::add);
    Stream.concat(
            Stream.of(new Mode(Mode.DEFAULT, new LinkedHashMap<>())),
            needs.job().settings().modes().stream())
        .forEach(mode -> all.addAll(RunNeeds.ofAll(needs.of(), mode).resources()));
    SequencedMap<String, Field> fields = new LinkedHashMap<>();
    for (Resource<?> resource : all) {
      Snapshots.configOf(resource.compute().inputs())
          .ifPresent(schema ->
              fields.putIfAbsent(
                  resource.name(),
                  everywhere.contains(resource)
                      ? section(resource.name(), new Shape(List.of(config(schema))))
                      : Field.optional(
                          resource.name(), new ConfigSchema.Anything(), ConfigTree.empty())));
    }
    return new Shape(List.copyOf(fields.values()));
  }

  private static Shape execution(Job job) {
    Executors executors = Executors.of(job);
    String first = executors.all().getFirst().name();
    return new Shape(
        List.of(
            Field.optional(
                    "executor", executors.schema(), ConfigTree.entry(first, ConfigTree.empty()))
                .describedAs("What runs the steps"),
            Field.optional("retries", new ConfigSchema.Truth(), new ConfigTree.Truth(true))
                .describedAs("Whether failed steps are tried again")));
  }

  private static void addInputs(
      Input<?> input, SequencedMap<String, Field> inputs, boolean counts) {
    switch (input) {
      case Input.External<?> external ->
          inputs.merge(
              external.name(),
              external(external, counts),
              (first, other) -> first.fallback().isEmpty() ? first : other);
      case Input.Several<?> several ->
          several.inputs().forEach(each -> addInputs(each, inputs, counts));
      case Input.As<?> as -> addInputs(as.of(), inputs, counts);
      default -> {}
    }
  }

  private static Field external(Input.External<?> external, boolean counts) {
    ConfigSchema schema = Externals.schema(external.type());
    if (!counts) {
      return Field.optional(external.name(), new ConfigSchema.Anything(), ConfigTree.nothing());
    }
    if (external.byDefault().isPresent()) {
      return Field.optional(
          external.name(), new ConfigSchema.Nullable(schema), ConfigTree.nothing());
    }
    return schema instanceof Shape shape
        ? section(external.name(), shape)
        : Field.required(external.name(), schema);
  }

  /// A tree of names with fields at some of them.
  private static final class Section {
    private final SequencedMap<String, Section> inner = new LinkedHashMap<>();
    private final List<Field> fields = new ArrayList<>();

    /// @param place its first entry is the section itself
    void add(List<String> place, Field field, boolean counts) {
      Section section = this;
      for (String name : place.subList(1, place.size())) {
        section = section.inner.computeIfAbsent(name, _ -> new Section());
      }
      section.fields.add(
          counts
              ? field
              : Field.optional(field.name(), new ConfigSchema.Anything(), ConfigTree.empty()));
    }

    Shape shape() {
      List<Field> all = new ArrayList<>(fields);
      inner.forEach((name, section) -> all.add(section(name, section.shape())));
      return new Shape(all);
    }

    private static Field section(String name, Shape shape) {
      return RunConfigSchema.section(name, shape);
    }
  }
}
