package io.dagwerk.execution;

import io.dagwerk.definitions.Node;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs the user's functions: loads their inputs, calls them, stores what they return. Thread-safe.
final class StepRunner implements StepBody {
  private static final int DEEPEST_CAUSE = 32;

  private final RunFacts run;
  private final InputLoader loader;
  private final OutputStorer storer;
  private final StoredOutputs stored;
  private final HookRunner hooks;

  StepRunner(
      RunFacts run,
      InputLoader loader,
      OutputStorer storer,
      StoredOutputs stored,
      HookRunner hooks) {
    this.run = run;
    this.loader = loader;
    this.storer = storer;
    this.stored = stored;
    this.hooks = hooks;
  }

  @Override
  public StepResult run(StepAttempt attempt) throws InterruptedException {
    Node node = run.node(attempt.key().node());
    StepWork work = new StepWork(run, attempt);
    attempt.permit().onStop(() -> loader.suspect(node));
    try {
      return work.scope().call(() -> called(node, work));
    } catch (Exception e) {
      if (wasInterrupted(e)) {
        loader.suspect(node);
      }
      return resultOf(e);
    } finally {
      work.close();
    }
  }

  private StepResult called(Node node, StepWork work) throws Exception {
    StoredOutputs.requireChosen(work.stepAttempt());
    stored.requireReached(node);
    List<Object> values = loader.load(node, work);
    @Nullable Object returned = UserCode.call(() -> node.compute().apply(values));
    return storer.store(node, returned, work);
  }

  private static StepResult resultOf(Exception thrown) throws InterruptedException {
    return switch (thrown) {
      case StepFailure failure -> failure.result();
      case ResourceFailed failed -> failed.result();
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException ours -> throw ours;
      default ->
          throw new IllegalStateException("expected no such exception of the engine", thrown);
    };
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

  @Override
  public boolean canReuse(Plan.Step step, StepKey key, Permit permit) throws InterruptedException {
    Node node = run.node(key.node());
    permit.onStop(() -> loader.suspect(node));
    return stored.areThere(node, step, key, permit);
  }

  @Override
  public List<HookTurn> hooks(FinishedAttempt finished) {
    return hooks.turns(finished);
  }
}
