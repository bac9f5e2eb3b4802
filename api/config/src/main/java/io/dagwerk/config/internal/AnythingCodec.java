package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An Object: whatever the document says, as plain Java.
record AnythingCodec() implements Codec {

  @Override
  public ConfigSchema schema() {
    return new ConfigSchema.Anything();
  }

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    return tree.toPlain();
  }

  @Override
  public ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets) {
    return ConfigTree.of(value);
  }

  @Override
  public @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path) {
    return value;
  }
}
