package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Resource;
import java.util.Optional;

/// Which IO manager keeps the values of an output. Thread-safe.
final class Stores {
  private static final String FOR_ALL = "memory";
  private static final String BY_DEFAULT = "default";

  private final Optional<IoManager<Object>> forAll;
  private final IoManager<Object> byDefault;
  private final Optional<Resource<? extends IoManager<Object>>> declared;
  private final OpenResources resources;

  /// @param forAll keeps every value, whatever is declared: for tests in memory
  /// @param byDefault keeps what names no manager, if the location names none either
  Stores(
      Optional<IoManager<Object>> forAll,
      IoManager<Object> byDefault,
      Optional<Resource<? extends IoManager<Object>>> declared,
      OpenResources resources) {
    this.forAll = forAll;
    this.byDefault = byDefault;
    this.declared = declared;
    this.resources = resources;
  }

  /// Whether events call so an IO manager that is not opened and closed with a run.
  static boolean isOfProcess(String name) {
    return name.equals(FOR_ALL) || name.equals(BY_DEFAULT);
  }

  /// An IO manager and what events call it.
  record Store(String name, IoManager<Object> io) {}

  Store of(Node node, Output<?> output) throws ResourceFailed, InterruptedException {
    Optional<? extends Resource<?>> own = output.io();
    if (node instanceof Asset<?> asset) {
      own = asset.asset().io().isPresent() ? asset.asset().io() : own;
    }
    return of(own.isPresent() ? Optional.of(own.get()) : Optional.empty());
  }

  /// The manager that keeps what a handle reads.
  Store of(Input<?> read) throws ResourceFailed, InterruptedException {
    return switch (read) {
      case Input.Emitted<?> emitted -> of(emitted.by(), emitted.output());
      case Asset<?> asset -> of(asset, asset.outputs().getLast());
      case Node node -> of(node, node.outputs().getFirst());
      case Input.As<?> as -> of(as.of());
      case Input.ManyPartitions<?> many -> of((Input<?>) many.asset());
      case Input.OnePartition<?> one -> of((Input<?>) one.asset());
      case Input.Element<?> element -> of((Input<?>) element.of());
      case Input.Collected<?, ?> all -> of((Input<?>) all.branch());
      case Input.Several<?> _,
          Input.External<?> _,
          Resource<?> _,
          Input.Config<?> _,
          Input.Fact<?> _,
          Input.Undeclared<?> _,
          Input.Unusable<?> _ ->
          throw new IllegalArgumentException(read + " has no store");
    };
  }

  private Store of(Optional<? extends Resource<?>> own)
      throws ResourceFailed, InterruptedException {
    if (forAll.isPresent()) {
      return new Store(FOR_ALL, forAll.get());
    }
    Optional<? extends Resource<?>> resource = own.isPresent() ? own : declared;
    return resource.isPresent()
        ? new Store(resource.get().name(), manager(resources.get(resource.get())))
        : new Store(BY_DEFAULT, byDefault);
  }

  @SuppressWarnings(
      "unchecked") // storedBy takes resources of IO managers for the value's type only
  private static IoManager<Object> manager(Object open) {
    return (IoManager<Object>) open;
  }
}
