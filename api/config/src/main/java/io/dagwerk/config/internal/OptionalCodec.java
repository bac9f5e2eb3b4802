package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An Optional: empty for null.
record OptionalCodec(Codec inner) implements Codec {

  @Override
  public ConfigSchema schema() {
    return new ConfigSchema.Nullable(inner.schema());
  }

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    return tree instanceof ConfigTree.Nothing
        ? Optional.empty()
        : Optional.ofNullable(inner.read(tree, reading, path));
  }

  @Override
  public ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets) {
    return value instanceof Optional<?> optional && optional.isPresent()
        ? inner.write(optional.orElseThrow(), secrets)
        : ConfigTree.nothing();
  }

  @Override
  public @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path) {
    if (!(value instanceof Optional<?> optional) || optional.isEmpty()) {
      return value;
    }
    Object settled = inner.settle(optional.orElseThrow(), reading, path);
    return Identity.isSame(settled, optional.orElseThrow()) ? value : Optional.ofNullable(settled);
  }
}
