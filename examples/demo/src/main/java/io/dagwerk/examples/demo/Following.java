package io.dagwerk.examples.demo;

import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.Refused;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Follows a run to its end, and cancels it when the process is told to end.
final class Following {
  private static final int PAGE = 1_000;
  private static final long LOOK_MILLIS = 500;
  private static final long GRACE_SECONDS = 30;

  private final Operations operations;
  private final RunId run;
  private final Consumer<RecordedEvent> view;
  private final List<RecordedEvent> log = new ArrayList<>();

  private Following(Operations operations, RunId run, Consumer<RecordedEvent> view) {
    this.operations = operations;
    this.run = run;
    this.view = view;
  }

  /// @param view is told every event, in order
  static Following of(Operations operations, RunId run, Consumer<RecordedEvent> view) {
    return new Following(operations, run, view);
  }

  /// @return all events of the run
  List<RecordedEvent> untilItsEnd() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Thread hook = new Thread(() -> cancel(over));
    Runtime.getRuntime().addShutdownHook(hook);
    Semaphore news = new Semaphore(0);
    try (Journal.Watch _ = operations.watch(news::release)) {
      while (!hasEnded()) {
        var _ = news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } finally {
      over.countDown();
    }
    remove(hook);
    return log;
  }

  /// Reads what is new. The end is looked at before the events, so that none is missed.
  private boolean hasEnded() {
    boolean isOver = operations.find(run).orElseThrow().status().isFinal();
    for (List<RecordedEvent> page = page(); !page.isEmpty(); page = page()) {
      page.forEach(view);
      log.addAll(page);
    }
    return isOver;
  }

  private List<RecordedEvent> page() {
    return operations.events(run, log.isEmpty() ? 0 : log.getLast().position(), PAGE);
  }

  private void cancel(CountDownLatch over) {
    try {
      operations.cancel(Principal.LOCAL, run, "interrupted");
      var _ = over.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (Refused ended) {
      // It has just come to its end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends, and the hook has run.
    }
  }
}
