package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A type that is one value in a document: a number, text, date and so on.
///
/// `convert` gives nothing where the schema takes more than the type can hold.
record ScalarCodec(
    ConfigSchema.Scalar schema,
    Function<ConfigTree, Optional<Object>> convert,
    Function<Object, ConfigTree> print)
    implements Codec {

  @Override
  public @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path) {
    Optional<ConfigTree> value = reading.value(schema, tree, path);
    if (value.isEmpty()) {
      return null;
    }
    Optional<Object> converted = convert.apply(value.orElseThrow());
    if (converted.isEmpty()) {
      reading
          .problems()
          .add(
              path,
              Kind.WRONG_VALUE,
              "expected %s of at most %s, but found a greater one"
                  .formatted(Scalars.expectation(schema), Double.MAX_VALUE));
    }
    return converted.orElse(null);
  }

  @Override
  public ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets) {
    return value == null ? ConfigTree.nothing() : print.apply(value);
  }

  @Override
  public @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path) {
    return value;
  }
}
