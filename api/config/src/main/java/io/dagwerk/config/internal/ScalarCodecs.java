package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Format;
import io.dagwerk.model.ConfigTree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/// The Java types that are one value in a document.
final class ScalarCodecs {
  private ScalarCodecs() {}

  /// The codec of this type, if it is one of them.
  static Optional<Codec> find(Class<?> type) {
    return switch (type.getName()) {
      case "int", "java.lang.Integer" ->
          whole(Integer.MIN_VALUE, Integer.MAX_VALUE, BigInteger::intValue);
      case "long", "java.lang.Long" -> whole(Long.MIN_VALUE, Long.MAX_VALUE, BigInteger::longValue);
      case "double", "java.lang.Double" -> decimal(ScalarCodecs::finite);
      case "java.math.BigDecimal" -> decimal(Optional::of);
      case "boolean", "java.lang.Boolean" -> truth();
      case "java.lang.String" -> text(new ConfigSchema.Text(), Optional::of);
      default -> format(type).flatMap(ScalarCodecs::formatted);
    };
  }

  private static Optional<Format> format(Class<?> type) {
    if (type == Duration.class) {
      return Optional.of(Format.DURATION);
    } else if (type == LocalDate.class) {
      return Optional.of(Format.DATE);
    } else if (type == Instant.class) {
      return Optional.of(Format.INSTANT);
    } else if (type == ZoneId.class) {
      return Optional.of(Format.ZONE);
    } else if (type == URI.class) {
      return Optional.of(Format.URI);
    }
    return type == Path.class ? Optional.of(Format.PATH) : Optional.empty();
  }

  private static Optional<Codec> whole(
      long least, long most, Function<BigInteger, Object> convert) {
    return Optional.of(
        new ScalarCodec(
            new ConfigSchema.WholeNumber(least, most),
            tree ->
                tree instanceof ConfigTree.Whole(BigInteger value)
                    ? Optional.of(convert.apply(value))
                    : Optional.empty(),
            ConfigTree::of));
  }

  private static Optional<Codec> decimal(Function<BigDecimal, Optional<Object>> convert) {
    return Optional.of(
        new ScalarCodec(
            new ConfigSchema.DecimalNumber(),
            tree ->
                tree instanceof ConfigTree.Decimal(BigDecimal value)
                    ? convert.apply(value)
                    : Optional.empty(),
            ConfigTree::of));
  }

  private static Optional<Object> finite(BigDecimal value) {
    double nearest = value.doubleValue();
    return Double.isFinite(nearest) ? Optional.of(nearest) : Optional.empty();
  }

  private static Optional<Codec> truth() {
    return Optional.of(
        new ScalarCodec(
            new ConfigSchema.Truth(),
            tree ->
                tree instanceof ConfigTree.Truth(boolean value)
                    ? Optional.of(value)
                    : Optional.empty(),
            ConfigTree::of));
  }

  private static Optional<Codec> formatted(Format format) {
    return text(new ConfigSchema.Formatted(format), text -> Formats.parse(format, text));
  }

  private static Optional<Codec> text(
      ConfigSchema.Scalar schema, Function<String, Optional<Object>> convert) {
    return Optional.of(
        new ScalarCodec(
            schema,
            tree ->
                tree instanceof ConfigTree.Text(String value)
                    ? convert.apply(value)
                    : Optional.empty(),
            value -> new ConfigTree.Text(value.toString())));
  }
}
