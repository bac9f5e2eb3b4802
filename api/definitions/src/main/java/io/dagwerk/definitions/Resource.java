package io.dagwerk.definitions;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.definitions.Act.Act1;
import io.dagwerk.definitions.Fn.Fn0;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A collaborator that functions are given: a connection, a client, a folder, an IO manager.
///
/// It is opened once per process when the first step that needs it starts, and closed in reverse
/// order before the run's last event, on every path. What it opens is shared by steps that run at
/// the same time, so it must be thread-safe. An `AutoCloseable` is closed by its own `close`.
///
/// ```java
/// final Resource<Warehouse> warehouse =
///     Resource.named("warehouse", Warehouse.class)
///         .from(config(WarehouseConfig.class))
///         .by(Warehouse::open);
/// ```
public final class Resource<T> extends Handle implements Definition, Input<T> {
  private final Type<T> type;
  private final Settings<T> settings;
  private final Compute<T> compute;
  private final Origin origin;

  private Resource(
      String name, Type<T> type, Settings<T> settings, Compute<T> compute, Origin origin) {
    super(name);
    this.type = type;
    this.settings = settings;
    this.compute = compute;
    this.origin = origin;
  }

  private enum Origin {
    DECLARED,
    MODES
  }

  /// What is said about a resource beside its function.
  ///
  /// @param closing in place of its own `close`
  /// @param version the user's word for its code, for memoization
  public record Settings<T>(
      String description, Optional<Act1<? super T>> closing, Optional<String> version) {}

  public static <T> Builder<T> named(String name, Class<T> type) {
    return named(name, Type.of(type));
  }

  public static <T> Builder<T> named(String name, Type<T> type) {
    return new Builder<>(name, type, new Settings<>("", Optional.empty(), Optional.empty()));
  }

  /// A resource that is this value: a fake, or something that needs no opening. For memoization it
  /// counts by its content, and one that may change never counts as the same.
  public static <T> Resource<T> of(String name, Class<T> type, T value) {
    return named(name, type).closing(_ -> {}).by(() -> value);
  }

  public Type<T> type() {
    return type;
  }

  public Settings<T> settings() {
    return settings;
  }

  public Compute<T> compute() {
    return compute;
  }

  /// Whether each mode of a job that needs it puts another resource in its place.
  public boolean isGivenByModes() {
    return origin == Origin.MODES;
  }

  /// This resource with its config said here, under a name of its own.
  ///
  /// @throws IllegalArgumentException when it has no config of that type
  public Resource<T> configured(String name, Record config) {
    return configured(
        name, config.getClass(), source -> source.configured("resource '" + name + "'", config));
  }

  /// This resource, whose config is made from another record, under a name of its own.
  ///
  /// @param outer what the run config gives
  /// @param inner the record type that this resource's config has
  /// @throws IllegalArgumentException when it has no config of the inner type
  public <O, C extends Record> Resource<T> configured(
      String name, Class<O> outer, Class<C> inner, Function<? super O, ? extends C> mapping) {
    return configured(
        name, inner, source -> source.configured("resource '" + name + "'", outer, mapping));
  }

  private Resource<T> configured(
      String name, Class<?> given, UnaryOperator<ConfigSource<?>> change) {
    return new Resource<>(
        name, type, settings, Configured.replace(this, compute, given, change), origin);
  }

  /// The options of a resource.
  public static final class Builder<T> extends Definer<T, Resource<T>> {
    private final String name;
    private final Type<T> type;
    private final Settings<T> settings;

    private Builder(String name, Type<T> type, Settings<T> settings) {
      this.name = name;
      this.type = type;
      this.settings = settings;
    }

    public Builder<T> describedAs(String description) {
      return with(new Settings<>(description, settings.closing(), settings.version()));
    }

    /// How it is closed, in place of its own `close`.
    public Builder<T> closing(Act1<? super T> action) {
      return with(new Settings<>(settings.description(), Optional.of(action), settings.version()));
    }

    /// Says which code this is: outputs made with another version are not reused.
    public Builder<T> version(String version) {
      return with(new Settings<>(settings.description(), settings.closing(), Optional.of(version)));
    }

    /// Leaves open what it is: every mode of a job that needs it gives it, and such a job is not
    /// launched without a mode.
    ///
    /// ```java
    /// final Resource<Warehouse> warehouse =
    ///     Resource.named("warehouse", Warehouse.class).givenByModes();
    /// final Job load =
    ///     Job.named("load")
    ///         .mode("prod", resources -> resources.with(warehouse, postgres))
    ///         .mode("test", resources -> resources.with(warehouse, new InMemoryWarehouse()))
    ///         .materializing(orders);
    /// ```
    public Resource<T> givenByModes() {
      String message = "resource '%s' is given by modes, and this run has none".formatted(name);
      Fn0<T> refusing =
          () -> {
            throw new IllegalStateException(message);
          };
      Settings<T> constant =
          new Settings<>(settings.description(), settings.closing(), Optional.of("given by modes"));
      return new Resource<>(
          name, type, constant, Compute.of(refusing, args -> refusing.apply()), Origin.MODES);
    }

    private Builder<T> with(Settings<T> changed) {
      return new Builder<>(name, type, changed);
    }

    @Override
    Resource<T> define(Compute<T> compute) {
      return new Resource<>(name, type, settings, compute, Origin.DECLARED);
    }
  }
}
