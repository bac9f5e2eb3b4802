package io.dagwerk.definitions;

import io.dagwerk.definitions.Act.Act1;
import io.dagwerk.definitions.Act.Act2;
import io.dagwerk.definitions.StepSettings.AttachedHook;

/// What hooks can be attached to: an op, asset, nested graph or job. Each method gives a new
/// builder.
///
/// A hook may be declared once and attached at several places, or written where it is attached,
/// with a resource or without:
///
/// ```java
/// .onSuccess(announce)
/// .onFailure(end -> end.log().error(end.summary()))
/// .onFailure(slack, (end, slack) -> slack.post(end.summary()))
/// ```
///
/// @param <B> the builder itself
public sealed interface Hookable<B> permits Graph.Hooks, Job.Builder, StepDefiner {
  /// Attaches a hook to one end of steps.
  B hooked(AttachedHook hook);

  /// Runs the hook for every step that succeeds.
  default B onSuccess(Hook hook) {
    return hooked(new AttachedHook(hook, Hook.End.SUCCESS));
  }

  default B onSuccess(Act1<StepEnd> action) {
    return onSuccess(Hook.named("on_success").by(action));
  }

  default <A> B onSuccess(Resource<A> resource, Act2<StepEnd, ? super A> action) {
    return onSuccess(Hook.named("on_success").from(resource).by(action));
  }

  /// Runs the hook for every step that has failed and has no attempt left.
  default B onFailure(Hook hook) {
    return hooked(new AttachedHook(hook, Hook.End.FAILURE));
  }

  default B onFailure(Act1<StepEnd> action) {
    return onFailure(Hook.named("on_failure").by(action));
  }

  default <A> B onFailure(Resource<A> resource, Act2<StepEnd, ? super A> action) {
    return onFailure(Hook.named("on_failure").from(resource).by(action));
  }

  /// Runs the hook for every attempt after which the step is tried again.
  default B onRetry(Hook hook) {
    return hooked(new AttachedHook(hook, Hook.End.RETRY));
  }

  default B onRetry(Act1<StepEnd> action) {
    return onRetry(Hook.named("on_retry").by(action));
  }

  default <A> B onRetry(Resource<A> resource, Act2<StepEnd, ? super A> action) {
    return onRetry(Hook.named("on_retry").from(resource).by(action));
  }
}
