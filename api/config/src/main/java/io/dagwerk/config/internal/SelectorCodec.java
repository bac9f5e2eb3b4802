package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A sealed interface of records: a map with one entry, which names the record.
record SelectorCodec(ConfigSchema.Selector schema, SequencedMap<String, RecordCodec> choices)
    implements Codec {

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    if (!(tree instanceof ConfigTree.Entries(var entries)) || entries.isEmpty()) {
      return null;
    }
    String name = entries.firstEntry().getKey();
    RecordCodec choice = choices.get(name);
    return choice == null
        ? null
        : choice.read(entries.firstEntry().getValue(), reading, path.entry(name));
  }

  @Override
  public ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets) {
    for (var choice : choices.entrySet()) {
      if (choice.getValue().isOf(value)) {
        return ConfigTree.entry(choice.getKey(), choice.getValue().write(value, secrets));
      }
    }
    return ConfigTree.nothing();
  }

  @Override
  public @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path) {
    for (var choice : choices.entrySet()) {
      if (choice.getValue().isOf(value)) {
        return choice.getValue().settle(value, reading, path.entry(choice.getKey()));
      }
    }
    return value;
  }
}
