package io.dagwerk.dev;

import io.dagwerk.daemon.CodeSource;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.NotTurned;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeKind;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Code whose every loading is told in a line, with how long it took since the file was saved.
public final class Reported implements CodeSource {
  private static final double NANOS = 1e9;

  private final CodeSource code;
  private final PrintStream output;

  /// When the first change was made that is not being loaded yet; 0 when there is none.
  private final AtomicLong changedAt = new AtomicLong(System.nanoTime());

  /// When that was made which is being loaded; 0 when nothing is.
  private final AtomicLong loadedSince = new AtomicLong();

  /// When that was made which is served, until a worker waits for it; 0 when none is expected.
  private final AtomicLong servedSince = new AtomicLong();

  /// What was last said of the location.
  private List<NotTurned> notTurned = List.of();

  public Reported(CodeSource code, PrintStream output) {
    this.code = code;
    this.output = output;
  }

  @Override
  public Loadable code() throws IOException, InterruptedException {
    loadedSince.set(changedAt.getAndSet(0));
    return code.code();
  }

  @Override
  public boolean isWatched() {
    return code.isWatched();
  }

  @Override
  public void watch(Runnable changed) {
    code.watch(() -> {
      changedAt.compareAndSet(0, System.nanoTime() - FileWatch.SETTLED.toNanos());
      changed.run();
    });
  }

  @Override
  public void stands(LocationStatus status) {
    code.stands(status);
    long began = loadedSince.getAndSet(0);
    String took = began == 0 ? "" : " in " + since(began);
    Optional<ErrorInfo> trouble = status.trouble();
    if (trouble.isPresent()) {
      output.println("location '%s' cannot be loaded:".formatted(status.name()));
      trouble.get().summary().lines().forEach(line -> output.println("  " + line));
      if (status.served().isPresent()) {
        output.println("  the version from before is served");
      }
    } else {
      servedSince.set(began);
      status
          .served()
          .ifPresent(served ->
              output.println(
                  "location '%s' is served%s: %s"
                      .formatted(status.name(), took, describe(served))));
      sayNotTurned(status.notTurned());
    }
  }

  /// Once, and again when it is something else.
  private void sayNotTurned(List<NotTurned> now) {
    if (!notTurned.equals(now)) {
      notTurned = now;
      now.forEach(each -> output.println("  " + each.text()));
    }
  }

  @Override
  public void workerWaits() {
    code.workerWaits();
    long began = servedSince.getAndSet(0);
    if (began != 0) {
      output.println("  a worker waits for its runs after " + since(began));
    }
  }

  private static String since(long began) {
    return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - began) / NANOS);
  }

  private static String describe(LocationSnapshot served) {
    long assets = served.nodes().stream().filter(node -> node.kind() == NodeKind.ASSET).count();
    return "%s, %s".formatted(counted(served.jobs().size(), "job"), counted(assets, "asset"));
  }

  private static String counted(long number, String what) {
    return number == 1 ? "1 " + what : "%d %ss".formatted(number, what);
  }

  @Override
  public void close() {
    code.close();
  }
}
