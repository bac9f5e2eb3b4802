package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A list, unmodifiable for whom it is bound.
record ListCodec(Codec item) implements Codec {

  @Override
  public ConfigSchema schema() {
    return new ConfigSchema.ListOf(item.schema());
  }

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    if (!(tree instanceof ConfigTree.Items(List<ConfigTree> items))) {
      return null;
    }
    List<@Nullable Object> values = new ArrayList<>(items.size());
    for (ConfigTree child : items) {
      values.add(item.read(child, reading, path.item(values.size())));
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets) {
    return value instanceof List<?> values
        ? new ConfigTree.Items(values.stream().map(child -> item.write(child, secrets)).toList())
        : ConfigTree.nothing();
  }

  @Override
  public @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path) {
    if (!(value instanceof List<?> values)) {
      return value;
    }
    List<@Nullable Object> settled = new ArrayList<>(values.size());
    boolean isSame = true;
    for (Object child : values) {
      settled.add(item.settle(child, reading, path.item(settled.size())));
      isSame &= Identity.isSame(settled.getLast(), child);
    }
    return isSame ? value : Collections.unmodifiableList(settled);
  }
}
