package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.StoredRun;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Plans runs again that were planned from other code than their location serves by now, when their
/// turn has come. Whoever starts runs waits for none of it: the code is asked, which takes its
/// time. Thread-safe.
final class Replans {
  private static final System.Logger LOG = System.getLogger(Replans.class.getName());

  /// Of runs that are canceled meanwhile, nobody asks for what came of it.
  private static final int MOST_KEPT = 1_000;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Function<StoredRun, Replan> planner;
  private final Runnable wake;
  private final Map<RunId, Outcome> outcomes = new ConcurrentHashMap<>();

  /// What came of it.
  sealed interface Outcome {
    /// It is under way; who asked is woken.
    record Pending() implements Outcome {}

    record Planned(Replan replan) implements Outcome {}

    /// The code that is served cannot do what the run was launched for.
    ///
    /// @param served the version that was asked
    /// @param problems one sentence each
    record Impossible(String served, List<String> problems) implements Outcome {}
  }

  /// @param planner may take long; throws [Refused] when the run cannot be planned from the code
  ///   that is served
  /// @param wake called when something has come of it
  Replans(Function<StoredRun, Replan> planner, Runnable wake) {
    this.planner = planner;
    this.wake = wake;
  }

  /// What came of planning a run again, which begins when it was not asked for yet.
  ///
  /// @param served the code version that is wanted
  Outcome of(StoredRun run, String served) {
    Outcome known =
        outcomes.computeIfPresent(run.id(), (_, outcome) -> isOf(outcome, served) ? outcome : null);
    if (known != null) {
      return known;
    }
    if (outcomes.size() >= MOST_KEPT) {
      outcomes.values().removeIf(outcome -> !(outcome instanceof Outcome.Pending));
    }
    Outcome pending = new Outcome.Pending();
    outcomes.put(run.id(), pending);
    Thread.startVirtualThread(() -> plan(run, served));
    return pending;
  }

  /// Of what came of a version that was replaced meanwhile nothing is taken.
  private static boolean isOf(Outcome outcome, String served) {
    return switch (outcome) {
      case Outcome.Pending _ -> true;
      case Outcome.Impossible(String asked, _) -> asked.equals(served);
      case Outcome.Planned(Replan replan) -> replan.work().codeVersion().equals(served);
    };
  }

  private void plan(StoredRun run, String served) {
    try {
      outcomes.put(run.id(), new Outcome.Planned(planner.apply(run)));
    } catch (NotServed e) {
      // It waits for a code server, as all runs of the location do.
      outcomes.remove(run.id());
    } catch (Refused e) {
      outcomes.put(run.id(), new Outcome.Impossible(served, e.problems()));
    } catch (RuntimeException | Error e) {
      outcomes.remove(run.id());
      LOG.log(Level.WARNING, "run %s cannot be planned again now".formatted(run.id()), e);
      // Not at once: it would fail again.
      CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS).execute(wake);
      return;
    }
    wake.run();
  }

  /// What came of it was acted on.
  void forget(RunId run) {
    outcomes.remove(run);
  }
}
