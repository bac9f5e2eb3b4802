package io.dagwerk.definitions;

import io.dagwerk.model.OutputAddress;

/// Lays a store of one's own over one that is shared: values are stored in the own one, and loaded
/// from it if it has them, else from the shared one. For a mode in which a developer's runs read
/// what production has made, and write under their own name.
///
/// Nothing is ever stored in the shared one: of that manager only `load` and `exists` are kept.
/// Give it credentials that may only read all the same, if opening it may write.
///
/// Which store has a value is asked anew at each load, by `exists` of the own one and by the whole
/// address: partition by partition, so a reader of many partitions may get some from each. A look
/// that fails fails the load, and is not taken for a value that is not there. A value that neither
/// has is missing, as with any other manager, and the message names both places.
///
/// The two may be of different kinds, when both can give what the readers ask for. It is
/// thread-safe and durable as they are.
///
/// ```java
/// final Resource<IoManager<Object>> ownFirst =
///     Resource.named("own_first", Type.ioManagerOf(Object.class))
///         .from(own, shared)
///         .by(OverlayIoManager::of);
/// final Job refresh =
///     Job.named("refresh")
///         .mode("prod", mode -> mode.with(values, shared))
///         .mode("local", mode -> mode.with(values, ownFirst).readingStored())
///         .materializing(sales, revenue);
/// ```
///
/// @param <T> what it can store; `Object` for anything
public final class OverlayIoManager<T> implements IoManager<T> {
  private final IoManager<T> own;
  private final Shared shared;

  private OverlayIoManager(IoManager<T> own, Shared shared) {
    this.own = own;
    this.shared = shared;
  }

  /// What is left of a manager that is only read.
  private record Shared(Loading loading, Looking looking, String name) {
    interface Loading {
      Object load(LoadContext context) throws Exception;
    }

    interface Looking {
      boolean exists(OutputAddress address) throws Exception;
    }
  }

  /// @param own where values are stored, and looked for first
  /// @param shared where values are looked for that the own one does not have
  public static <T> OverlayIoManager<T> of(IoManager<T> own, IoManager<?> shared) {
    return new OverlayIoManager<>(own, new Shared(shared::load, shared::exists, shared.toString()));
  }

  @Override
  public void store(StoreContext context, T value) throws Exception {
    own.store(context, value);
  }

  @Override
  public Object load(LoadContext context) throws Exception {
    if (own.exists(context.address())) {
      return own.load(context);
    }
    if (shared.looking().exists(context.address())) {
      return shared.loading().load(context);
    }
    throw context.missing("%s, then %s".formatted(own, shared.name()));
  }

  @Override
  public boolean exists(OutputAddress address) throws Exception {
    return own.exists(address) || shared.looking().exists(address);
  }

  /// Whether the own one is: what lies in the shared one was stored by others.
  @Override
  public boolean isDurable() {
    return own.isDurable();
  }

  @Override
  public String toString() {
    return "%s over %s".formatted(own, shared.name());
  }
}
