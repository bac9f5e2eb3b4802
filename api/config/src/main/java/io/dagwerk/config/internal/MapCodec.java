package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A map with text keys, its order kept, unmodifiable for whom it is bound.
record MapCodec(Codec value) implements Codec {

  @Override
  public ConfigSchema schema() {
    return new ConfigSchema.MapOf(value.schema());
  }

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return null;
    }
    SequencedMap<String, @Nullable Object> values = new LinkedHashMap<>();
    entries.forEach((key, child) -> values.put(key, value.read(child, reading, path.entry(key))));
    return Collections.unmodifiableSequencedMap(values);
  }

  @Override
  public ConfigTree write(@Nullable Object map, Function<Secret<?>, ConfigTree> secrets) {
    if (!(map instanceof Map<?, ?> values)) {
      return ConfigTree.nothing();
    }
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    values.forEach((key, child) -> entries.put(String.valueOf(key), value.write(child, secrets)));
    return new ConfigTree.Entries(entries);
  }

  @Override
  public @Nullable Object settle(@Nullable Object map, Reading reading, ConfigPath path) {
    if (!(map instanceof Map<?, ?> values)) {
      return map;
    }
    SequencedMap<String, @Nullable Object> settled = new LinkedHashMap<>();
    boolean isSame = true;
    for (var entry : values.entrySet()) {
      String key = String.valueOf(entry.getKey());
      Object child = value.settle(entry.getValue(), reading, path.entry(key));
      settled.put(key, child);
      isSame &= Identity.isSame(child, entry.getValue());
    }
    return isSame ? map : Collections.unmodifiableSequencedMap(settled);
  }
}
