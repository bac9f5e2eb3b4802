package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs the user's functions: loads their inputs, calls them, stores what they return, runs hooks.
/// Thread-safe.
final class StepRunner implements StepBody {
  private static final int DEEPEST_CAUSE = 32;

  private final RunFacts run;
  private final InputLoader loader;
  private final OutputStorer storer;
  private final OpenResources resources;
  private final Stores stores;
  private final HookRunner hooks;
  private final Cancellation cancellation;

  StepRunner(
      RunFacts run,
      InputLoader loader,
      OutputStorer storer,
      OpenResources resources,
      Stores stores,
      HookRunner hooks,
      Cancellation cancellation) {
    this.run = run;
    this.loader = loader;
    this.storer = storer;
    this.resources = resources;
    this.stores = stores;
    this.hooks = hooks;
    this.cancellation = cancellation;
  }

  @Override
  public StepResult run(StepAttempt attempt) throws InterruptedException {
    Node node = run.node(attempt.key().node());
    StepWork work = new StepWork(run, attempt, cancellation);
    try {
      return work.scope().call(() -> called(node, work));
    } catch (Throwable e) {
      hooks.threw(attempt.key(), e);
      if (wasInterrupted(e)) {
        resources.suspect(usedBy(node));
      }
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      return StepFailure.thrown(e);
    } finally {
      work.close();
    }
  }

  private StepResult called(Node node, StepWork work) throws Exception {
    List<Object> values = loader.load(node, work);
    return storer.store(node, node.compute().apply(values), work);
  }

  /// Also when user code has wrapped the interrupt into something else.
  private static boolean wasInterrupted(Throwable thrown) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /// Also what its IO managers stand on: one of them may have been interrupted.
  private static Set<Resource<?>> usedBy(Node node) {
    return NodeSnapshots.resources(node);
  }

  @Override
  public boolean canReuse(Plan.Step step, StepKey key) {
    Node node = run.node(key.node());
    return step.reuse().isPresent() && areStored(node, step.reuse().get());
  }

  /// Of a fan-out each element counts, because the list itself need not be stored.
  private boolean areStored(Node node, Plan.Reuse reuse) {
    for (var output : reuse.outputs().entrySet()) {
      boolean stored =
          node instanceof FanOut<?>
              ? reuse.mappingKeys().stream()
                  .map(element -> Addresses.ofElement(output.getValue(), element))
                  .allMatch(address -> exists(node, output.getKey(), address))
              : exists(node, output.getKey(), output.getValue());
      if (!stored) {
        return false;
      }
    }
    return true;
  }

  private boolean exists(Node node, String output, OutputAddress address) {
    try {
      if (node instanceof Bundle<?> bundle) {
        for (Asset<?> part : bundle.parts()) {
          if (part.key().toString().equals(output)) {
            return exists(part, Plan.Output.RESULT, address);
          }
        }
      }
      for (var declared : node.outputs()) {
        if (declared.name().equals(output) && declared.type().raw() != Void.class) {
          return stores.of(node, declared).io().exists(address);
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      throw new IllegalStateException("cannot see whether %s is stored".formatted(address), e);
    }
  }

  @Override
  public void finished(StepKey key, Event.OfStep end, EventSink events) {
    hooks.run(run.node(key.node()), key, end, events);
  }
}
