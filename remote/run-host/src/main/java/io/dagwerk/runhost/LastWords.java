package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LogKey;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Brings to their end the logs of workers that are gone, with what their JVMs reported of crashes.
/// Thread-safe.
final class LastWords {
  private static final System.Logger LOG = System.getLogger(LastWords.class.getName());

  private final BoundedLogs logs;
  private final CrashReports crashReports = new CrashReports();

  LastWords(BoundedLogs logs) {
    this.logs = logs;
  }

  /// Notes what a JVM reported of its crash.
  void crashed(RunId run, int attempt, String report) {
    crashReports.add(run, attempt, report);
  }

  void forget(RunId run) {
    crashReports.forget(run);
  }

  /// Closes the streams that the worker could not close. Nothing else waits for it.
  void close(RunId run, int attempt, Optional<Attachment> worker) {
    Optional<Bytes> crashReport = crashReports.take(run, attempt);
    var _ =
        worker
            .map(Attachment::written)
            .orElse(CompletableFuture.completedFuture(true))
            .thenRunAsync(
                () -> {
                  crashReport.ifPresent(report -> keep(report, run, attempt));
                  try {
                    logs.list(run).stream()
                        .filter(key -> key.attempt() == attempt)
                        .forEach(logs::close);
                    logs.forget(run);
                  } catch (RuntimeException e) {
                    LOG.log(Level.WARNING, "cannot close the logs of run " + run, e);
                  }
                },
                Thread::startVirtualThread);
  }

  private void keep(Bytes crashReport, RunId run, int attempt) {
    try {
      LogKey key = CrashReports.key(run, attempt);
      logs.append(key, logs.append(key, 0, Bytes.of(new byte[0])), crashReport);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "cannot keep how the JVM of the worker of run %s crashed".formatted(run),
          e);
    }
  }
}
