package io.dagwerk.worker;

import io.dagwerk.execution.StepProcesses.Demand;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.Plan;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// The processes of a run that wait for a step of theirs, by how they are started. Thread-safe.
///
/// There are as many as attempts may run at once and still come, but no more than a small multiple
/// of the cores: those that wait take memory. As many start at once as there are cores.
final class Spares implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Spares.class.getName());
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int MOST = Math.max(4, 2 * CORES);
  private static final int MOST_STARTS = Math.max(2, CORES);

  /// How many in a row may end before they are ready, until none is started any more.
  private static final int MOST_FAILED = 3;

  /// How long an attempt that got a process is left alone before the next one is started.
  private static final long HEAD_START_MILLIS = 50;

  private final Starter starter;
  private final int most;
  private final SequencedMap<JvmOptions, Kind> kinds = new LinkedHashMap<>();
  private int failed;
  private boolean closed;

  /// Starts a process.
  interface Starter {
    StepProcess start(JvmOptions options) throws IOException;
  }

  /// Those that are started in one way.
  private static final class Kind {
    private final List<StepProcess> waiting = new ArrayList<>();

    /// Attempts that still come; of a template nobody knows.
    private long coming;
  }

  Spares(Starter starter, Demand demand) {
    this.starter = starter;
    this.most = Math.min(demand.most(), MOST);
    for (Plan.Step step : demand.steps()) {
      JvmOptions options = step.options().process().orElse(JvmOptions.NONE);
      kinds.computeIfAbsent(options, _ -> new Kind()).coming +=
          step.isTemplate() ? Integer.MAX_VALUE : 1;
    }
  }

  /// A process for an attempt: one that is ready if there is one, else one that is on its way, else
  /// a new one.
  ///
  /// @throws IOException when none can be started
  StepProcess take(JvmOptions options) throws IOException {
    Executor later = CompletableFuture.delayedExecutor(HEAD_START_MILLIS, TimeUnit.MILLISECONDS);
    later.execute(this::refill);
    Optional<StepProcess> spare = takeWaiting(options);
    return spare.isPresent() ? spare.get() : starter.start(options);
  }

  private synchronized Optional<StepProcess> takeWaiting(JvmOptions options) {
    Kind kind = kinds.computeIfAbsent(options, _ -> new Kind());
    kind.coming = Math.max(0, kind.coming - 1);
    List<StepProcess> alive = kind.waiting.stream().filter(StepProcess::isAlive).toList();
    Optional<StepProcess> taken =
        alive.stream()
            .filter(StepProcess::isReady)
            .findFirst()
            .or(() -> alive.stream().findFirst());
    taken.ifPresent(kind.waiting::remove);
    return taken;
  }

  /// Starts those that are missing, as far as there is a place.
  void refill() {
    for (Optional<JvmOptions> next = missing(); next.isPresent(); next = missing()) {
      JvmOptions options = next.get();
      StepProcess spare;
      try {
        spare = starter.start(options);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "no process can be started for steps that come", e);
        isLoaded(false);
        return;
      }
      add(options, spare);
    }
  }

  private synchronized Optional<JvmOptions> missing() {
    if (closed || failed >= MOST_FAILED) {
      return Optional.empty();
    }
    List<StepProcess> waiting =
        kinds.values().stream().flatMap(kind -> kind.waiting.stream()).toList();
    long starting = waiting.stream().filter(spare -> !spare.isReady()).count();
    if (starting >= MOST_STARTS || waiting.size() >= most) {
      return Optional.empty();
    }
    return kinds.entrySet().stream()
        .filter(kind -> kind.getValue().waiting.size() < kind.getValue().coming)
        .min(Comparator.comparingInt(kind -> kind.getValue().waiting.size()))
        .map(Map.Entry::getKey);
  }

  private void add(JvmOptions options, StepProcess spare) {
    boolean isWanted;
    synchronized (this) {
      isWanted = !closed;
      if (isWanted) {
        kinds.computeIfAbsent(options, _ -> new Kind()).waiting.add(spare);
      }
    }
    if (!isWanted) {
      remove(spare);
      return;
    }
    var _ =
        spare
            .ready()
            .thenAcceptAsync(
                isReady -> {
                  isLoaded(isReady);
                  refill();
                },
                Thread::startVirtualThread);
  }

  private synchronized void isLoaded(boolean isReady) {
    failed = isReady ? 0 : failed + 1;
  }

  private static void remove(StepProcess spare) {
    spare.kill();
    spare.dispose();
  }

  @Override
  public void close() {
    List<StepProcess> left;
    synchronized (this) {
      closed = true;
      left = kinds.values().stream().flatMap(kind -> kind.waiting.stream()).toList();
      kinds.clear();
    }
    left.forEach(spare -> Thread.startVirtualThread(() -> remove(spare)));
  }
}
