package io.dagwerk.daemon;

import io.dagwerk.config.Config;
import io.dagwerk.config.InvalidConfig;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Anything;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The rule of how the config of a planned run is shown: with everything that was left out, and
/// `***` for each secret that is not the name of a variable. Pure.
final class ShownConfig {
  private static final String RESOURCES = "resources";

  private final LocationSnapshot location;
  private final Plan plan;

  private ShownConfig(LocationSnapshot location, Plan plan) {
    this.location = location;
    this.plan = plan;
  }

  /// @param document which the code has found to be good for the plan
  static ConfigTree of(LocationSnapshot location, Plan plan, ConfigTree document) {
    Shape schema = new ShownConfig(location, plan).schema();
    try {
      return Config.mask(schema, Config.resolve(schema, document));
    } catch (InvalidConfig _) {
      // It says something to what the run does not need.
      return Config.mask(schema, document);
    }
  }

  /// Where such a document holds a secret itself, which must not be stored.
  static List<String> plainSecrets(LocationSnapshot location, Plan plan, ConfigTree document) {
    return PlainSecrets.in(new ShownConfig(location, plan).schema(), document);
  }

  private Shape schema() {
    return location.jobs().stream()
        .filter(job -> job.name().equals(plan.job()))
        .findFirst()
        .map(JobSnapshot::config)
        .flatMap(schema -> schema instanceof Shape shape ? Optional.of(shape) : Optional.empty())
        .map(this::withResources)
        .orElseGet(this::ofAssets);
  }

  /// What only some modes need may be anything to a job, and would be shown as it is.
  private Shape withResources(Shape schema) {
    return new Shape(
        schema.fields().stream()
            .map(field ->
                field.name().equals(RESOURCES) && field.schema() instanceof Shape resources
                    ? section(
                        RESOURCES, new Shape(resources.fields().stream().map(this::known).toList()))
                    : field)
            .toList());
  }

  private Field known(Field field) {
    return field.schema() instanceof Anything
        ? location.resources().stream()
            .filter(resource -> resource.name().equals(field.name()))
            .flatMap(resource -> resource.config().stream())
            .findFirst()
            .map(schema -> field(field.name(), masking(schema)))
            .orElse(field)
        : field;
  }

  /// Such a section may lack what its schema requires.
  private static ConfigSchema masking(ConfigSchema config) {
    return new Shape(List.of(Field.optional("config", config, ConfigTree.empty())));
  }

  private static Field field(String name, ConfigSchema schema) {
    return Field.optional(name, schema, ConfigTree.empty());
  }

  /// Of assets that no job asked for.
  private Shape ofAssets() {
    SequencedMap<String, List<Field>> assets = new LinkedHashMap<>();
    SequencedMap<String, List<Field>> checks = new LinkedHashMap<>();
    Set<String> resources = new HashSet<>();
    for (NodeSnapshot node : planned()) {
      resources.addAll(node.resources());
      node.config()
          .map(ShownConfig::config)
          .ifPresent(config ->
              node.check()
                  .ifPresentOrElse(
                      check ->
                          add(
                              checks,
                              check.asset().toString(),
                              section(check.name(), new Shape(List.of(config)))),
                      () -> add(assets, node.name(), config)));
    }
    checks.forEach((asset, each) -> add(assets, asset, section("checks", new Shape(each))));
    List<Field> entries = new ArrayList<>();
    assets.forEach((name, fields) -> entries.add(section(name, new Shape(fields))));
    return new Shape(
        List.of(
            section("assets", new Shape(entries)),
            section(RESOURCES, new Shape(resources(resources))),
            field("execution", new Anything()),
            field("inputs", new Anything())));
  }

  private List<NodeSnapshot> planned() {
    Set<String> names = new HashSet<>();
    plan.steps().keySet().forEach(step -> names.add(step.node()));
    return location.nodes().stream().filter(node -> names.contains(node.name())).toList();
  }

  private List<Field> resources(Set<String> needed) {
    return location.resources().stream()
        .filter(resource -> needed.contains(resource.name()))
        .flatMap(resource ->
            resource.config().stream()
                .map(schema -> section(resource.name(), new Shape(List.of(config(schema))))))
        .toList();
  }

  private static void add(SequencedMap<String, List<Field>> fields, String name, Field field) {
    fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(field);
  }

  private static Field config(ConfigSchema schema) {
    return schema instanceof Shape shape
        ? section("config", shape)
        : Field.required("config", schema);
  }

  private static Field section(String name, Shape shape) {
    return shape.isOptional() ? field(name, shape) : Field.required(name, shape);
  }
}
