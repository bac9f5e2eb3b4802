package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the user's functions: loads their inputs, calls them, stores what they return, runs hooks.
/// Thread-safe.
final class StepRunner implements StepBody {
  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

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
    } catch (InterruptedException e) {
      resources.suspect(usedBy(node));
      throw e;
    } catch (Throwable e) {
      if (Thread.currentThread().isInterrupted()) {
        resources.suspect(usedBy(node));
      }
      hooks.threw(attempt.key(), e);
      return StepFailure.thrown(e);
    } finally {
      PrintCapture.flush(work.scope());
      work.close();
    }
  }

  private StepResult called(Node node, StepWork work) throws Exception {
    List<Object> values = loader.load(node, work);
    return storer.store(node, node.compute().apply(values), work);
  }

  private static List<Resource<?>> usedBy(Node node) {
    return node.compute().inputs().stream()
        .<Resource<?>>flatMap((Input<?> input) ->
            input instanceof Resource<?> resource ? Stream.of(resource) : Stream.of())
        .toList();
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
      LOG.warn("whether {} is stored could not be told, so it is made again", address, e);
      return false;
    }
  }

  @Override
  public void finished(StepKey key, Event.OfStep end, EventSink events) {
    hooks.run(run.node(key.node()), key, end, events);
  }
}
