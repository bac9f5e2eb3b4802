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
        .orElseGet(() -> new Binding.Bound<>(said.toPlain()));
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
    List<ConfigProblem> problems = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      collect(read(element, items.get(i), binder, path.item(i)), problems).ifPresent(values::add);
    }
    return problems.isEmpty() ? new Binding.Bound<>(values) : new Binding.Invalid<>(problems);
  }

  private static Binding<?> map(
      Type<?> value, SequencedMap<String, ConfigTree> entries, Binder binder, ConfigPath path) {
    List<ConfigProblem> problems = new ArrayList<>();
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    entries.forEach((key, said) ->
        collect(read(value, said, binder, path.entry(key)), problems)
            .ifPresent(bound -> values.put(key, bound)));
    return problems.isEmpty() ? new Binding.Bound<>(values) : new Binding.Invalid<>(problems);
  }

  private static Optional<Object> collect(Binding<?> binding, List<ConfigProblem> problems) {
    problems.addAll(binding.problems());
    return binding instanceof Binding.Bound<?>(Object value)
        ? Optional.ofNullable(value)
        : Optional.empty();
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
