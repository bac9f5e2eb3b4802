package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Scalar;
import io.dagwerk.model.ConfigTree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// The rules of single values: which trees are one, how a text becomes one, what is expected.
final class Scalars {
  private static final int LONGEST_NUMBER = 400;

  private Scalars() {}

  /// The value in its one normal form (`3` where a decimal number is expected is `3.0`); empty if
  /// the tree is no value of this schema.
  static Optional<ConfigTree> normalise(Scalar schema, ConfigTree tree) {
    return switch (schema) {
      case ConfigSchema.WholeNumber whole ->
          wholeValue(tree).filter(value -> isWithin(value, whole)).map(ConfigTree.Whole::new);
      case ConfigSchema.DecimalNumber() -> decimalValue(tree);
      case ConfigSchema.Truth() -> only(ConfigTree.Truth.class, tree);
      case ConfigSchema.Text(), ConfigSchema.Secret() -> only(ConfigTree.Text.class, tree);
      case ConfigSchema.Formatted(var format) ->
          text(tree).filter(text -> Formats.parse(format, text).isPresent()).map(_ -> tree);
      case ConfigSchema.Enumeration(var values) ->
          text(tree).filter(values::contains).map(_ -> tree);
    };
  }

  /// The value that a text stands for, as in an environment variable; empty if it stands for none.
  static Optional<ConfigTree> parse(Scalar schema, String text) {
    return switch (schema) {
      case ConfigSchema.WholeNumber _, ConfigSchema.DecimalNumber _ ->
          parseNumber(text.strip()).flatMap(number -> normalise(schema, number));
      case ConfigSchema.Truth() ->
          switch (text.strip()) {
            case "true" -> Optional.of(new ConfigTree.Truth(true));
            case "false" -> Optional.of(new ConfigTree.Truth(false));
            default -> Optional.empty();
          };
      case ConfigSchema.Text(), ConfigSchema.Secret() -> Optional.of(new ConfigTree.Text(text));
      case ConfigSchema.Formatted _, ConfigSchema.Enumeration _ ->
          normalise(schema, new ConfigTree.Text(text.strip()));
    };
  }

  private static Optional<ConfigTree> parseNumber(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ConfigTree.Decimal(new BigDecimal(text)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<BigInteger> wholeValue(ConfigTree tree) {
    return switch (tree) {
      case ConfigTree.Whole(BigInteger value) -> Optional.of(value);
      case ConfigTree.Decimal(BigDecimal value) -> wholeValue(value);
      case ConfigTree _ -> Optional.empty();
    };
  }

  /// The number if it has no fraction. One of more than 400 digits counts as having one, so that
  /// `1e999999999` costs nothing.
  private static Optional<BigInteger> wholeValue(BigDecimal value) {
    boolean isReadable = (long) value.precision() - value.scale() <= LONGEST_NUMBER;
    return isReadable && value.stripTrailingZeros().scale() <= 0
        ? Optional.of(value.toBigInteger())
        : Optional.empty();
  }

  private static Optional<ConfigTree> decimalValue(ConfigTree tree) {
    return switch (tree) {
      case ConfigTree.Whole(BigInteger value) ->
          Optional.of(new ConfigTree.Decimal(new BigDecimal(value).setScale(1)));
      case ConfigTree.Decimal _ -> Optional.of(tree);
      case ConfigTree _ -> Optional.empty();
    };
  }

  private static boolean isWithin(BigInteger value, ConfigSchema.WholeNumber whole) {
    return value.compareTo(BigInteger.valueOf(whole.least())) >= 0
        && value.compareTo(BigInteger.valueOf(whole.most())) <= 0;
  }

  private static Optional<ConfigTree> only(Class<? extends ConfigTree> kind, ConfigTree tree) {
    return kind.isInstance(tree) ? Optional.of(tree) : Optional.empty();
  }

  private static Optional<String> text(ConfigTree tree) {
    return tree instanceof ConfigTree.Text(String value) ? Optional.of(value) : Optional.empty();
  }

  /// What is expected, in words; of a whole number with its bounds if `found` is one.
  static String expectation(Scalar schema, ConfigTree found) {
    return schema instanceof ConfigSchema.WholeNumber(long least, long most)
            && wholeValue(found).isPresent()
        ? "an integer from %d to %d".formatted(least, most)
        : expectation(schema);
  }

  /// What is expected, in words.
  static String expectation(Scalar schema) {
    return switch (schema) {
      case ConfigSchema.WholeNumber _ -> "an integer";
      case ConfigSchema.DecimalNumber() -> "a number";
      case ConfigSchema.Truth() -> "true or false";
      case ConfigSchema.Text() -> "a text";
      case ConfigSchema.Secret() -> "a text or {env: NAME}";
      case ConfigSchema.Formatted(var format) -> Formats.expectation(format);
      case ConfigSchema.Enumeration(var values) -> "one of " + String.join(", ", values);
    };
  }
}
