package io.dagwerk.config.internal;

import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns what a document says into the value of one Java type, and back. Immutable.
public sealed interface Codec
    permits AnythingCodec,
        EnumCodec,
        ListCodec,
        MapCodec,
        OptionalCodec,
        RecordCodec,
        ScalarCodec,
        SecretCodec,
        SelectorCodec {

  /// What a document may say.
  ConfigSchema schema();

  /// The value of a tree that was validated and resolved. Null where a problem was added to the
  /// reading, and for the null of [AnythingCodec].
  @Nullable Object read(ConfigTree tree, Reading reading, ConfigPath path);

  /// The tree of a value. A null that does not belong there becomes the tree's null, which
  /// validation finds.
  ///
  /// @param secrets gives what is written for a secret
  ConfigTree write(@Nullable Object value, Function<Secret<?>, ConfigTree> secrets);

  /// The value with its secrets looked up: the same one, if it has none that are only referred to.
  @Nullable Object settle(@Nullable Object value, Reading reading, ConfigPath path);
}
