package io.dagwerk.definitions;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.definitions.Fn.Fn1;
import io.dagwerk.definitions.Fn.Fn2;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Metadata;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Java type that exists at run time with its arguments, such as `Type.listOf(Order.class)`, and
/// what is known of its values beyond Java: a check, a loader from config, a materializer.
///
/// Values are checked when they are loaded and when they are emitted. Immutable and thread-safe;
/// the functions given must be thread-safe.
///
/// ```java
/// static final Type<Percent> PERCENT =
///     Type.of(Percent.class).named("percent")
///         .checkedBy(percent -> TypeCheck.passedIf(percent.value() <= 100, "at most 100"));
/// ```
///
/// @param <T> the Java type
public final class Type<T> {
  private final Class<?> raw;
  private final List<Type<?>> arguments;
  private final String name;
  private final String description;
  private final Optional<Fn1<T, TypeCheck>> check;
  private final Optional<Loader<T>> loader;
  private final Optional<Materializer<T>> materializer;

  private Type(
      Class<?> raw,
      List<Type<?>> arguments,
      String name,
      String description,
      Optional<Fn1<T, TypeCheck>> check,
      Optional<Loader<T>> loader,
      Optional<Materializer<T>> materializer) {
    this.raw = raw;
    this.arguments = List.copyOf(arguments);
    this.name = name;
    this.description = description;
    this.check = check;
    this.loader = loader;
    this.materializer = materializer;
  }

  /// Makes a value from config, for an input that nothing upstream makes.
  ///
  /// @param config what the run config gives; a plain value when it is a class of the JDK
  public record Loader<T>(ConfigSource<?> config, Fn1<Object, ? extends T> function) {}

  /// Writes a value elsewhere because the run config asks for it under `outputs`.
  public record Materializer<T>(
      ConfigSource<?> config, Fn2<Object, ? super T, SequencedMap<AssetKey, Metadata>> function) {}

  /// The type of a class without arguments.
  public static <T> Type<T> of(Class<T> type) {
    return raw(boxed(type), List.of());
  }

  public static <E> Type<List<E>> listOf(Class<E> element) {
    return listOf(of(element));
  }

  public static <E> Type<List<E>> listOf(Type<E> element) {
    return raw(List.class, List.of(element));
  }

  public static <V> Type<Map<String, V>> mapOf(Class<V> value) {
    return raw(Map.class, List.of(of(String.class), of(value)));
  }

  public static <T> Type<Optional<T>> optionalOf(Class<T> value) {
    return raw(Optional.class, List.of(of(value)));
  }

  /// Elements that pass one by one and never lie in memory together, such as the lines of a file.
  public static <E> Type<Stream<E>> streamOf(Class<E> element) {
    return raw(Stream.class, List.of(of(element)));
  }

  /// An IO manager, of a resource that modes give or put another in place of.
  ///
  /// @param value what it can store
  public static <V> Type<IoManager<V>> ioManagerOf(Class<V> value) {
    return raw(IoManager.class, List.of(of(value)));
  }

  private static <T> Type<T> raw(Class<?> raw, List<Type<?>> arguments) {
    String shown =
        arguments.isEmpty()
            ? raw.getSimpleName()
            : arguments.stream()
                .map(Type::name)
                .collect(Collectors.joining(", ", raw.getSimpleName() + "<", ">"));
    return new Type<>(
        raw, arguments, shown, "", Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// This type under a name of its own; names are unique among the types of a location.
  public Type<T> named(String own) {
    return new Type<>(raw, arguments, own, description, check, loader, materializer);
  }

  public Type<T> describedAs(String text) {
    return new Type<>(raw, arguments, name, text, check, loader, materializer);
  }

  /// Looks at every value that is loaded or emitted as this type.
  public Type<T> checkedBy(Fn1<T, TypeCheck> function) {
    return new Type<>(
        raw, arguments, name, description, Optional.of(function), loader, materializer);
  }

  /// Makes values from config, for [Input#external].
  public <C> Type<T> loadedBy(Class<C> config, Fn1<C, ? extends T> function) {
    Loader<T> made =
        new Loader<>(ConfigSource.value(config), given -> function.apply(config.cast(given)));
    return new Type<>(raw, arguments, name, description, check, Optional.of(made), materializer);
  }

  /// Writes a value elsewhere when the run config asks for it: `ops.NAME.outputs: [{result: ...}]`.
  public <C> Type<T> materializedBy(
      Class<C> config, Fn2<C, ? super T, SequencedMap<AssetKey, Metadata>> function) {
    Materializer<T> made =
        new Materializer<>(
            ConfigSource.value(config),
            (given, value) -> function.apply(config.cast(given), value));
    return new Type<>(raw, arguments, name, description, check, loader, Optional.of(made));
  }

  public Class<?> raw() {
    return raw;
  }

  public List<Type<?>> arguments() {
    return arguments;
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public Optional<Fn1<T, TypeCheck>> check() {
    return check;
  }

  public Optional<Loader<T>> loader() {
    return loader;
  }

  public Optional<Materializer<T>> materializer() {
    return materializer;
  }

  /// Whether it adds anything to the Java type, so that its name must be its own.
  public boolean isCustom() {
    return check.isPresent() || loader.isPresent() || materializer.isPresent();
  }

  /// Whether the value is one of this Java type, down to the elements of lists, maps and options,
  /// and passes the check.
  ///
  /// @throws Exception what the check throws
  public TypeCheck examine(Object value) throws Exception {
    List<String> found = new ArrayList<>();
    mismatch(value, found);
    if (!found.isEmpty()) {
      return TypeCheck.failed(found.getFirst());
    }
    return check.isPresent() ? check.get().apply(cast(value)) : TypeCheck.success();
  }

  /// The value as this type; checked down to the elements.
  ///
  /// @throws ClassCastException that says what was found and expected
  @SuppressWarnings("unchecked") // mismatch() has looked at it
  public T cast(Object value) {
    List<String> found = new ArrayList<>();
    mismatch(value, found);
    if (!found.isEmpty()) {
      throw new ClassCastException(found.getFirst());
    }
    return (T) value;
  }

  /// @param value null where a list or map of the user's holds one
  private void mismatch(@Nullable Object value, List<String> found) {
    if (!found.isEmpty()) {
      return;
    }
    if (value == null) {
      found.add("expected %s, but found null".formatted(name));
    } else if (!raw.isInstance(value)) {
      found.add(
          "expected %s, but found %s '%s'"
              .formatted(name, value.getClass().getSimpleName(), shortened(value)));
    } else if (!arguments.isEmpty()) {
      switch (value) {
        case Collection<?> all -> all.forEach(each -> arguments.getFirst().mismatch(each, found));
        case Map<?, ?> map ->
            map.values().forEach(each -> arguments.getLast().mismatch(each, found));
        case Optional<?> some -> some.ifPresent(each -> arguments.getFirst().mismatch(each, found));
        default -> {}
      }
    }
  }

  private static String shortened(Object value) {
    String text = String.valueOf(value);
    int longest = 80;
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }

  private static Class<?> boxed(Class<?> type) {
    if (!type.isPrimitive()) {
      return type;
    }
    return MethodType.methodType(type).wrap().returnType();
  }

  @Override
  public String toString() {
    return name;
  }
}
