package io.dagwerk.execution;

import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigSource;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.InvalidConfigType;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigWarning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The rule that reads an external input from the run config's section `inputs`, and back.
///
/// With a loader, what is read is the loader's config; otherwise it is the value itself: a number,
/// a text, a truth value, whatever else config takes, or lists and maps of these.
final class Externals {
  private Externals() {}

  static ConfigSchema schema(Type<?> type) {
    if (type.loader().isPresent()) {
      return type.loader().get().config().schema();
    }
    if (isList(type)) {
      return new ConfigSchema.ListOf(schema(type.arguments().getFirst()));
    }
    if (isMap(type)) {
      return new ConfigSchema.MapOf(schema(type.arguments().getLast()));
    }
    return source(type).map(ConfigSource::schema).orElseGet(ConfigSchema.Anything::new);
  }

  /// @param said what stands in the document, which fits the schema
  static Binding<?> read(Type<?> type, ConfigTree said, Binder binder, ConfigPath path) {
    if (type.loader().isPresent()) {
      return binder.bind(type.loader().get().config(), said, path);
    }
    if (isList(type) && said instanceof ConfigTree.Items(List<ConfigTree> items)) {
      return list(type.arguments().getFirst(), items, binder, path);
    }
    if (isMap(type)
        && said instanceof ConfigTree.Entries(SequencedMap<String, ConfigTree> entries)) {
      return map(type.arguments().getLast(), entries, binder, path);
    }
    return source(type)
        .<Binding<?>>map(source -> binder.bind(source, said, path))
        .orElseGet(() -> new Binding.Bound<>(said.toPlain(), List.of()));
  }

  /// The tree of a value that was read, with a hash for each secret.
  static ConfigTree tree(Type<?> type, Object value) {
    if (type.loader().isPresent()) {
      return tree(type.loader().get().config(), value);
    }
    if (isList(type) && value instanceof List<?> items) {
      Type<?> element = type.arguments().getFirst();
      return new ConfigTree.Items(items.stream().map(item -> tree(element, item)).toList());
    }
    if (isMap(type) && value instanceof Map<?, ?> entries) {
      SequencedMap<String, ConfigTree> trees = new LinkedHashMap<>();
      entries.forEach(
          (key, entry) -> trees.put(String.valueOf(key), tree(type.arguments().getLast(), entry)));
      return new ConfigTree.Entries(trees);
    }
    return source(type).map(source -> tree(source, value)).orElseGet(() -> ConfigTree.of(value));
  }

  private static <T> ConfigTree tree(ConfigSource<T> source, Object value) {
    ConfigType<T> type = source.type();
    return type.treeOf(type.type().cast(value), Externals::hashed);
  }

  private static ConfigTree hashed(Secret<?> secret) {
    return new ConfigTree.Text(new ConfigTree.Text(String.valueOf(secret.reveal())).hash());
  }

  private static boolean isList(Type<?> type) {
    return type.loader().isEmpty() && type.raw() == List.class && !type.arguments().isEmpty();
  }

  private static boolean isMap(Type<?> type) {
    return type.loader().isEmpty() && type.raw() == Map.class && !type.arguments().isEmpty();
  }

  private static Binding<?> list(
      Type<?> element, List<ConfigTree> items, Binder binder, ConfigPath path) {
    Collected collected = new Collected(new ArrayList<>(), new ArrayList<>());
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      collected.add(read(element, items.get(i), binder, path.item(i))).ifPresent(values::add);
    }
    return collected.binding(values);
  }

  private static Binding<?> map(
      Type<?> value, SequencedMap<String, ConfigTree> entries, Binder binder, ConfigPath path) {
    Collected collected = new Collected(new ArrayList<>(), new ArrayList<>());
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    entries.forEach((key, said) ->
        collected
            .add(read(value, said, binder, path.entry(key)))
            .ifPresent(bound -> values.put(key, bound)));
    return collected.binding(values);
  }

  /// What is said of the elements of a list or map.
  private record Collected(List<ConfigProblem> problems, List<ConfigWarning> warnings) {
    Optional<Object> add(Binding<?> binding) {
      problems.addAll(binding.problems());
      warnings.addAll(binding.warnings());
      return binding instanceof Binding.Bound<?>(Object value, _)
          ? Optional.ofNullable(value)
          : Optional.empty();
    }

    Binding<?> binding(Object values) {
      return problems.isEmpty()
          ? new Binding.Bound<>(values, warnings)
          : new Binding.Invalid<>(problems);
    }
  }

  /// Empty for a class that config cannot say.
  private static Optional<ConfigSource<?>> source(Type<?> type) {
    try {
      return Optional.of(ConfigSource.value(type.raw()));
    } catch (InvalidConfigType e) {
      return Optional.empty();
    }
  }
}
