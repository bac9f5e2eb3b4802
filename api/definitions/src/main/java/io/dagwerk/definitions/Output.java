package io.dagwerk.definitions;

import io.dagwerk.model.Metadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One of several outputs, or one that may be left out; the same constant emits and reads it.
///
/// ```java
/// static final Output<Orders> PAID = Output.named("paid", Orders.class);
/// static final Output<Orders> LATE = Output.named("late", Orders.class).optional();
/// ```
public final class Output<T> {
  private final String name;
  private final Type<T> type;
  private final boolean required;
  private final Optional<Resource<? extends IoManager<? super T>>> io;
  private final Metadata metadata;

  private Output(
      String name,
      Type<T> type,
      boolean required,
      Optional<Resource<? extends IoManager<? super T>>> io,
      Metadata metadata) {
    this.name = name;
    this.type = type;
    this.required = required;
    this.io = io;
    this.metadata = metadata;
  }

  public static <T> Output<T> named(String name, Class<T> type) {
    return named(name, Type.of(type));
  }

  public static <T> Output<T> named(String name, Type<T> type) {
    return new Output<>(name, type, true, Optional.empty(), Metadata.none());
  }

  /// May be left out; what reads it is skipped then.
  public Output<T> optional() {
    return new Output<>(name, type, false, io, metadata);
  }

  /// Stored by this IO manager instead of the default.
  public Output<T> storedBy(Resource<? extends IoManager<? super T>> ioManager) {
    return new Output<>(
        name, type, required, Optional.of(Handle.declared(ioManager, "an IO manager")), metadata);
  }

  /// A fact that its IO manager reads, such as the name of a table.
  public Output<T> metadata(String key, String value) {
    return new Output<>(name, type, required, io, metadata.and(key, value));
  }

  public String name() {
    return name;
  }

  public Type<T> type() {
    return type;
  }

  public boolean isRequired() {
    return required;
  }

  public Optional<Resource<? extends IoManager<? super T>>> io() {
    return io;
  }

  public Metadata metadata() {
    return metadata;
  }

  /// Outputs of one name are one output: `PAID` and `PAID.optional()` are read alike.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Output<?> output && output.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "output '%s'".formatted(name);
  }
}
