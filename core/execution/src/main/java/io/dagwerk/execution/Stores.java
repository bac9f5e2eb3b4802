package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.Event.FailureKind;
import java.util.Optional;

/// Which IO manager keeps the values of an output. Thread-safe.
final class Stores {
  private static final String FOR_ALL = "memory";
  private static final String BY_DEFAULT = "default";

  private final Optional<IoManager<Object>> forAll;
  private final IoManager<Object> byDefault;
  private final Optional<Resource<? extends IoManager<Object>>> declared;
  private final OpenResources resources;
  private final Reach reach;

  /// Who has to find the values.
  enum Reach {
    /// Steps of this process.
    HERE,
    /// Steps of other processes, so that what lies in the memory of this one is lost.
    ELSEWHERE
  }

  /// @param forAll keeps every value, whatever is declared: for tests in memory
  /// @param byDefault keeps what names no manager, if the location names none either
  Stores(
      Optional<IoManager<Object>> forAll,
      IoManager<Object> byDefault,
      Optional<Resource<? extends IoManager<Object>>> declared,
      OpenResources resources,
      Reach reach) {
    this.forAll = forAll;
    this.byDefault = byDefault;
    this.declared = declared;
    this.resources = resources;
    this.reach = reach;
  }

  /// Whether events call so an IO manager that is not opened and closed with a run.
  static boolean isOfProcess(String name) {
    return name.equals(FOR_ALL) || name.equals(BY_DEFAULT);
  }

  /// An IO manager and what events call it.
  record Store(String name, IoManager<Object> io) {}

  /// @throws StepFailure when others have to find the value, and would not
  Store of(Node node, Output<?> output) throws StepFailure, ResourceFailed, InterruptedException {
    return reached(
        keeperOf(node, output),
        FailureKind.OUTPUT,
        "output '%s' of %s".formatted(output.name(), node));
  }

  private Store keeperOf(Node node, Output<?> output) throws ResourceFailed, InterruptedException {
    Optional<? extends Resource<?>> own = output.io();
    if (node instanceof Asset<?> asset) {
      own = asset.asset().io().isPresent() ? asset.asset().io() : own;
    }
    return of(own.isPresent() ? Optional.of(own.get()) : Optional.empty());
  }

  /// Looks where the values of a node are going to lie, before it is called.
  ///
  /// @throws StepFailure when others have to find one of them, and would not
  void requireReached(Node node) throws StepFailure, ResourceFailed, InterruptedException {
    if (reach == Reach.ELSEWHERE) {
      for (Output<?> output : node.outputs()) {
        if (output.type().raw() != Void.class) {
          var _ = of(node, output);
        }
      }
    }
  }

  private Store reached(Store store, FailureKind kind, String what)
      throws StepFailure, InterruptedException {
    if (reach == Reach.ELSEWHERE && !isDurable(store, kind)) {
      throw StepFailure.forGood(
          kind,
          "%s lies in the memory of a process, as IO manager '%s' keeps it, but the step has a process of its own; keep it by another IO manager, or do not isolate the step"
              .formatted(what, store.name()));
    }
    return store;
  }

  private static boolean isDurable(Store store, FailureKind kind)
      throws StepFailure, InterruptedException {
    return UserCode.call(
        kind,
        "IO manager '%s' does not say whether it is durable".formatted(store.name()),
        () -> store.io().isDurable());
  }

  /// The manager that keeps what a handle reads.
  ///
  /// @throws StepFailure when the value lies in the memory of another process
  Store of(Input<?> read) throws StepFailure, ResourceFailed, InterruptedException {
    return reached(keeperOf(read), FailureKind.INPUT, "what it reads, " + read + ",");
  }

  private Store keeperOf(Input<?> read) throws ResourceFailed, InterruptedException {
    return switch (read) {
      case Input.Emitted<?> emitted -> keeperOf(emitted.by(), emitted.output());
      case Asset<?> asset -> keeperOf(asset, asset.outputs().getLast());
      case Node node -> keeperOf(node, node.outputs().getFirst());
      case Input.As<?> as -> keeperOf(as.of());
      case Input.ManyPartitions<?> many -> keeperOf((Input<?>) many.asset());
      case Input.OnePartition<?> one -> keeperOf((Input<?>) one.asset());
      case Input.Element<?> element -> keeperOf((Input<?>) element.of());
      case Input.Collected<?, ?> all -> keeperOf((Input<?>) all.branch());
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
