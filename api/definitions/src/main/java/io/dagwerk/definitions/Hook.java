package io.dagwerk.definitions;

import io.dagwerk.definitions.Act.Act1;
import io.dagwerk.definitions.Act.Act2;

/// Something to do when a step has ended. What a hook throws never changes the run's result.
///
/// ```java
/// Hook alert = Hook.named("alert").from(slack).by((end, slack) -> slack.post(end.summary()));
/// ```
///
/// Attach it by `onSuccess`, `onFailure` or `onRetry` to an op, asset, nested graph or job.
/// Attached twice for the same end, it runs once. It must be thread-safe: a retry does not wait for
/// the hooks of the attempt before it.
///
/// A hook has a minute. One that takes longer is interrupted and has failed, and is left behind
/// when that does not stop it.
public final class Hook extends Handle {
  private final Compute<?> compute;

  private Hook(String name, Compute<?> compute) {
    super(name);
    this.compute = compute;
  }

  /// Which end of a step a hook waits for.
  public enum End {
    SUCCESS,
    FAILURE,
    RETRY
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /// Its resource, if it has one, then the [StepEnd].
  public Compute<?> compute() {
    return compute;
  }

  /// A hook without its function.
  public record Builder(String name) {
    /// A hook that needs nothing but the step's end.
    public Hook by(Act1<StepEnd> action) {
      return new Hook(name, Compute.of(action, args -> action.apply(args.get(0))));
    }

    /// A hook with a resource, which is opened even when no op needs it.
    public <A> From<A> from(Resource<A> resource) {
      return new From<>(name, resource);
    }
  }

  /// A hook with its resource, waiting for its function.
  public record From<A>(String name, Resource<A> resource) {
    public Hook by(Act2<StepEnd, ? super A> action) {
      return new Hook(
          name, Compute.of(action, args -> action.apply(args.get(1), args.get(0)), resource));
    }
  }
}
