package io.dagwerk.execution;

import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
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
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/// The rule that gives the schema of a job's run config document: the sections `ops`, `assets`,
/// `resources`, `execution` and `inputs`, each with what the definitions declare and nothing else.
///
/// What a run does not need is accepted and not looked at.
final class RunConfigSchema {
  private final Shape document;

  private RunConfigSchema(Shape document) {
    this.document = document;
  }

  /// @param planned whether a node is run, so that its entries count
  static RunConfigSchema of(Definitions definitions, Job job, Predicate<Node> planned) {
    Section ops = new Section();
    Section assets = new Section();
    Set<Resource<?>> resources = new LinkedHashSet<>();
    SequencedMap<String, Field> inputs = new LinkedHashMap<>();
    for (Node node : nodes(definitions, job)) {
      boolean counts = planned.test(node);
      List<String> place = ConfigPlaces.of(node);
      Section section = place.getFirst().equals("ops") ? ops : assets;
      fieldsOf(node).forEach(field -> section.add(place, field, counts));
      if (counts) {
        resources.addAll(NodeSnapshots.resources(node));
      }
      node.compute().inputs().forEach(input -> addInputs(input, inputs, counts));
    }
    for (Graph.Nested nested : job.nestedGraphs()) {
      nested
          .config()
          .ifPresent(
              source -> ops.add(ConfigPlaces.ofOp(nested.name()), config(source.schema()), true));
    }
    job.settings()
        .hooks()
        .forEach(hook -> hook.hook().compute().inputs().forEach(input -> add(input, resources)));
    List<Field> fields = new ArrayList<>();
    fields.add(section("ops", ops.shape()));
    fields.add(section("assets", assets.shape()));
    fields.add(section("resources", resourcesShape(definitions, resources)));
    fields.add(Field.optional("execution", execution(job), ConfigTree.empty()));
    fields.add(section("inputs", new Shape(List.copyOf(inputs.values()))));
    return new RunConfigSchema(new Shape(fields));
  }

  /// The schema of the whole document.
  Shape document() {
    return document;
  }

  private static void add(Input<?> input, Set<Resource<?>> resources) {
    if (input instanceof Resource<?> resource && resources.add(resource)) {
      resource.compute().inputs().forEach(inner -> add(inner, resources));
    }
  }

  static List<Node> nodes(Definitions definitions, Job job) {
    if (job.assets().isEmpty()) {
      return job.nodes();
    }
    List<Node> nodes = new ArrayList<>();
    for (Definition definition : definitions.all()) {
      if (definition instanceof Node node) {
        nodes.add(node);
      }
    }
    return nodes;
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

  private static Shape resourcesShape(Definitions definitions, Set<Resource<?>> needed) {
    List<Field> fields = new ArrayList<>();
    Set<Resource<?>> all = new LinkedHashSet<>(needed);
    definitions.all(Resource.class).forEach(all::add);
    for (Resource<?> resource : all) {
      Optional<ConfigSchema> schema = Snapshots.configOf(resource.compute().inputs());
      if (schema.isPresent()) {
        Shape entry = new Shape(List.of(config(schema.get())));
        fields.add(
            needed.contains(resource)
                ? section(resource.name(), entry)
                : Field.optional(resource.name(), new ConfigSchema.Anything(), ConfigTree.empty()));
      }
    }
    return new Shape(fields);
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
      case Input.External<?> external -> {
        Field field =
            counts && external.byDefault().isEmpty()
                ? Field.required(external.name(), Externals.schema(external))
                : Field.optional(external.name(), Externals.schema(external), ConfigTree.nothing());
        inputs.merge(external.name(), field, (a, b) -> a.fallback().isEmpty() ? a : b);
      }
      case Input.Several<?> several ->
          several.inputs().forEach(each -> addInputs(each, inputs, counts));
      case Input.As<?> as -> addInputs(as.of(), inputs, counts);
      default -> {}
    }
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
