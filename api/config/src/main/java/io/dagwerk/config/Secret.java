package io.dagwerk.config;

import java.util.Objects;
import java.util.Optional;

/// A value that is used but never shown: `toString` is `***`, and no problem, tree or schema holds
/// it.
///
/// As a component of a config record it is a `Secret<String>`, given in a document as `{env: NAME}`
/// (or literally, which is accepted but then stands in that document). In Java, [#env] makes one
/// that is looked up where the config is used.
///
/// ```java
/// record WarehouseConfig(URI url, Secret<String> password) {}
/// new WarehouseConfig(url, Secret.env("WAREHOUSE_PASSWORD"));
/// ```
///
/// Secrets are immutable, and deliberately not serializable.
public final class Secret<T> {
  /// What is shown instead of a secret.
  public static final String MASK = "***";

  private final Optional<T> value;
  private final Optional<String> variable;

  private Secret(Optional<T> value, Optional<String> variable) {
    this.value = value;
    this.variable = variable;
  }

  /// A secret of this value: for tests, and for constants that code has read from somewhere. Where
  /// config is stored and shown, as in a preset, [#env] is what can be given.
  public static <T> Secret<T> of(T value) {
    return new Secret<>(Optional.of(value), Optional.empty());
  }

  /// A secret of this value, which is that of an environment variable.
  public static <T> Secret<T> of(T value, String variable) {
    return new Secret<>(Optional.of(value), Optional.of(variable));
  }

  /// The secret that is the text of an environment variable, looked up when the config is bound.
  public static Secret<String> env(String variable) {
    if (variable.isBlank()) {
      throw new IllegalArgumentException(
          "an environment variable has a name, but this one is blank");
    }
    return new Secret<>(Optional.empty(), Optional.of(variable));
  }

  /// The value.
  ///
  /// @throws IllegalStateException if this is the reference to a variable that nobody has looked up
  ///   yet
  public T reveal() {
    return value.orElseThrow(() ->
        new IllegalStateException(
            "the secret of environment variable %s is read before its config is bound"
                .formatted(variable.orElse("?"))));
  }

  /// Whether the value is here: false for [#env] until its config is bound.
  public boolean isKnown() {
    return value.isPresent();
  }

  /// The variable that holds the value, if this secret was given by reference.
  public Optional<String> variable() {
    return variable;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret<?> that
        && value.equals(that.value)
        && variable.equals(that.variable);
  }

  /// A number that says nothing of the value.
  @Override
  public int hashCode() {
    return Objects.hashCode(variable);
  }

  @Override
  public String toString() {
    return MASK;
  }
}
