package io.dagwerk.definitions;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.config.ConfigType;
import io.dagwerk.model.AssetUpdates;
import io.dagwerk.model.Delivery;
import io.dagwerk.model.EndedRun;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.TimeWindow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value that a definition's function is given when it runs.
///
/// Upstream assets, op outputs, resources, config and the facts of the run are all inputs, so one
/// word, `from`, declares everything a function needs.
///
/// ```java
/// .from(rawFlights, weather.allPartitions(), warehouse, config(ReadConfig.class), day())
/// ```
public sealed interface Input<T>
    permits Asset,
        FanOut,
        Op,
        Resource,
        Input.As,
        Input.Collected,
        Input.Config,
        Input.Element,
        Input.Emitted,
        Input.External,
        Input.Fact,
        Input.ManyPartitions,
        Input.OnePartition,
        Input.Several,
        Input.Undeclared,
        Input.Unusable {
  /// Config of the node, bound to a record.
  ///
  /// @param graph the nested graph whose config it is made from; empty for the node's own
  record Config<T>(ConfigSource<T> source, Optional<String> graph) implements Input<T> {}

  /// A fact about the run itself.
  record Fact<T>(Kind kind) implements Input<T> {
    /// Which fact.
    public enum Kind {
      CONTEXT,
      PARTITION_KEY,
      PARTITION_RANGE,
      TIME_WINDOW,
      DAY,
      TICK,
      CURSOR,
      ENDED_RUN,
      UPDATES,
      DELIVERY
    }
  }

  /// Several partitions of an asset, by key.
  ///
  /// @param function what a mapping of the user's own stands for
  record ManyPartitions<T>(
      Asset<T> asset, PartitionMapping mapping, Optional<PartitionFunction> function)
      implements Input<Map<PartitionKey, T>> {}

  /// One partition of an asset, if it exists.
  record OnePartition<T>(Asset<T> asset, PartitionMapping mapping) implements Input<Optional<T>> {}

  /// An asset's or op's value read as another type than it was written as.
  record As<T>(Input<?> of, Type<T> type) implements Input<T> {}

  /// One of the outputs that a function emits.
  record Emitted<T>(Node by, Output<T> output) implements Input<T> {}

  /// One element of a fan-out, in the branch that handles it.
  record Element<T>(FanOut<T> of) implements Input<T> {}

  /// The outputs of every branch of a fan-out, in the order of its elements.
  record Collected<E, R>(FanOut<E> of, Op<R> branch) implements Input<List<R>> {}

  /// A value of the run config's section `inputs`.
  record External<T>(String name, Type<T> type, Optional<T> byDefault) implements Input<T> {}

  /// Several inputs as one list.
  record Several<T>(List<Input<? extends T>> inputs) implements Input<List<T>> {
    public Several {
      inputs = List.copyOf(inputs);
    }
  }

  /// A handle that was null when `from` read it; never part of valid definitions.
  record Undeclared<T>(int position) implements Input<T> {}

  /// An input that cannot be had; never part of valid definitions.
  record Unusable<T>(List<String> problems) implements Input<T> {
    public Unusable {
      problems = List.copyOf(problems);
    }
  }

  /// The config of this op, asset, resource, check or sensor: a record, or a sealed interface of
  /// records of which a run config chooses one. No bound of javac's says "either", so [Definitions]
  /// reports any other type.
  static <T> Input<T> config(Class<T> type) {
    List<String> problems = ConfigType.problemsOf(type);
    return problems.isEmpty()
        ? new Config<>(ConfigSource.given(type), Optional.empty())
        : new Unusable<>(problems);
  }

  /// Config that is made from other config: a constant, or a function of a record that the run
  /// config gives.
  static <T> Input<T> config(ConfigSource<T> source) {
    return new Config<>(source, Optional.empty());
  }

  /// What the function may ask and say while it runs.
  static Input<Context> context() {
    return new Fact<>(Fact.Kind.CONTEXT);
  }

  /// The key of the partition being materialized.
  static Input<PartitionKey> partitionKey() {
    return new Fact<>(Fact.Kind.PARTITION_KEY);
  }

  /// The keys of all partitions that the step makes: one step then makes a whole range.
  static Input<PartitionRange> partitionRange() {
    return new Fact<>(Fact.Kind.PARTITION_RANGE);
  }

  /// The span of time of the partition being materialized.
  static Input<TimeWindow> timeWindow() {
    return new Fact<>(Fact.Kind.TIME_WINDOW);
  }

  /// The day on which the partition being materialized begins.
  static Input<LocalDate> day() {
    return new Fact<>(Fact.Kind.DAY);
  }

  /// The tick that asks a schedule or sensor.
  static Input<Tick> tick() {
    return new Fact<>(Fact.Kind.TICK);
  }

  /// What the sensor remembered at its last tick; empty at its first.
  static Input<Optional<String>> cursor() {
    return new Fact<>(Fact.Kind.CURSOR);
  }

  /// The run whose end a sensor is told of.
  static Input<EndedRun> endedRun() {
    return new Fact<>(Fact.Kind.ENDED_RUN);
  }

  /// The new values of assets that a sensor is told of.
  static Input<AssetUpdates> updates() {
    return new Fact<>(Fact.Kind.UPDATES);
  }

  /// The request to its webhook that a sensor is told of.
  static Input<Delivery> delivery() {
    return new Fact<>(Fact.Kind.DELIVERY);
  }

  /// A value that nothing in the job makes: the run config gives it under `inputs`, as its type's
  /// loader says.
  static <T> Input<T> external(String name, Class<T> type) {
    return external(name, Type.of(type));
  }

  /// As [#external(String, Class)], of a type with a loader or arguments.
  static <T> Input<T> external(String name, Type<T> type) {
    return new External<>(name, type, Optional.empty());
  }

  /// A value that the run config may give under `inputs`.
  static <T> Input<T> external(String name, Class<T> type, T byDefault) {
    return new External<>(name, Type.of(type), Optional.of(byDefault));
  }

  /// As [#external(String, Class, Object)], of a type with a loader or arguments.
  static <T> Input<T> external(String name, Type<T> type, T byDefault) {
    return new External<>(name, type, Optional.of(byDefault));
  }

  /// Several inputs as one list, in this order; what a skipped step would have given is left out.
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is copied, and nothing is written into it
  static <T> Input<List<T>> list(Input<? extends T>... inputs) {
    return new Several<>(List.of(inputs));
  }

  /// As [#list(Input...)].
  static <T> Input<List<T>> list(List<? extends Input<? extends T>> inputs) {
    return new Several<>(List.copyOf(inputs));
  }

  /// This value, read by its IO manager as another type than it was written as.
  default <U> Input<U> as(Class<U> type) {
    return as(Type.of(type));
  }

  /// As [#as(Class)].
  default <U> Input<U> as(Type<U> type) {
    return new As<>(this, type);
  }
}
