package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.Config;
import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What the descriptors of these job types may say. Immutable.
public record DescriptorSchema(JobTypes types) {
  private static final ConfigPath PARAMS = ConfigPath.of(DescriptorShapes.PARAMS);
  private static final ConfigPath SCHEDULE = ConfigPath.of(DescriptorShapes.SCHEDULE);
  private static final ConfigPath CHECKS = ConfigPath.of(DescriptorShapes.CHECKS);

  /// All that does not fit in a descriptor that is complete, with the defaults of its folders.
  public List<ConfigProblem> check(ConfigTree tree) {
    List<ConfigProblem> problems = new ArrayList<>(Config.check(DescriptorShapes.ENVELOPE, tree));
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return problems;
    }
    checkReferences(DescriptorShapes.ENVELOPE, tree, ConfigPath.ROOT, problems);
    find(entries, DescriptorShapes.SCHEDULE).ifPresent(it -> checkSchedule(it, problems));
    find(entries, DescriptorShapes.CHECKS).ifPresent(it -> checkChecks(it, problems));
    text(entries, DescriptorShapes.TYPE).ifPresent(name -> checkParams(name, entries, problems));
    return problems;
  }

  private void checkParams(
      String type, Map<String, ConfigTree> entries, List<ConfigProblem> problems) {
    Optional<JobType<?, ?>> known = types.find(type);
    if (known.isEmpty()) {
      problems.add(
          new ConfigProblem(
              ConfigPath.of(DescriptorShapes.TYPE), Kind.WRONG_VALUE, types.unknown(type)));
      return;
    }
    ConfigTree params = find(entries, DescriptorShapes.PARAMS).orElseGet(ConfigTree::empty);
    problems.addAll(Config.check(ConfigSchemas.of(known.get().params()), params, PARAMS));
  }

  private static void checkSchedule(ConfigTree schedule, List<ConfigProblem> problems) {
    switch (schedule) {
      case ConfigTree.Nothing _ -> {}
      case ConfigTree.Text _ ->
          problems.addAll(Config.check(DescriptorShapes.RHYTHM, schedule, SCHEDULE));
      case ConfigTree.Entries _ -> {
        problems.addAll(Config.check(DescriptorShapes.CRON, schedule, SCHEDULE));
        checkReferences(DescriptorShapes.CRON, schedule, SCHEDULE, problems);
      }
      case ConfigTree.Truth _, ConfigTree.Whole _, ConfigTree.Decimal _, ConfigTree.Items _ ->
          problems.add(
              new ConfigProblem(
                  SCHEDULE,
                  Kind.WRONG_VALUE,
                  "expected hourly, daily, weekly, or a map such as {cron: \"0 6 * * 1\"}, but found"
                      + " "
                      + schedule.toJson()));
    }
  }

  private static void checkChecks(ConfigTree checks, List<ConfigProblem> problems) {
    if (!(checks instanceof ConfigTree.Items(List<ConfigTree> items))) {
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      checkCheck(items.get(i), CHECKS.item(i), problems);
    }
  }

  private static void checkCheck(ConfigTree check, ConfigPath path, List<ConfigProblem> problems) {
    List<String> names = List.copyOf(DescriptorShapes.checks().sequencedKeySet());
    Optional<String> type =
        check instanceof ConfigTree.Entries(var entries)
            ? text(entries, DescriptorShapes.TYPE)
            : Optional.empty();
    if (type.isEmpty()) {
      problems.add(
          new ConfigProblem(
              path,
              Kind.WRONG_VALUE,
              "a check is a map with a 'type', one of " + String.join(", ", names)));
      return;
    }
    Optional<Shape> shape = type.flatMap(DescriptorShapes::findCheck);
    if (shape.isPresent()) {
      problems.addAll(Config.check(shape.get(), check, path));
      checkReferences(shape.get(), check, path, problems);
    } else {
      problems.add(
          new ConfigProblem(
              path.entry(DescriptorShapes.TYPE),
              Kind.WRONG_VALUE,
              "there is no check '%s'; there are %s%s"
                  .formatted(
                      type.get(), String.join(", ", names), Nearest.hint(type.get(), names))));
    }
  }

  /// What says how jobs hang together is read where no environment is.
  private static void checkReferences(
      ConfigSchema schema, ConfigTree tree, ConfigPath path, List<ConfigProblem> problems) {
    switch (schema) {
      case ConfigSchema.Scalar _ -> {
        if (isReference(tree)) {
          problems.add(
              new ConfigProblem(
                  path,
                  Kind.WRONG_VALUE,
                  "{env: NAME} is looked up where a job runs, so it may stand in 'params' alone;"
                      + " write the value itself"));
        }
      }
      case ConfigSchema.Nullable(var inner) -> checkReferences(inner, tree, path, problems);
      case ConfigSchema.ListOf(var item) when tree instanceof ConfigTree.Items(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          checkReferences(item, items.get(i), path.item(i), problems);
        }
      }
      case ConfigSchema.MapOf(var value) when tree instanceof ConfigTree.Entries(var entries) ->
          entries.forEach((key, each) -> checkReferences(value, each, path.entry(key), problems));
      case Shape(var fields) when tree instanceof ConfigTree.Entries(var entries) ->
          fields.forEach(field ->
              find(entries, field.name())
                  .ifPresent(each ->
                      checkReferences(field.schema(), each, path.entry(field.name()), problems)));
      case ConfigSchema.ListOf _,
          ConfigSchema.MapOf _,
          Shape _,
          ConfigSchema.Selector _,
          ConfigSchema.Anything _ -> {}
    }
  }

  private static boolean isReference(ConfigTree tree) {
    return tree instanceof ConfigTree.Entries(var entries)
        && entries.size() == 1
        && entries.containsKey("env");
  }

  /// A descriptor that fits, in its one normal form: entries in their order, and nothing said that
  /// goes without saying.
  public ConfigTree canonical(ConfigTree tree) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return tree;
    }
    SequencedMap<String, ConfigTree> all = new LinkedHashMap<>(entries);
    all.computeIfPresent(DescriptorShapes.SCHEDULE, (_, schedule) -> canonicalTiming(schedule));
    all.computeIfPresent(DescriptorShapes.CHECKS, (_, checks) -> canonicalChecks(checks));
    text(entries, DescriptorShapes.TYPE)
        .flatMap(types::find)
        .ifPresent(type ->
            all.computeIfPresent(
                DescriptorShapes.PARAMS,
                (_, params) -> pruned(ConfigSchemas.of(type.params()), params)));
    return pruned(DescriptorShapes.ENVELOPE, new ConfigTree.Entries(all));
  }

  private static ConfigTree canonicalTiming(ConfigTree schedule) {
    return schedule instanceof ConfigTree.Entries
        ? pruned(DescriptorShapes.CRON, schedule)
        : schedule;
  }

  private static ConfigTree canonicalChecks(ConfigTree checks) {
    if (!(checks instanceof ConfigTree.Items(var items))) {
      return checks;
    }
    return new ConfigTree.Items(items.stream().map(DescriptorSchema::canonicalCheck).toList());
  }

  private static ConfigTree canonicalCheck(ConfigTree check) {
    return check instanceof ConfigTree.Entries(var entries)
        ? text(entries, DescriptorShapes.TYPE)
            .flatMap(DescriptorShapes::findCheck)
            .map(shape -> pruned(shape, check))
            .orElse(check)
        : check;
  }

  /// A tree without the entries that say what would hold without them.
  private static ConfigTree pruned(ConfigSchema schema, ConfigTree tree) {
    ConfigTree complete = Config.resolve(schema, tree);
    return schema instanceof Shape shape && complete instanceof ConfigTree.Entries(var entries)
        ? pruned(shape, entries)
        : complete;
  }

  private static ConfigTree pruned(Shape shape, Map<String, ConfigTree> entries) {
    SequencedMap<String, ConfigTree> said = new LinkedHashMap<>();
    for (Field field : shape.fields()) {
      Optional<ConfigTree> byDefault =
          field.fallback().map(it -> Config.resolve(field.schema(), it));
      find(entries, field.name())
          .filter(value -> !byDefault.equals(Optional.of(value)))
          .ifPresent(value -> said.put(field.name(), inner(field.schema(), value)));
    }
    return new ConfigTree.Entries(said);
  }

  private static ConfigTree inner(ConfigSchema schema, ConfigTree value) {
    return switch (schema) {
      case ConfigSchema.Nullable(var inner) when !(value instanceof ConfigTree.Nothing) ->
          inner(inner, value);
      case Shape shape when value instanceof ConfigTree.Entries(var entries) ->
          pruned(shape, entries);
      case ConfigSchema _ -> value;
    };
  }

  private static Optional<ConfigTree> find(Map<String, ConfigTree> entries, String name) {
    return Optional.ofNullable(entries.get(name));
  }

  private static Optional<String> text(Map<String, ConfigTree> entries, String name) {
    return entries.get(name) instanceof ConfigTree.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
