package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An enum, by the names of its constants.
record EnumCodec(ConfigSchema.Enumeration schema, SequencedMap<String, Object> constants)
    implements Codec {

  EnumCodec(SequencedMap<String, Object> constants) {
    this(new ConfigSchema.Enumeration(List.copyOf(constants.keySet())), constants);
  }

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    Optional<ConfigTree> value = reading.value(schema, tree, path);
    return value.isPresent() && value.orElseThrow() instanceof ConfigTree.Text(String name)
        ? constants.get(name)
        : null;
  }

  @Override
  public ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets) {
    for (var entry : constants.entrySet()) {
      if (entry.getValue().equals(value)) {
        return new ConfigTree.Text(entry.getKey());
      }
    }
    return ConfigTree.nothing();
  }

  @Override
  public @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path) {
    return value;
  }
}
